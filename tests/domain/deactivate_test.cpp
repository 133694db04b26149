#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("S8: a customer is deactivated, never deleted", "[deactivate]") {
  GIVEN("a customer of D-Fence since January and of ExchangeDefender since March") {
    Given given = [] {
      Given both(d_fence() + exchange_defender());
      both.has("2026-01-10", trial_of("guard", 25));
      both.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
      both.has("2026-03-10", order_of("exchange-mailbox", 10));
      return both;
    }();
    WHEN("it is deactivated on 20 May") {
      const auto result = given.when("2026-05-20", DeactivateCustomer{});
      THEN("D12: each subscription ends by its own notice, the customer with the last of them") {
        CHECK(said(result) == Lines{"notice_given 2026-05-20", "notice_given 2026-05-20",
                                    "customer_deactivated 2026-06-20"});
        CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-06-20"));
        CHECK(given.customer.subscription(2)->ending->ends_on == day("2026-05-20"));
        CHECK(given.customer.subscription(1)->ending->reason == EndReason::deactivated);
        CHECK_FALSE(given.customer.deactivated_on(day("2026-06-19")));
        CHECK(given.customer.deactivated_on(day("2026-06-20")));
        CHECK(given.customer.subscriptions.size() == 2);
      }
      AND_THEN("said twice, true once") {
        CHECK(said(given.when("2026-05-21", DeactivateCustomer{})) == Lines{});
        CHECK(said(given.when("2026-07-01", DeactivateCustomer{})) == Lines{});
      }
    }
    WHEN("one subscription is under notice already") {
      given.has("2026-05-01", CancelSubscription{1});
      const auto result = given.when("2026-05-20", DeactivateCustomer{});
      THEN("that notice stands") {
        CHECK(said(result) == Lines{"notice_given 2026-05-20", "customer_deactivated 2026-06-01"});
        CHECK(given.customer.subscription(1)->ending->reason == EndReason::cancelled);
      }
    }
  }
  GIVEN("a trial in its month of decision") {
    Given given = guard_trial();
    WHEN("the customer is deactivated") {
      THEN("that is a decline, and it is deactivated at once") {
        CHECK(said(given.when("2026-02-20", DeactivateCustomer{})) ==
              Lines{"trial_declined 2026-02-20", "customer_deactivated 2026-02-20"});
      }
    }
  }
}

SCENARIO("S8: a deactivated customer comes back", "[deactivate]") {
  GIVEN("a customer whose notice runs until 20 June") {
    Given given = guard_trial();
    given.has("2026-05-20", DeactivateCustomer{});
    WHEN("it stays after all") {
      const auto result = given.when("2026-06-01", ReactivateCustomer{});
      THEN("the notice is withdrawn") {
        CHECK(said(result) ==
              Lines{"customer_reactivated 2026-06-01", "notice_withdrawn 2026-06-01"});
        CHECK_FALSE(given.customer.deactivated_from);
        CHECK(given.status("2026-07-01") == Status::active);
        CHECK(said(given.sweep("2026-12-31")) == Lines{});
      }
      AND_THEN("said twice, true once") {
        CHECK(said(given.when("2026-06-02", ReactivateCustomer{})) == Lines{});
      }
    }
    WHEN("it comes back after the end") {
      const auto result = given.when("2026-07-01", ReactivateCustomer{});
      THEN("what ended has ended, and it can order again") {
        CHECK(said(result) == Lines{"customer_reactivated 2026-07-01"});
        CHECK(given.status("2026-07-01") == Status::ended);
        CHECK(given.when("2026-07-01", order_of("guard", 25)));
      }
    }
  }
  GIVEN("a subscription that was cancelled before its customer was deactivated") {
    Given given = guard_trial();
    given.has("2026-05-01", CancelSubscription{1});
    given.has("2026-05-20", DeactivateCustomer{});
    WHEN("the customer comes back during the notice") {
      THEN("the cancellation stands") {
        CHECK(said(given.when("2026-05-25", ReactivateCustomer{})) ==
              Lines{"customer_reactivated 2026-05-25"});
        CHECK(given.status("2026-06-01") == Status::ended);
      }
    }
  }
}

SCENARIO("S8: nothing is billed from deactivation on, not even what was ordered during notice",
         "[deactivate]") {
  GIVEN("a customer deactivated with notice until 20 June") {
    Given given(d_fence() + exchange_defender());
    given.has("2026-01-10", trial_of("guard", 25));
    given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
    given.has("2026-05-20", DeactivateCustomer{});
    WHEN("it orders something else on 1 June") {
      const auto result = given.when("2026-06-01", order_of("exchange-mailbox", 10));
      THEN("that is refused, or bills nothing after 20 June") {
        given.run("2026-12-31");
        for (const InvoiceIssued& invoice : given.invoices) {
          for (const InvoiceLine& line : invoice.lines) {
            CAPTURE(printed(line, invoice.currency));
            CHECK(line.start < day("2026-06-20"));
          }
        }
        CHECK((!result || given.status("2026-06-20", 2) == Status::ended));
      }
    }
  }
}

TEST_CASE("Decision 12: what is billed by activity ends where its customer is deactivated",
          "[deactivate]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-15", DeactivateCustomer{});
  given.sweep("2026-03-20");
  CHECK(given.status("2026-03-14") != Status::ended);
  CHECK(given.status("2026-03-15") == Status::ended);
}
