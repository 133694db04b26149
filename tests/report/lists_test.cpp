// Customers, subscriptions and orders.
#include <catch2/catch.hpp>

#include "msp/report/customers.h"
#include "msp/report/orders.h"
#include "msp/report/subscriptions.h"
#include "queries.h"

namespace msp::test {
namespace {

Lines shown(const TestDesk& desk, std::string_view customer, std::string_view today) {
  const Ledger ledger = desk.read();
  return rows(
      customer_show(*ledger.customer(read<CustomerId>(customer)), ledger.catalog(), day(today)));
}

}  // namespace

TEST_CASE("Lists of customers, subscriptions and orders have the columns of the contract",
          "[lists]") {
  const TestDesk desk(d_fence());
  const Query query = query_on("2026-01-31");
  CHECK(header(customer_list(desk.read(), query)) ==
        "customer,name,status,partner,group,subscriptions,mailboxes,since");
  CHECK(header(subscription_list(desk.read(), query)) ==
        "subscription,plan,status,mailboxes,ordered_on,connected_on,billing_from,ends_on,"
        "unit_price,currency");
  CHECK(header(order_list(desk.read(), query)) ==
        "order,customer,plan,step,since,days,late,waits_for,next");
}

SCENARIO("The list of customers counts what is not ended", "[lists]") {
  TestDesk desk(d_fence() + exchange_defender() + defens_x());
  desk.at("2026-01-05").tell("zeta", order_of("core"));
  begin_guard_trial(desk);
  PlaceOrder second = order_of("exchange-mailbox", 5);
  second.partner = "Partner Oy";
  desk.at("2026-01-20").tell("acme", second);

  CHECK(rows(customer_list(desk.read(), query_on("2026-01-31"))) ==
        Lines{"acme|Acme Oy|active|Partner Oy|15|2|30|2026-01-10",
              "zeta|Acme Oy|active|||1||2026-01-05"});
  desk.at("2026-02-01").tell("acme", DeclineTrial{1});
  CHECK(rows(customer_list(desk.read(), query_on("2026-02-01")),
             {"customer", "subscriptions", "mailboxes"}) == Lines{"acme|1|5", "zeta|1|"});
  Query query = query_on("2026-02-01");
  query.plan = plan("core");
  CHECK(rows(customer_list(desk.read(), query), {"customer"}) == Lines{"zeta"});
  query = query_on("2026-02-01");
  query.group = 15;
  CHECK(rows(customer_list(desk.read(), query), {"customer"}) == Lines{"acme"});
  CHECK(rows(customer_list(desk.read(), query_on("2026-01-07")), {"customer"}) == Lines{"zeta"});
}

TEST_CASE("A deactivated customer stays on the list", "[lists]") {
  TestDesk desk(defens_x());
  desk.at("2026-01-05").tell("acme", order_of("core"));
  desk.at("2026-02-01").effective("2026-03-01").tell("acme", DeactivateCustomer{});
  const auto on = [&desk](std::string_view today) {
    return rows(customer_list(desk.read(), query_on(today)),
                {"customer", "status", "subscriptions"});
  };
  CHECK(on("2026-02-28") == Lines{"acme|active|1"});
  CHECK(on("2026-03-01") == Lines{"acme|deactivated|0"});
}

TEST_CASE("A customer is shown with what the desk may be asked on the telephone", "[lists]") {
  TestDesk desk(d_fence());
  PlaceOrder order = trial_of("guard", 25);
  order.own_mail_server = "mx.acme.example";
  order.overrides = {{"last_period", "full"}};
  desk.at("2026-01-09").tell("acme", order);
  RecordStep step = connected();
  step.overridden = true;
  desk.at("2026-01-10").tell("acme", step);
  CHECK(shown(desk, "acme", "2026-01-20") == Lines{"id|acme",
                                                   "name|Acme Oy",
                                                   "status|active",
                                                   "partner|",
                                                   "contact|desk@acme.example",
                                                   "billing address|Mannerheimintie 1, Helsinki",
                                                   "country|FI",
                                                   "VAT id|",
                                                   "group|15",
                                                   "since|2026-01-10",
                                                   "acme/1 plan|guard",
                                                   "acme/1 status|in_trial",
                                                   "acme/1 mailboxes|25",
                                                   "acme/1 ordered on|2026-01-09",
                                                   "acme/1 steps|connected on 2026-01-10",
                                                   "acme/1 sales rep|rep@partner.example",
                                                   "acme/1 trial through|2026-02-08",
                                                   "acme/1 decide by|2026-03-08",
                                                   "acme/1 price|4.00 EUR",
                                                   "acme/1 monthly total quoted|100.00 EUR",
                                                   "acme/1 terms agreed|last_period = full",
                                                   "acme/1 own mail server|mx.acme.example"});
}

TEST_CASE("A customer that has left is shown with when and why", "[lists]") {
  TestDesk desk(exchange_defender());
  PlaceOrder order = order_of("exchange-mailbox", 2);
  order.unit_price = decimal("7.5");
  desk.at("2026-01-10").tell("acme", order);
  desk.at("2026-02-10").effective("2026-03-01").tell("acme", DeactivateCustomer{});
  const Lines before = shown(desk, "acme", "2026-02-10");
  CHECK(before[2] == "status|active, deactivated from 2026-03-01");
  const Lines lines = shown(desk, "acme", "2026-03-01");
  CHECK(lines[2] == "status|deactivated since 2026-03-01");
  CHECK(lines[11] == "acme/1 status|ended");
  CHECK(lines[14] == "acme/1 billing from|2026-01-10");
  CHECK(lines[15] == "acme/1 ends on|2026-03-01 (deactivated)");
  CHECK(lines[16] == "acme/1 price agreed|7.50 USD");
}

TEST_CASE("One subscription is shown without the customer's others", "[lists]") {
  TestDesk desk(d_fence() + exchange_defender());
  begin_guard_trial(desk);
  desk.at("2026-01-20").tell("acme", order_of("exchange-mailbox", 5));
  const Ledger ledger = desk.read();
  const Customer acme = *ledger.customer(read<CustomerId>("acme"));
  const Table table =
      subscription_show(acme, *acme.subscription(2), ledger.catalog(), day("2026-01-20"));
  CHECK(header(table) == "field,value");
  for (const std::string& line : rows(table)) CHECK(line.find("guard") == std::string::npos);
}

SCENARIO("The list of subscriptions shows status, dates and price", "[lists]") {
  TestDesk desk(d_fence() + exchange_defender());
  begin_guard_trial(desk, "zeta");
  begin_guard_trial(desk);
  desk.at("2026-01-20").tell("acme", order_of("exchange-mailbox", 5));
  desk.at("2026-02-20").tell("acme", ConvertTrial{1});
  desk.at("2026-03-20").tell("acme", CancelSubscription{1});
  CHECK(rows(subscription_list(desk.read(), query_on("2026-03-20"))) ==
        Lines{"acme/1|guard|notice|25|2026-01-10|2026-01-10|2026-03-09|2026-04-20|4.00|EUR",
              "acme/2|exchange-mailbox|active|5|2026-01-20||2026-01-20||9.00|USD",
              "zeta/1|guard|active|25|2026-01-10|2026-01-10|||4.00|EUR"});
  Query query = query_on("2026-03-20");
  query.status = Status::notice;
  CHECK(rows(subscription_list(desk.read(), query), {"subscription"}) == Lines{"acme/1"});
}

SCENARIO("The list of orders shows how far each is, and which is late", "[lists]") {
  GIVEN("an order whose MX change was made on 12 January") {
    TestDesk desk(d_fence());
    desk.at("2026-01-10").tell("beta", trial_of("guard", 5));
    desk.at("2026-01-11").tell("acme", trial_of("guard", 25));
    desk.at("2026-01-12").tell("acme", RecordStep{1, OnboardingStep::mx_requested});
    desk.at("2026-01-12").tell("acme", RecordStep{1, OnboardingStep::mx_changed});
    THEN("72 hours later, on the 15th, it may still be in time") {
      CHECK(rows(order_list(desk.read(), query_on("2026-01-15"))) ==
            Lines{"acme/1|acme|guard|mx-changed|2026-01-12|3|false|desk|connected",
                  "beta/1|beta|guard|ordered|2026-01-10|5|false|desk|mx-requested"});
    }
    THEN("on the 16th it is late") {
      CHECK(rows(order_list(desk.read(), query_on("2026-01-16")), {"order", "days", "late"}) ==
            Lines{"acme/1|4|true", "beta/1|6|false"});
    }
    WHEN("it is connected") {
      desk.at("2026-01-16").tell("acme", connected());
      THEN("it is served and leaves the list") {
        CHECK(rows(order_list(desk.read(), query_on("2026-01-16")), {"order"}) == Lines{"beta/1"});
      }
    }
  }
}

}  // namespace msp::test
