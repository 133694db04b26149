#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Lines answer(const CatalogFile& file, const PlaceOrder& order,
             std::string_view today = "2026-01-05") {
  Given given(file);
  return said(given.when(today, order));
}

}  // namespace

TEST_CASE("X2: an agreement that lacks something is refused, naming all that it lacks", "[order]") {
  Given given(d_fence());
  const auto result = given.when("2026-01-05", PlaceOrder{.plan = plan("guard"), .mailboxes = 25});
  CHECK(said(result) == Lines{"agreement.incomplete"});
  CHECK(result.refusal().fields ==
        Lines{"name", "contact_email", "billing_address", "country", "accepted_terms"});
  PlaceOrder order = order_of("guard", 25);
  order.accepted_terms = "";
  CHECK(said(given.when("2026-01-05", order)) == Lines{"agreement.incomplete"});
}

TEST_CASE("A refused order changes nothing", "[order]") {
  Given given(d_fence());
  const Customer before = given.customer;
  CHECK_FALSE(given.when("2026-01-05", order_of("guard")));
  CHECK(given.customer == before);
}

TEST_CASE("D2: a trial without sales rep or monthly total is refused", "[order][trial]") {
  PlaceOrder order = trial_of("guard", 25);
  order.sales_rep = "";
  CHECK(answer(d_fence(), order) == Lines{"trial.incomplete"});
  order = trial_of("guard", 25);
  order.monthly_total.reset();
  CHECK(answer(d_fence(), order) == Lines{"trial.incomplete"});
}

TEST_CASE("D2: a plan whose terms need neither takes a trial without them", "[order][trial]") {
  PlaceOrder order = order_of("exchange-mailbox", 10);
  order.trial = true;
  CHECK(answer(exchange_defender(), order).front() != "trial.incomplete");
}

TEST_CASE("A trial of a plan without trial is refused", "[order][trial]") {
  Terms terms = exchange_terms();
  terms.trial.reset();
  CHECK(answer(catalog_of("plain", terms, "1.00"), trial_of("plain", 1)) ==
        Lines{"trial.not_offered"});
}

TEST_CASE("A second trial of the same plan is refused", "[order][trial]") {
  Given given = guard_trial();
  given.has("2026-01-20", DeclineTrial{1});
  CHECK(said(given.when("2026-02-01", trial_of("guard", 25))) == Lines{"trial.second"});
  CHECK(given.when("2026-02-01", order_of("guard", 25)));
}

TEST_CASE("The length of a trial is the plan's, unless the plan leaves it to the order",
          "[order][trial]") {
  PlaceOrder order = trial_of("exchange-mailbox", 10);
  order.trial_days = 14;
  CHECK(answer(exchange_defender(), order) == Lines{"trial.length"});

  Terms terms = exchange_terms();
  terms.trial->length = read<TrialLength>("per-order");
  CHECK(answer(catalog_of("lab", terms, "1.00"), trial_of("lab", 1)) == Lines{"trial.length"});
}

TEST_CASE("An order of an unknown plan, or of one not yet on sale, is refused", "[order]") {
  CHECK(answer(d_fence(), order_of("gard", 25)) == Lines{"plan.unknown"});
  CHECK(answer(d_fence(), order_of("guard", 25), "2023-12-31") == Lines{"plan.not_yet"});
}

TEST_CASE("An order of a plan without price is refused", "[order]") {
  CatalogFile file = d_fence();
  file.prices.front().from = day("2026-02-01");
  CHECK(answer(file, order_of("guard", 25)) == Lines{"price.missing"});
  CHECK(answer(file, order_of("guard", 25), "2026-02-01").size() == 3);
}

TEST_CASE("D11: what is billed by mailbox is ordered with a count, and nothing else is",
          "[order]") {
  CHECK(answer(d_fence(), order_of("guard")) == Lines{"mailboxes.missing"});
  CHECK(answer(defens_x(), order_of("core", 5)) == Lines{"mailboxes.not_counted"});
  CHECK(answer(defens_x(), order_of("core")).size() == 4);
}

TEST_CASE("A plan that the customer already has is not ordered again", "[order]") {
  Given given(exchange_defender());
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  CHECK(said(given.when("2026-03-11", order_of("exchange-mailbox", 10))) ==
        Lines{"subscription.exists"});
  given.has("2026-03-12", CancelSubscription{1});
  CHECK(given.when("2026-03-12", order_of("exchange-mailbox", 10)));  // the 11th was its last day
}

TEST_CASE("S8: a deactivated customer orders nothing", "[order]") {
  Given given(exchange_defender() + d_fence());
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  given.has("2026-03-20", DeactivateCustomer{});
  CHECK(said(given.when("2026-03-22", order_of("guard", 5))) == Lines{"customer.deactivated"});
}

TEST_CASE("X1: a tax class that nobody knows cannot be agreed on", "[order]") {
  PlaceOrder order = order_of("guard", 25);
  order.overrides = {{"tax", "ghost"}};
  Given given(d_fence());
  CHECK_FALSE(given.when("2026-01-05", order));
}

TEST_CASE("X1: a term that the plan does not have cannot be agreed differently", "[order]") {
  PlaceOrder order = order_of("exchange-mailbox", 10);
  order.overrides = {{"first_perod", "daily"}};
  CHECK(answer(exchange_defender(), order) == Lines{"term.unknown"});
  order.overrides = {{"first_period", "dayly"}};
  CHECK(answer(exchange_defender(), order) == Lines{"term.malformed"});
  order.overrides = {{"measure", "at-end"}};  // in advance nobody knows the end
  CHECK(answer(exchange_defender(), order) == Lines{"term.contradiction"});
  order.overrides = {{"quantity_change", "daily"}, {"measure", "peak"}};  // every day its own
  CHECK(answer(exchange_defender(), order) == Lines{"term.contradiction"});
}
