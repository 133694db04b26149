#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("Decision 6: in arrears the count of a period's last day is billed", "[billing]") {
  GIVEN("a D-Fence customer of 25 mailboxes in group 15") {
    Given given = guard_trial();
    WHEN("40 mailboxes are reported for 1 April") {
      given.has(effective("2026-03-20", "2026-04-01"), SetMailboxCount{1, 40});
      given.run("2026-03-15");
      THEN("15 April bills 40 of them for the whole period") {
        CHECK(printed(given.run("2026-04-15")) ==
              Lines{"2026-04-15 recurring 2026-03-15..2026-04-14 160.00"});
      }
    }
    WHEN("the count changes on the billing day itself") {
      given.has("2026-04-15", SetMailboxCount{1, 40});
      given.run("2026-03-15");
      THEN("that is the next period's") {
        CHECK(printed(given.run("2026-05-15")) ==
              Lines{"2026-04-15 recurring 2026-03-15..2026-04-14 100.00",
                    "2026-05-15 recurring 2026-04-15..2026-05-14 160.00"});
      }
    }
    WHEN("no mailbox is left for a month") {
      given.has("2026-04-01", SetMailboxCount{1, 0});
      given.has("2026-05-01", SetMailboxCount{1, 5});
      given.run("2026-03-15");
      THEN("that month is no line, and no document") {
        CHECK(given.run("2026-04-15").empty());
        CHECK(printed(given.run("2026-05-15")) ==
              Lines{"2026-05-15 recurring 2026-04-15..2026-05-14 20.00"});
      }
    }
  }
}

SCENARIO("D12: notice is billed to its last day, the last part by days", "[billing][leave]") {
  GIVEN("a D-Fence customer of 25 mailboxes who leaves on 20 June") {
    Given given = guard_trial();
    given.run("2026-05-15");
    given.has("2026-05-20", CancelSubscription{});
    WHEN("June and July are invoiced") {
      const auto june = given.run("2026-06-15");
      const auto july = given.run("2026-07-15");
      THEN("a full period, and 5 of 30 days") {
        CHECK(printed(june) == Lines{"2026-06-15 recurring 2026-05-15..2026-06-14 100.00"});
        CHECK(printed(july) == Lines{"2026-07-15 recurring 2026-06-15..2026-06-19 16.67"});
        REQUIRE(july.size() == 1);
        CHECK(totals(july.front()) == "16.67 + 4.25 = 20.92");  // 16.67 × 25.5 % = 4.25085
      }
      AND_THEN("nothing follows, and no credit is given") {
        CHECK(given.run("2028-12-31").empty());
      }
    }
  }
  GIVEN("one whose notice ends on a billing day") {
    Given given = guard_trial();
    given.run("2026-05-14");
    given.has("2026-05-15", CancelSubscription{});
    THEN("its last period is a full one") {
      CHECK(printed(given.run("2026-12-31")) ==
            Lines{"2026-05-15 recurring 2026-04-15..2026-05-14 100.00",
                  "2026-06-15 recurring 2026-05-15..2026-06-14 100.00"});
    }
  }
}

TEST_CASE("Decision 3: a billing day of 31 bills periods from 01-31, 02-28, 03-31, 04-30",
          "[billing]") {
  Terms terms = Terms::defaults(Basis::flat, Timing::arrears);
  terms.billing_day = read<BillingDay>("31");
  Given given(catalog_of("flat", terms, "31.00"));
  given.has("2026-01-31", order_of("flat"));
  CHECK(printed(given.run("2026-05-31")) ==
        Lines{"2026-02-28 recurring 2026-01-31..2026-02-27 31.00",
              "2026-03-31 recurring 2026-02-28..2026-03-30 31.00",
              "2026-04-30 recurring 2026-03-31..2026-04-29 31.00",
              "2026-05-31 recurring 2026-04-30..2026-05-30 31.00"});
}

TEST_CASE("D6: group 30 is invoiced on the last day of February", "[billing]") {
  const auto days = [](std::string_view from, std::string_view to) {
    Given given(d_fence());
    given.has(from, order_of("guard", 1));
    given.has(from, RecordStep{1, OnboardingStep::connected, 30});
    return printed(given.run(to));
  };
  CHECK(days("2026-01-30", "2026-03-30") ==
        Lines{"2026-02-28 recurring 2026-01-30..2026-02-27 4.00",
              "2026-03-30 recurring 2026-02-28..2026-03-29 4.00"});
  CHECK(days("2028-01-30", "2028-03-30") ==
        Lines{"2028-02-29 recurring 2028-01-30..2028-02-28 4.00",
              "2028-03-30 recurring 2028-02-29..2028-03-29 4.00"});
}

TEST_CASE("Decision 3: after a trial of 30 days from 31 January 2028 the 1st of March is paid",
          "[billing][trial]") {
  Terms terms = Terms::defaults(Basis::flat, Timing::arrears);
  terms.first_period = Partial::daily;
  terms.trial = TrialTerms{};
  Given given(catalog_of("flat", terms, "31.00"));
  given.has("2028-01-31", trial_of("flat"));
  CHECK(printed(given.run("2028-04-01")) ==
        Lines{"2028-04-01 recurring 2028-03-01..2028-03-31 31.00"});
}

TEST_CASE("S1: what is billed by activity is not billed by this floor yet", "[billing]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  CHECK(given.run("2026-12-31").empty());
}

TEST_CASE("Nothing is billed before the service is connected", "[billing]") {
  Given given(d_fence());
  given.has("2026-01-05", order_of("guard", 25));
  CHECK(given.run("2026-12-31").empty());
  given.has("2027-01-02", CancelSubscription{1});
  CHECK(given.run("2027-12-31").empty());
}
