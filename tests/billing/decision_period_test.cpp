#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("D9, decision 4: who does not decide is billed for the second month as a free rider",
         "[billing][trial]") {
  GIVEN("25 mailboxes in group 15, trial connected on 10 January 2026, nothing said") {
    Given given = guard_trial();
    THEN("nothing is billed before the deadline, nor before the group's next day") {
      CHECK(given.run("2026-02-15").empty());
      CHECK(given.run("2026-03-09").empty());
      CHECK(given.run("2026-03-14").empty());
    }
    WHEN("group 15 is invoiced in March and April") {
      const auto march = given.run("2026-03-15");
      const auto april = given.run("2026-04-15");
      THEN("March bills the month of decision with 25.5 % VAT, and says free rider") {
        CHECK(printed(march) ==
              Lines{"2026-03-15 decision-period 2026-02-09..2026-03-08 100.00 free_rider"});
        REQUIRE(march.size() == 1);
        CHECK(totals(march.front()) == "100.00 + 25.50 = 125.50");
      }
      THEN("9 to 14 March is free, and April bills a full month") {
        CHECK(printed(april) == Lines{"2026-04-15 recurring 2026-03-15..2026-04-14 100.00"});
      }
    }
  }
}

SCENARIO("Decision 4: who converts is billed the same money without the flag", "[billing][trial]") {
  const std::string converted_on =
      GENERATE(as<std::string>{}, "2026-01-20", "2026-02-09", "2026-02-20", "2026-03-08");
  GIVEN("a trial that converted on " + converted_on) {
    Given given = guard_trial();
    given.has(converted_on, ConvertTrial{});
    THEN("the month of decision is billed like any other") {
      CHECK(printed(given.run("2026-03-15")) ==
            Lines{"2026-03-15 decision-period 2026-02-09..2026-03-08 100.00"});
      CHECK(totals(sole(given.invoices)) == "100.00 + 25.50 = 125.50");
      CHECK(printed(given.run("2026-04-15")) ==
            Lines{"2026-04-15 recurring 2026-03-15..2026-04-14 100.00"});
    }
  }
}

SCENARIO("D8: a decline received by the deadline is never charged", "[billing][trial]") {
  GIVEN("a trial connected on 10 January 2026") {
    Given given = guard_trial();
    WHEN("it declines on the last day to decide") {
      given.has("2026-03-08", DeclineTrial{});
      THEN("nothing is billed, ever") { CHECK(given.run("2028-12-31").empty()); }
    }
    WHEN("the decline received on that day is typed after the deadline") {
      given.sweep("2026-03-12");
      given.has(asked("2026-03-12", "2026-03-08"), DeclineTrial{});
      THEN("nothing is billed, ever") { CHECK(given.run("2028-12-31").empty()); }
    }
    WHEN("it is typed after the month was invoiced") {
      given.run("2026-03-15");
      given.has(asked("2026-03-16", "2026-03-08"), DeclineTrial{});
      THEN("what was billed is credited, with the reason, and nothing follows") {
        const auto documents = given.run("2028-12-31");
        CHECK(printed(documents) ==
              Lines{"2026-04-15 adjustment 2026-02-09..2026-03-08 -100.00 corrects 1/1"});
        CHECK(sole(documents).kind == DocumentKind::credit_note);
        CHECK(totals(sole(documents)) == "-100.00 + -25.50 = -125.50");
        CHECK(sole(documents).lines.front().description ==
              "guard, month of decision, nobody decided: declined, received 2026-03-08");
      }
    }
  }
}

TEST_CASE("Who leaves before the deadline after converting is not charged for the month",
          "[billing][trial]") {
  Given given = guard_trial();
  given.has("2026-01-20", ConvertTrial{});
  given.has("2026-01-25", CancelSubscription{});  // notice ends on 25 February
  CHECK(given.run("2026-12-31").empty());
}

TEST_CASE("Decision 6: the month of decision is billed by the count of its last day",
          "[billing][trial]") {
  Given given = guard_trial();
  given.has("2026-03-08", SetMailboxCount{1, 30});
  given.has("2026-03-09", SetMailboxCount{1, 50});
  CHECK(printed(given.run("2026-03-15")) ==
        Lines{"2026-03-15 decision-period 2026-02-09..2026-03-08 120.00 free_rider"});
}

TEST_CASE("A deadline on the billing day is billed on it", "[billing][trial]") {
  Given given(d_fence());  // 30 days from 16 January, then a month: 15 March
  given.has("2026-01-16", trial_of("guard", 25));
  given.has("2026-01-16", RecordStep{1, OnboardingStep::connected, 15});
  CHECK(printed(given.run("2026-03-15")) ==
        Lines{"2026-03-15 decision-period 2026-02-15..2026-03-14 100.00 free_rider"});
  CHECK(printed(given.run("2026-04-15")) ==
        Lines{"2026-04-15 recurring 2026-03-15..2026-04-14 100.00"});
}

TEST_CASE("D9: a trial that disconnects who does not decide still charges the month it served",
          "[billing][trial]") {
  Terms terms = guard_terms();
  terms.trial->undecided = Undecided::deactivate;
  terms.tax.reset();
  Given given(catalog_of("strict", terms, "4.00"));
  given.has("2026-01-10", trial_of("strict", 25));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  CHECK(printed(given.run("2026-12-31")) ==
        Lines{"2026-03-15 decision-period 2026-02-09..2026-03-08 100.00 free_rider"});
}

TEST_CASE("Decision 5: a trial that bills from conversion has no month of decision left",
          "[billing][trial]") {
  Terms terms = guard_terms();
  terms.trial->convert_bills_from = ConvertBillsFrom::conversion;
  terms.first_period = Partial::daily;
  terms.tax.reset();
  Given given(catalog_of("eager", terms, "3.10"));
  given.has("2026-01-10", trial_of("eager", 10));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected, 15});
  given.has("2026-01-25", ConvertTrial{});
  // [15 January, 15 February) has 31 days, 21 of them from the 25th: 31.00 × 21/31
  CHECK(printed(given.run("2026-03-15")) ==
        Lines{"2026-02-15 recurring 2026-01-25..2026-02-14 21.00",
              "2026-03-15 recurring 2026-02-15..2026-03-14 31.00"});
}
