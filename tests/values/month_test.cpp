#include "msp/month.h"

#include <catch2/catch.hpp>
#include <string>

#include "support/given.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

TEST_CASE("A month is read from exactly YYYY-MM", "[month]") {
  CHECK(read<Month>("2026-02").text() == "2026-02");
  CHECK(read<Month>("2026-02") == Month::of(day("2026-02-28")));
  CHECK(read<Month>("2026-12").text() == "2026-12");
}

TEST_CASE("What is not exactly YYYY-MM is no month", "[month]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "2026-2", "2026-13", "2026-00", "26-02", "2026-02 ",
               " 2026-02", "2026/02", "2026-02-01", "202602", "2026-+2", "2026-1e", "1899-12");
  CHECK_FALSE(Month::from_text(text));
}

TEST_CASE("A month is its days, from the first to the first of the next", "[month]") {
  CHECK(read<Month>("2026-02").period() == Period{day("2026-02-01"), day("2026-03-01")});
  CHECK(read<Month>("2028-02").period().days() == 29);
  CHECK(read<Month>("2026-12").period() == Period{day("2026-12-01"), day("2027-01-01")});
}

TEST_CASE("Months are added across years", "[month]") {
  CHECK(read<Month>("2026-11") + 3 == read<Month>("2027-02"));
  CHECK(read<Month>("2026-01") + -1 == read<Month>("2025-12"));
  CHECK(read<Month>("2026-12") < read<Month>("2027-01"));
}

PROPERTY("Every day lies in its month, and the month's text reads back", "[month]") {
  const Date date = Date::from_days(*rc::gen::inRange(-20000, 60000));
  const Month month = Month::of(date);
  RC_ASSERT(month.period().contains(date));
  RC_ASSERT(Month::from_text(month.text()) == month);
  RC_ASSERT((month + 1).period().start == month.period().end);
}
