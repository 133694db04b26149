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

namespace {

/// A plan that only sales sell, with a contract, at 50.00; one at 1.00 that anybody may order.
CatalogFile mini_and_server() {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  CatalogFile file = catalog_of("mini", terms, "1.00");
  terms.sales_only = terms.contract_required = true;
  return file + catalog_of("server", terms, "50.00");
}

ChangePlan server_with(std::string sales_ref, std::string contract) {
  ChangePlan change{1, plan("server")};
  change.sales_ref = std::move(sales_ref);
  change.contract = std::move(contract);
  return change;
}

}  // namespace

TEST_CASE("16: a change asks what an order of the plan asks", "[plan]") {
  Given given(mini_and_server());
  given.has("2026-01-01", order_of("mini"));
  CHECK(said(given.when("2026-01-10", server_with("", ""))) == Lines{"order.sales_only"});
  CHECK(said(given.when("2026-01-10", server_with("S-1", ""))) == Lines{"order.contract_required"});
  CHECK(said(given.when("2026-01-10", server_with("", "C-1"))) == Lines{"order.sales_only"});
  const auto moved = only<PlanChanged>(given.when("2026-01-10", server_with("S-1", "C-1")));
  CHECK(moved.as_order);
  CHECK(moved.sales_ref == "S-1");
  CHECK(moved.contract == "C-1");
}

TEST_CASE("16: what an agreement sets differently opens no gate of another plan", "[plan]") {
  Given given(mini_and_server());
  PlaceOrder order = order_of("mini");
  order.overrides = {{"sales_only", "false"}, {"contract_required", "false"}};
  given.has("2026-01-01", order);
  CHECK(said(given.when("2026-01-10", server_with("", ""))) == Lines{"order.sales_only"});
}

TEST_CASE("16: who has a plan does not change to it with another subscription", "[plan]") {
  Given given(mini_and_server());
  given.has("2026-01-01", order_of("mini"));
  PlaceOrder server = order_of("server");
  server.sales_ref = "S-1";
  server.contract = "C-1";
  given.has("2026-01-01", server);
  CHECK(said(given.when("2026-01-10", ChangePlan{2, plan("mini")})) ==
        Lines{"subscription.exists"});
}

TEST_CASE("16: a plan is billed in the same way as its agreement makes of it", "[plan]") {
  Terms terms = exchange_terms();
  Given given(catalog_of("one", terms, "1.00") + catalog_of("other", terms, "2.00"));
  PlaceOrder order = order_of("one", 3);
  order.overrides = {{"billing_day", "15"}};
  given.has("2026-01-01", order);
  CHECK(said(given.when("2026-01-10", ChangePlan{1, plan("other")})) ==
        Lines{"plan_changed 2026-01-10"});
}

TEST_CASE("15, 16: of a plan that holds another price is news, the same is not", "[plan]") {
  Given given(mini_and_server());
  PlaceOrder order = order_of("mini");
  order.unit_price = decimal("0.80");
  given.has("2026-01-01", order);
  const auto at = [](std::string_view price) {
    return ChangePlan{1, plan("mini"), decimal(price)};
  };
  CHECK(said(given.when("2026-01-01", at("0.80"))) == Lines{});
  CHECK(said(given.when("2026-01-01", ChangePlan{1, plan("mini")})) == Lines{});
  CHECK(said(given.when("2026-01-01", at("0.70"))) == Lines{"plan_changed 2026-01-01"});
  CHECK(said(given.when("2026-01-01", at("0.70"))) == Lines{});
  // A contract is filed; the price of that day stays as it was said.
  ChangePlan filed{1, plan("mini")};
  filed.contract = "C-9";
  CHECK(only<PlanChanged>(given.when("2026-01-01", filed)).unit_price == decimal("0.70"));
  CHECK(said(given.when("2026-01-01", filed)) == Lines{});
}
