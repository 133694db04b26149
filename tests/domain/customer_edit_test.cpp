#include <catch2/catch.hpp>

#include "msp/billing.h"
#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("X2: a customer's details are said anew, whole, and what is not said stays",
         "[customer]") {
  GIVEN("a customer") {
    Given given(exchange_defender());
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    WHEN("its address changes") {
      EditCustomer edit;
      edit.billing_address = "Aleksanterinkatu 2, Helsinki";
      const auto result = given.when("2026-03-20", edit);
      THEN("the details hold the new address and the old name") {
        const auto details = only<CustomerDetailsSet>(result);
        CHECK(details.billing_address == "Aleksanterinkatu 2, Helsinki");
        CHECK(details.name == "Acme Oy");
        CHECK(details.contact_email.value == "desk@acme.example");
        CHECK(given.customer.details == details);
      }
      AND_THEN("said twice, true once") { CHECK(said(given.when("2026-03-21", edit)) == Lines{}); }
    }
    WHEN("nothing is said") {
      THEN("nothing happens") { CHECK(said(given.when("2026-03-20", EditCustomer{})) == Lines{}); }
    }
  }
}

SCENARIO("D6: the invoicing group changes from a day on", "[customer]") {
  GIVEN("a customer in group 15") {
    Given given = guard_trial();
    EditCustomer edit;
    edit.group = 30;
    WHEN("group 30 is asked for from 1 April") {
      const auto result = given.when(effective("2026-03-20", "2026-04-01"), edit);
      THEN("it is 15 before and 30 from then on") {
        CHECK(said(result) == Lines{"invoicing_group_set 2026-04-01"});
        CHECK(given.customer.group_on(day("2026-03-31")) == 15);
        CHECK(given.customer.group_on(day("2026-04-01")) == 30);
        CHECK(given.customer.group_on(day("2025-01-01")) == 15);
      }
    }
    WHEN("group 15 is asked for") {
      edit.group = 15;
      THEN("said twice of one day, true once") {
        CHECK(said(given.when(effective("2026-03-20", "2026-01-10"), edit)) == Lines{});
        CHECK(said(given.when("2026-03-20", edit)) == Lines{"invoicing_group_set 2026-03-20"});
      }
    }
  }
}

TEST_CASE("An order and an onboarding step may say the group as well", "[customer]") {
  Given given(d_fence());
  PlaceOrder order = trial_of("guard", 25);
  order.group = 30;
  CHECK(only<InvoicingGroupSet>(given.when("2026-01-05", order)).group == 30);
  const auto step = given.when("2026-01-06", RecordStep{1, OnboardingStep::mx_requested, 15});
  CHECK(only<InvoicingGroupSet>(step).group == 15);
  CHECK(said(given.when("2026-01-10", RecordStep{1, OnboardingStep::connected})) ==
        Lines{"onboarding_step_done 2026-01-10", "trial_started 2026-01-10"});
}

TEST_CASE("A plan billed by group has no billing day before the group is known", "[customer]") {
  Given given(d_fence());
  given.has("2026-01-05", trial_of("guard", 25));
  CHECK_FALSE(billing_day_on(given.customer, guard_terms(), day("2026-01-05")));
  CHECK(billing_day_on(given.customer, exchange_terms(), day("2026-01-05")) == 1U);
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  CHECK(billing_day_on(given.customer, guard_terms(), day("2026-01-10")) == 15U);
}

TEST_CASE("Decision 27: who a customer is, is known for every day", "[customer]") {
  Given given(exchange_defender());
  given.has("2026-03-01", order_of("exchange-mailbox", 10));
  EditCustomer renamed;
  renamed.name = "Acme Group Oy";
  EditCustomer registered;
  registered.vat_id = "FI20774740";
  given.has(effective("2026-03-10", "2026-05-01"), renamed);
  given.has(effective("2026-03-11", "2026-04-01"), registered);
  const auto on = [&given](std::string_view date) {
    const CustomerDetailsSet& details = given.customer.details_on(day(date));
    return details.name + " " + details.vat_id;
  };
  CHECK(on("2020-01-01") == "Acme Oy ");
  CHECK(on("2026-03-31") == "Acme Oy ");
  CHECK(on("2026-04-01") == "Acme Oy FI20774740");
  CHECK(on("2026-05-01") == "Acme Group Oy FI20774740");
  // The last word about a day holds, and ends where another one begins.
  registered.vat_id = "FI12345671";
  given.has(effective("2026-06-01", "2026-05-15"), registered);
  registered.vat_id = "FI01120389";
  given.has(effective("2026-06-02", "2026-04-01"), registered);
  CHECK(on("2026-04-01") == "Acme Oy FI01120389");
  CHECK(on("2026-05-14") == "Acme Group Oy FI01120389");
  CHECK(on("2026-05-15") == "Acme Group Oy FI12345671");
  CHECK(given.customer.details.vat_id == "FI12345671");
}

SCENARIO("What machines want to know of a customer stands on the documents of its days",
         "[customer]") {
  GIVEN("a customer whose endpoint changes") {
    Given given(exchange_defender());
    PlaceOrder order = order_of("exchange-mailbox", 10);
    order.billing_address.reset();
    order.party.street = "Katu 1";
    order.party.city = "Helsinki";
    order.party.endpoint = "0216:003720774740";
    order.contract = "C-17";
    given.has("2026-03-10", order);
    EditCustomer edit;
    edit.party.endpoint = "0216:003712345671";
    edit.party.purchase_order = "PO-9";
    given.has("2026-04-15", edit);
    const auto issued = [&given](std::string_view date) {
      const auto charges = propose(given.customer, given.catalog, day(date));
      return settle(given.customer, given.catalog, {}, charges, {}, day(date)).documents.front();
    };
    WHEN("documents are issued before and after") {
      THEN("each has what held on its day, and the contract of its services") {
        CHECK(issued("2026-04-01").buyer.party.endpoint == "0216:003720774740");
        CHECK(issued("2026-04-01").buyer.party.street == "Katu 1");
        CHECK(issued("2026-04-01").contract == "C-17");
        CHECK(!issued("2026-04-01").buyer.party.purchase_order);
        CHECK(issued("2026-05-01").buyer.party.endpoint == "0216:003712345671");
        CHECK(issued("2026-05-01").buyer.party.purchase_order == "PO-9");
      }
    }
    WHEN("a field is said to be empty") {
      EditCustomer none;
      none.party.endpoint = "";
      THEN("it is not known any more, and the rest stays") {
        const auto details = only<CustomerDetailsSet>(given.when("2026-05-02", none));
        CHECK(!details.party.endpoint);
        CHECK(details.party.purchase_order == "PO-9");
      }
    }
  }
}
