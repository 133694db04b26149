#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("S7: a subscription changes to another plan of its kind", "[plan]") {
  GIVEN("a Core subscription") {
    Given given(defens_x());
    given.has("2026-03-01", order_of("core"));
    WHEN("it becomes Core+ on 1 April") {
      const auto result =
          given.when(effective("2026-03-20", "2026-04-01"), ChangePlan{0, plan("core-plus")});
      THEN("the plan holds from that day on") {
        CHECK(said(result) == Lines{"plan_changed 2026-04-01"});
        const Subscription& subscription = *given.customer.subscription(1);
        CHECK(subscription.plan_on(day("2026-03-31")).plan == plan("core"));
        CHECK(subscription.plan_on(day("2026-04-01")).plan == plan("core-plus"));
        CHECK(subscription.plan_on(day("2026-01-01")).plan == plan("core"));
      }
      AND_THEN("said twice, true once") {
        CHECK(said(given.when(effective("2026-03-21", "2026-04-01"),
                              ChangePlan{1, plan("core-plus")})) == Lines{});
      }
    }
  }
}

TEST_CASE("A change to a plan that is billed in another way is refused", "[plan]") {
  Terms terms = exchange_terms();
  SECTION("by activity") { terms = core_terms(); }
  SECTION("in arrears") {
    terms.timing = Timing::arrears;
    terms.measure = Measure::at_end;
  }
  SECTION("on another day") { terms.billing_day = read<BillingDay>("15"); }
  Given given(exchange_defender() + catalog_of("other", terms, "1.00", "USD", "2024-01-01"));
  given.has("2026-03-01", order_of("exchange-mailbox", 10));
  CHECK(said(given.when("2026-03-02", ChangePlan{1, plan("other")})) ==
        Lines{"plan.other_billing"});
}

TEST_CASE("A change is refused to an unknown plan, to one without price, and of what is gone",
          "[plan]") {
  Given given(exchange_defender() +
              catalog_of("euro", exchange_terms(), "1.00", "EUR", "2024-01-01"));
  const ChangePlan change{1, plan("euro")};
  CHECK(said(given.when("2026-03-01", change)) == Lines{"subscription.unknown"});
  CHECK(said(given.when("2026-03-01", ChangePlan{0, plan("euro")})) == Lines{"subscription.none"});
  given.has("2026-03-02", order_of("exchange-mailbox", 10));
  CHECK(said(given.when("2026-03-03", ChangePlan{1, plan("ghost")})) == Lines{"plan.unknown"});
  CHECK(said(given.when("2026-03-03", change)) == Lines{"price.missing"});  // none in USD
  CHECK(said(given.when(effective("2026-03-03", "2026-03-01"), change)) ==
        Lines{"effective.before_order"});
  given.has("2026-03-10", CancelSubscription{1});
  CHECK(said(given.when("2026-03-11", change)) == Lines{"subscription.ended"});
}

TEST_CASE("Of two subscriptions the one to change has to be named", "[plan]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", order_of("core-plus"));
  CHECK(said(given.when("2026-03-05", ChangePlan{0, plan("core")})) ==
        Lines{"subscription.ambiguous"});
}

TEST_CASE("S8: nothing changes for a deactivated customer", "[plan]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-10", DeactivateCustomer{});
  CHECK(said(given.when("2026-03-12", ChangePlan{1, plan("core-plus")})) ==
        Lines{"customer.deactivated"});
}
