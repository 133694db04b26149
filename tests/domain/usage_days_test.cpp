// Days of a month as a mask.
#include <catch2/catch.hpp>

#include "msp/usage.h"
#include "support/given.h"

using namespace msp;
using namespace msp::test;

namespace {

Month month(std::string_view text) { return read<Month>(text); }

}  // namespace

TEST_CASE("The days of a month within a period, its end not included", "[usage]") {
  CHECK(days_of(month("2026-11"), {day("2026-11-01"), day("2026-11-15")}) == 0x3FFF);
  CHECK(days_of(month("2026-11"), {day("2026-11-15"), day("2027-02-01")}) == 0x3FFFC000);
  CHECK(days_of(month("2026-12"), {day("2026-01-01"), day("2027-02-01")}) == 0x7FFFFFFF);
  CHECK(days_of(month("2026-02"), month("2026-02").period()) == 0xFFFFFFF);
  CHECK(days_of(month("2026-02"), {day("2026-03-01"), day("2026-04-01")}) == 0);
  CHECK(days_of(month("2026-02"), {day("2026-02-10"), day("2026-02-10")}) == 0);
  CHECK(days_of(month("2026-02"), {day("2026-01-01"), day("2026-02-01")}) == 0);
}

TEST_CASE("The first and the last of some days", "[usage]") {
  CHECK(first_of(month("2026-12"), 0x40000010) == day("2026-12-05"));
  CHECK(last_of(month("2026-12"), 0x40000010) == day("2026-12-31"));
  CHECK(last_of(month("2026-02"), 1) == day("2026-02-01"));
}
