#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("D1, D3: an order keeps the channel it came by and its name in the panel", "[order]") {
  GIVEN("the D-Fence catalog") {
    Given given(d_fence());
    WHEN("25 mailboxes are ordered by phone") {
      PlaceOrder order = order_of("guard", 25);
      order.channel = "phone";
      order.panel_id = "P-4711";
      order.own_mail_server = "mail.acme.example";
      const auto result = given.when("2026-01-05", order);
      THEN("the order says so") {
        const auto ordered = only<SubscriptionOrdered>(result);
        CHECK(ordered.subscription == 1);
        CHECK(ordered.plan == plan("guard"));
        CHECK(ordered.mailboxes == 25);
        CHECK(ordered.currency == read<Currency>("EUR"));
        CHECK(ordered.channel == "phone");
        CHECK(ordered.panel_id == "P-4711");
        CHECK(ordered.own_mail_server == "mail.acme.example");
        CHECK_FALSE(ordered.trial);
      }
    }
  }
}

SCENARIO("X2: every bundle ordered is an agreement of its own", "[order]") {
  GIVEN("a customer with an ExchangeDefender subscription") {
    Given given(exchange_defender() + d_fence());
    const auto first = given.when("2026-03-10", order_of("exchange-mailbox", 10));
    CHECK(said(first) == Lines{"customer_details_set 2026-03-10", "agreement_made 2026-03-10",
                               "subscription_ordered 2026-03-10",
                               "subscription_activated 2026-03-10"});
    CHECK(only<AgreementMade>(first).agreement == 1);
    WHEN("it orders another plan on terms of its own") {
      PlaceOrder order{.plan = plan("guard"), .accepted_terms = "2026-02", .mailboxes = 5};
      order.overrides = {{"first_period", "daily"}};
      order.unit_price = decimal("3.50");
      order.sales_ref = "S-12";
      const auto second = given.when("2026-03-11", order);
      THEN("a second agreement is made, and who the customer is need not be said again") {
        CHECK(said(second) ==
              Lines{"agreement_made 2026-03-11", "subscription_ordered 2026-03-11"});
        const auto made = only<AgreementMade>(second);
        CHECK(made.agreement == 2);
        CHECK(made.accepted_terms == "2026-02");
        CHECK(made.unit_price == decimal("3.50"));
        CHECK(made.sales_ref == "S-12");
        CHECK(made.overrides == std::vector<Override>{{"first_period", "daily"}});
        CHECK(only<SubscriptionOrdered>(second).agreement == 2);
        CHECK(only<SubscriptionOrdered>(second).subscription == 2);
      }
    }
  }
}

SCENARIO("D2: a trial order keeps the sales rep and the quoted monthly total", "[order]") {
  GIVEN("the D-Fence catalog") {
    Given given(d_fence());
    WHEN("a trial is ordered") {
      const auto result = given.when("2026-01-05", trial_of("guard", 25));
      THEN("both are kept, and nothing is served before the connection") {
        const auto ordered = only<SubscriptionOrdered>(result);
        CHECK(ordered.trial);
        CHECK(ordered.sales_rep.value == "rep@partner.example");
        CHECK(ordered.monthly_total == decimal("100"));
        CHECK(said(result) == Lines{"customer_details_set 2026-01-05", "agreement_made 2026-01-05",
                                    "subscription_ordered 2026-01-05"});
      }
    }
    WHEN("a trial is ordered with an agreed unit price") {
      PlaceOrder order = trial_of("guard", 25);
      order.monthly_total.reset();
      order.unit_price = decimal("3.50");
      THEN("the price says what a month costs") { CHECK(given.when("2026-01-05", order)); }
    }
  }
}

SCENARIO("X5: an ExchangeDefender trial runs from the order to the next 1st", "[order]") {
  GIVEN("the ExchangeDefender catalog") {
    Given given(exchange_defender());
    WHEN("a trial is ordered on the 10th") {
      const auto started =
          only<TrialStarted>(given.when("2026-03-10", trial_of("exchange-mailbox", 10)));
      THEN("it ends on the 1st and nobody has to decide") {
        CHECK(started.ends_on == day("2026-04-01"));
        CHECK_FALSE(started.deadline);
      }
    }
    WHEN("a trial is ordered on the 1st") {
      const auto started =
          only<TrialStarted>(given.when("2026-04-01", trial_of("exchange-mailbox", 10)));
      THEN("it ends on the 1st after it") { CHECK(started.ends_on == day("2026-05-01")); }
    }
  }
}

SCENARIO("A trial per order is as long as the order says", "[order]") {
  Terms terms = exchange_terms();
  terms.trial->length = read<TrialLength>("per-order");
  Given given(catalog_of("lab", terms, "9.00"));
  PlaceOrder order = trial_of("lab", 10);
  order.trial_days = 14;
  const auto started = only<TrialStarted>(given.when("2026-03-10", order));
  CHECK(started.ends_on == day("2026-03-24"));
}

SCENARIO("An order may take effect on another day than it is typed", "[order]") {
  Given given(exchange_defender());
  given.has(effective("2026-03-10", "2026-03-20"), order_of("exchange-mailbox", 10));
  CHECK(given.customer.subscriptions.front().ordered_on == day("2026-03-20"));
  CHECK(given.customer.subscriptions.front().billing_from == day("2026-03-20"));
}

SCENARIO("A customer connected elsewhere is taken over with the day of its connection", "[order]") {
  Given given(d_fence());
  PlaceOrder order = trial_of("guard", 25);
  order.connected_on = day("2026-01-03");
  given.has(effective("2026-01-05", "2026-01-02"), order);
  const Subscription& subscription = given.customer.subscriptions.front();
  CHECK(subscription.connected_on() == day("2026-01-03"));
  REQUIRE(subscription.trial);
  CHECK(subscription.trial->starts_on == day("2026-01-03"));
  CHECK(subscription.trial->ends_on == day("2026-02-02"));
  CHECK(given.customer.since == day("2026-01-03"));
}

SCENARIO("A second subscription is bought in the customer's currency", "[order]") {
  CatalogFile both = exchange_defender();
  both = both + catalog_of("archive", exchange_terms(), "2.00", "EUR", "2024-01-01");
  both.prices.push_back({plan("archive"), day("2024-01-01"), decimal("2.20"), 1,
                         read<Currency>("USD"), AppliesTo::fresh});
  Given given(both);
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  const auto second = given.when("2026-03-10", order_of("archive", 10));
  CHECK(only<SubscriptionOrdered>(second).currency == read<Currency>("USD"));
}
