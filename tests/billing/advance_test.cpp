#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("X1: in advance on the 1st, the first part of a month free", "[billing]") {
  GIVEN("10 mailboxes at 9.00 USD ordered on 10 March 2026") {
    Given given(exchange_defender());
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    THEN("March is free and 1 April bills April") {
      CHECK(given.run("2026-03-31").empty());
      const auto april = given.run("2026-04-01");
      CHECK(printed(april) == Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 90.00"});
      REQUIRE(april.size() == 1);
      CHECK(april.front().currency == read<Currency>("USD"));
      CHECK(totals(april.front()) == "90.00 + 0.00 = 90.00");
      CHECK(april.front().taxes.empty());
    }
    WHEN("mailboxes are added on 15 April") {
      given.run("2026-04-01");
      given.has("2026-04-15", SetMailboxCount{1, 12});
      THEN("decision 6: the count of the billing day is billed, from May on") {
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 108.00"});
      }
    }
  }
  GIVEN("an order on the 1st") {
    Given given(exchange_defender());
    given.has("2026-04-01", order_of("exchange-mailbox", 10));
    THEN("the month is a full one, billed at once") {
      CHECK(printed(given.run("2026-04-01")) ==
            Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 90.00"});
    }
  }
}

SCENARIO("X5: a trial is free if cancelled before the 1st and billed otherwise",
         "[billing][trial]") {
  GIVEN("a trial of 10 mailboxes ordered on 10 March 2026") {
    Given given(exchange_defender());
    given.has("2026-03-10", trial_of("exchange-mailbox", 10));
    WHEN("the cancellation is received on 31 March") {
      given.has("2026-03-31", CancelSubscription{});
      THEN("it costs nothing for ever") { CHECK(given.run("2028-12-31").empty()); }
    }
    WHEN("it is received on 31 March and typed on 1 April, before the run") {
      given.has(asked("2026-04-01", "2026-03-31"), CancelSubscription{});
      THEN("it costs nothing for ever") { CHECK(given.run("2028-12-31").empty()); }
    }
    WHEN("it is received on 1 April") {
      given.has("2026-04-01", CancelSubscription{});
      THEN("April is billed in full, once, without refund") {
        const auto documents = given.run("2026-04-30");
        REQUIRE(documents.size() == 1);
        CHECK(documents.front().net == 9000);
        CHECK(given.run("2028-12-31").empty());
      }
    }
    WHEN("it is received after April was billed") {
      given.run("2026-04-01");
      given.has("2026-04-10", CancelSubscription{});
      THEN("there is no refund and nothing follows") { CHECK(given.run("2028-12-31").empty()); }
    }
    WHEN("nothing is said") {
      THEN("it is billed until cancelled") {
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 90.00",
                    "2026-05-01 recurring 2026-05-01..2026-05-31 90.00"});
      }
    }
  }
}

SCENARIO("X1: proration may be agreed otherwise, per agreement", "[billing]") {
  GIVEN("an order on 10 March with the first period by days") {
    Given given(exchange_defender());
    PlaceOrder order = order_of("exchange-mailbox", 10);
    order.overrides = {{"first_period", "daily"}};
    given.has("2026-03-10", order);
    THEN("22 of 31 days of March are billed: 90.00 × 22/31 = 63.87") {
      CHECK(printed(given.run("2026-04-01")) ==
            Lines{"2026-03-10 recurring 2026-03-10..2026-03-31 63.87",
                  "2026-04-01 recurring 2026-04-01..2026-04-30 90.00"});
    }
  }
  GIVEN("an order at an agreed unit price") {
    Given given(exchange_defender());
    PlaceOrder order = order_of("exchange-mailbox", 10);
    order.unit_price = decimal("8.125");
    given.has("2026-03-10", order);
    THEN("that price is billed instead of the catalog's") {
      CHECK(printed(given.run("2026-04-01")) ==
            Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 81.25"});
    }
  }
}

SCENARIO("S8: a notice that is withdrawn leaves the month billed once, and whole",
         "[billing][deactivate]") {
  const auto deactivated_and_back = [](Partial first, Partial last) {
    Terms terms = Terms::defaults(Basis::flat, Timing::advance);
    terms.first_period = first;
    terms.last_period = last;
    terms.notice = {{std::nullopt, 1}};
    Given given(catalog_of("flat", terms, "31.00"));
    given.has("2026-04-01", order_of("flat"));
    given.run("2026-04-01");
    given.has("2026-04-11", DeactivateCustomer{});  // notice ends on 11 May
    given.run("2026-05-01");
    given.has("2026-05-05", ReactivateCustomer{});
    given.run("2026-06-01");
    std::int64_t may = 0;
    for (const InvoiceIssued& invoice : given.invoices) {
      for (const InvoiceLine& line : invoice.lines) {
        if (line.start.month() == 5) may += line.net;
      }
    }
    return may;
  };
  GIVEN("May billed until the 11th, and the customer back on the 5th") {
    THEN("May costs 31.00, whatever a part of a month costs") {
      CHECK(deactivated_and_back(Partial::free, Partial::full) == 3100);
      CHECK(deactivated_and_back(Partial::daily, Partial::daily) == 3100);
      CHECK(deactivated_and_back(Partial::free, Partial::daily) == 3100);
      CHECK(deactivated_and_back(Partial::free, Partial::free) == 3100);
      CHECK(deactivated_and_back(Partial::daily, Partial::full) == 3100);
      CHECK(deactivated_and_back(Partial::full, Partial::full) == 3100);
    }
  }
}
