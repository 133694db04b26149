#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("Decision 9: a second run does nothing", "[billing][run]") {
  GIVEN("a run of 15 April") {
    Given given = guard_trial();
    given.run("2026-04-15");
    const Customer before = given.customer;
    THEN("another run of that day, or of any day before the next billing day, issues nothing") {
      CHECK(given.run("2026-04-15").empty());
      CHECK(given.run("2026-05-14").empty());
      CHECK(given.run("2026-03-15").empty());
      CHECK(given.customer == before);
    }
  }
}

SCENARIO("Decision 9: a missed run catches up, oldest first, one document per billing day",
         "[billing][run]") {
  GIVEN("a free rider for whom no run was made until 15 June") {
    Given given = guard_trial();
    WHEN("June is run") {
      const auto documents = given.run("2026-06-15");
      THEN("trial end and deadline are recorded first, and each billing day has its document") {
        CHECK(printed(documents) ==
              Lines{"2026-03-15 decision-period 2026-02-09..2026-03-08 100.00 free_rider",
                    "2026-04-15 recurring 2026-03-15..2026-04-14 100.00",
                    "2026-05-15 recurring 2026-04-15..2026-05-14 100.00",
                    "2026-06-15 recurring 2026-05-15..2026-06-14 100.00"});
        CHECK(documents.size() == 4);
      }
      THEN("all are issued on the day of the run and due 14 days later") {
        for (const InvoiceIssued& document : documents) {
          CHECK(document.issued_on == day("2026-06-15"));
          CHECK(document.due_on == day("2026-06-29"));
        }
      }
      THEN("another run does nothing") { CHECK(given.run("2026-06-15").empty()); }
    }
  }
  GIVEN("an ExchangeDefender customer for whom April was missed") {
    Given given(exchange_defender());
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    given.has("2026-04-15", SetMailboxCount{1, 12});
    THEN("April is billed by the count of 1 April") {
      CHECK(printed(given.run("2026-05-20")) ==
            Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 90.00",
                  "2026-05-01 recurring 2026-05-01..2026-05-31 108.00"});
    }
  }
}

SCENARIO("A catalog change reaches periods that begin after it, and nothing issued",
         "[billing][run]") {
  GIVEN("a customer billed through April") {
    Given given(exchange_defender());
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    given.run("2026-04-01");
    CatalogFile file = exchange_defender();
    file.prices.push_back({plan("exchange-mailbox"), day("2026-05-15"), decimal("9.50"), 1,
                           read<Currency>("USD"), AppliesTo::existing_next_period});
    WHEN("a price for existing customers is published from 15 May") {
      given.has("2026-04-20", file);
      THEN("June is the first month at that price") {
        CHECK(printed(given.run("2026-06-01")) ==
              Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 90.00",
                    "2026-06-01 recurring 2026-06-01..2026-06-30 95.00"});
      }
    }
    WHEN("it is published for new orders only") {
      file.prices.back().applies_to = AppliesTo::fresh;
      given.has("2026-04-20", file);
      THEN("who ordered before keeps the old price") {
        CHECK(printed(given.run("2026-06-01")) ==
              Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 90.00",
                    "2026-06-01 recurring 2026-06-01..2026-06-30 90.00"});
      }
    }
  }
}

SCENARIO("A change of plan is billed from the period that begins on or after it",
         "[billing][run]") {
  GIVEN("10 mailboxes at 9.00 that change to a plan of 12.00 on 15 April") {
    Given given(exchange_defender() +
                catalog_of("plus", exchange_terms(), "12.00", "USD", "2024-01-01"));
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    given.run("2026-04-01");
    given.has("2026-04-15", ChangePlan{1, plan("plus")});
    THEN("May is the first month of the new plan") {
      const auto may = given.run("2026-05-01");
      CHECK(printed(may) == Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 120.00"});
      CHECK(sole(may).lines.front().plan == plan("plus"));
    }
  }
}

TEST_CASE("A plan that has no price for a period is a fault, not a free month", "[billing][run]") {
  Given given(exchange_defender());
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  Catalog without = given.catalog;
  without.plans.front().prices.clear();
  CHECK_THROWS_AS(propose(given.customer, without, day("2026-04-01")), Fault);
}
