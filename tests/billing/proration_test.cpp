#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Terms flat_terms(Timing timing, Partial first, Partial last) {
  Terms terms = Terms::defaults(Basis::flat, timing);
  terms.first_period = first;
  terms.last_period = last;
  return terms;
}

/// 31.00 a month on the 1st, from 11 January to 10 March 2026, both included.
Lines billed_for(Timing timing, Partial first, Partial last) {
  Given given(catalog_of("flat", flat_terms(timing, first, last), "31.00"));
  given.has("2026-01-11", order_of("flat"));
  given.has(effective("2026-01-20", "2026-03-11"), CancelSubscription{});
  return printed(given.run("2026-12-31"));
}

}  // namespace

TEST_CASE("In arrears the first part costs nothing, all, or its days", "[billing][proration]") {
  const std::string february = "2026-03-01 recurring 2026-02-01..2026-02-28 31.00";
  CHECK(billed_for(Timing::arrears, Partial::free, Partial::free) == Lines{february});
  CHECK(billed_for(Timing::arrears, Partial::full, Partial::free) ==
        Lines{"2026-02-01 recurring 2026-01-11..2026-01-31 31.00", february});
  CHECK(billed_for(Timing::arrears, Partial::daily, Partial::free) ==
        Lines{"2026-02-01 recurring 2026-01-11..2026-01-31 21.00", february});
}

TEST_CASE("In arrears the last part costs nothing, all, or its days", "[billing][proration]") {
  const std::string february = "2026-03-01 recurring 2026-02-01..2026-02-28 31.00";
  CHECK(billed_for(Timing::arrears, Partial::free, Partial::full) ==
        Lines{february, "2026-04-01 recurring 2026-03-01..2026-03-31 31.00"});
  CHECK(billed_for(Timing::arrears, Partial::free, Partial::daily) ==
        Lines{february, "2026-04-01 recurring 2026-03-01..2026-03-10 10.00"});
}

TEST_CASE("In advance the first part costs nothing, all, or its days", "[billing][proration]") {
  const std::string february = "2026-02-01 recurring 2026-02-01..2026-02-28 31.00";
  CHECK(billed_for(Timing::advance, Partial::free, Partial::free) == Lines{february});
  CHECK(billed_for(Timing::advance, Partial::full, Partial::free) ==
        Lines{"2026-01-11 recurring 2026-01-11..2026-01-31 31.00", february});
  CHECK(billed_for(Timing::advance, Partial::daily, Partial::free) ==
        Lines{"2026-01-11 recurring 2026-01-11..2026-01-31 21.00", february});
}

TEST_CASE("In advance the last part costs nothing, all, or its days", "[billing][proration]") {
  const std::string february = "2026-02-01 recurring 2026-02-01..2026-02-28 31.00";
  CHECK(billed_for(Timing::advance, Partial::free, Partial::full) ==
        Lines{february, "2026-03-01 recurring 2026-03-01..2026-03-31 31.00"});
  CHECK(billed_for(Timing::advance, Partial::free, Partial::daily) ==
        Lines{february, "2026-03-01 recurring 2026-03-01..2026-03-10 10.00"});
}

TEST_CASE("What begins late and ends early in one period is billed by what both say",
          "[billing][proration]") {
  const auto in_january = [](Partial first, Partial last) {
    Given given(catalog_of("flat", flat_terms(Timing::arrears, first, last), "31.00"));
    given.has("2026-01-11", order_of("flat"));
    given.has(effective("2026-01-12", "2026-01-21"), CancelSubscription{});
    return printed(given.run("2026-12-31"));
  };
  CHECK(in_january(Partial::free, Partial::free) == Lines{});
  CHECK(in_january(Partial::full, Partial::full) ==
        Lines{"2026-02-01 recurring 2026-01-11..2026-01-31 31.00"});
  CHECK(in_january(Partial::daily, Partial::daily) ==
        Lines{"2026-02-01 recurring 2026-01-11..2026-01-20 10.00"});
}

TEST_CASE("A start on the billing day begins a full period", "[billing][proration]") {
  Given given(
      catalog_of("flat", flat_terms(Timing::arrears, Partial::free, Partial::free), "31.00"));
  given.has("2026-02-01", order_of("flat"));
  given.has(effective("2026-02-01", "2026-03-01"), CancelSubscription{});
  CHECK(printed(given.run("2026-12-31")) ==
        Lines{"2026-03-01 recurring 2026-02-01..2026-02-28 31.00"});
}

TEST_CASE("Decision 30: in months of thirty days the 31st counts as the 30th",
          "[billing][proration]") {
  Terms terms = flat_terms(Timing::arrears, Partial::daily, Partial::daily);
  terms.day_count = DayCount::thirty;
  const auto from = [&terms](std::string_view start) {
    Given given(catalog_of("flat", terms, "30.00"));
    given.has(start, order_of("flat"));
    return amount_text(sole(given.run(next_day_of_month(day(start), 1))).net, Currency());
  };
  CHECK(from("2026-01-01") == "30.00");  // 31 days
  CHECK(from("2026-01-02") == "29.00");
  CHECK(from("2026-01-03") == "28.00");
  CHECK(from("2026-01-30") == "1.00");
  CHECK(from("2026-01-31") == "1.00");
  CHECK(from("2026-02-01") == "30.00");  // 28 days
  CHECK(from("2026-02-02") == "29.00");
}

TEST_CASE("Decision 6: the count of the first day, of the last, or the highest is billed",
          "[billing]") {
  const auto billed_by = [](Measure measure) {
    Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
    terms.measure = measure;
    Given given(catalog_of("mail", terms, "1.00"));
    given.has("2026-02-01", order_of("mail", 5));
    given.has("2026-02-10", SetMailboxCount{1, 9});
    given.has("2026-02-20", SetMailboxCount{1, 7});
    given.has("2026-03-01", SetMailboxCount{1, 20});  // the next period's
    return printed(given.run("2026-03-01"));
  };
  CHECK(billed_by(Measure::at_start) == Lines{"2026-03-01 recurring 2026-02-01..2026-02-28 5.00"});
  CHECK(billed_by(Measure::at_end) == Lines{"2026-03-01 recurring 2026-02-01..2026-02-28 7.00"});
  CHECK(billed_by(Measure::peak) == Lines{"2026-03-01 recurring 2026-02-01..2026-02-28 9.00"});
}

TEST_CASE("Decision 1: the highest count is the highest that won its day", "[billing]") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.measure = Measure::peak;
  Given given(catalog_of("mail", terms, "1.00"));
  given.has("2026-02-01", order_of("mail", 5));
  given.has("2026-02-10", SetMailboxCount{1, 50});
  given.has("2026-02-10", SetMailboxCount{1, 6});  // a slip, mended the same day
  CHECK(printed(given.run("2026-03-01")) ==
        Lines{"2026-03-01 recurring 2026-02-01..2026-02-28 6.00"});
}

TEST_CASE("The highest count of a period may be the one it began with", "[billing]") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.measure = Measure::peak;
  Given given(catalog_of("mail", terms, "1.00"));
  given.has("2026-01-01", order_of("mail", 8));
  given.has("2026-02-10", SetMailboxCount{1, 3});
  CHECK(printed(given.run("2026-03-01")) ==
        Lines{"2026-02-01 recurring 2026-01-01..2026-01-31 8.00",
              "2026-03-01 recurring 2026-02-01..2026-02-28 8.00"});
}
