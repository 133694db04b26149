// What is said late and lowers what was billed (MISSION D12, decision 8).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// By mailbox in advance on the 1st, each day at its count: 0.10 a mailbox and day of April.
CatalogFile daily_catalog(RetroCredit retro) {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.quantity_change = QuantityChange::daily;
  terms.retro_credit = retro;
  return catalog_of("mail", terms, "3.00");
}

/// 10 mailboxes since 1 April, billed 30.00.
Given april_billed(const CatalogFile& file) {
  Given given(file);
  given.has("2026-04-01", order_of("mail", 10));
  given.run("2026-04-01");
  return given;
}

CatalogFile price_from(std::string_view date, std::string_view amount,
                       std::string_view currency = "EUR") {
  CatalogFile file;
  file.prices = catalog_of("mail", {}, amount, currency, date).prices;
  file.prices.front().applies_to = AppliesTo::existing_prorated;
  return file;
}

}  // namespace

TEST_CASE("Decision 8: with retro_credit always a late lower count is credited in full",
          "[billing][retro]") {
  Given given = april_billed(daily_catalog(RetroCredit::always));
  given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 5});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -10.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 15.00"});
  CHECK(given.given_up.empty());
}

TEST_CASE("Decision 8: with never a lower count received in time is credited as well",
          "[billing][retro]") {
  Given given = april_billed(daily_catalog(RetroCredit::never));
  SECTION("typed on its day") { given.has("2026-04-11", SetMailboxCount{1, 5}); }
  SECTION("typed later") {
    given.has(asked("2026-04-20", "2026-04-11", "2026-04-11"), SetMailboxCount{1, 5});
  }
  CHECK(printed(given.run("2026-05-01")).front() ==
        "2026-05-01 adjustment 2026-04-01..2026-04-30 -10.00 corrects 1/1");
  CHECK(given.given_up.empty());
}

SCENARIO("D12: with never a late lower count holds from the day it was received",
         "[billing][retro]") {
  GIVEN("5 since 11 April, received on the 20th") {
    Given given = april_billed(daily_catalog(RetroCredit::never));
    given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 5});
    THEN("19 days of 10 and 11 of 5 stay, 24.50; 4.50 are forgone") {
      CHECK(printed(given.run("2026-05-01")) ==
            Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -5.50 corrects 1/1",
                  "2026-05-01 recurring 2026-05-01..2026-05-31 15.00"});
      REQUIRE(given.given_up.size() == 1);
      CHECK(given.given_up.front().retro_credit == 450);
      CHECK(given.given_up.front().refund == 0);
      AND_THEN("10 after all since the 11th owes 30.00 again, and nothing is forgone") {
        given.has(effective("2026-05-10", "2026-04-11"), SetMailboxCount{1, 10});
        CHECK(printed(given.run("2026-06-01")) ==
              Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 5.50 corrects 2/1",
                    "2026-06-01 adjustment 2026-05-01..2026-05-31 15.00 corrects 2/2",
                    "2026-06-01 recurring 2026-06-01..2026-06-30 30.00"});
        REQUIRE(given.given_up.size() == 2);
        CHECK(given.given_up.back().retro_credit == 0);
      }
    }
    AND_GIVEN("then 7 since 11 April, received on the 25th") {
      given.has(effective("2026-04-25", "2026-04-11"), SetMailboxCount{1, 7});
      THEN("10 still count for 19 days, then 7: 26.70 of which 24.00 are owed") {
        CHECK(printed(given.run("2026-05-01")).front() ==
              "2026-05-01 adjustment 2026-04-01..2026-04-30 -3.30 corrects 1/1");
        REQUIRE(given.given_up.size() == 1);
        CHECK(given.given_up.front().retro_credit == 270);
      }
    }
  }
  GIVEN("8 from 16 April, said before, and 5 since the 11th, received on the 20th") {
    Given given = april_billed(daily_catalog(RetroCredit::never));
    given.has(effective("2026-04-08", "2026-04-16"), SetMailboxCount{1, 8});
    given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 5});
    THEN("15 days of 10 and 15 of 8 stay, 27.00, of which 24.50 are owed") {
      CHECK(printed(given.run("2026-05-01")).front() ==
            "2026-05-01 adjustment 2026-04-01..2026-04-30 -3.00 corrects 1/1");
      REQUIRE(given.given_up.size() == 1);
      CHECK(given.given_up.front().retro_credit == 250);
    }
  }
}

TEST_CASE("A late raise that was billed and is taken back late stays billed", "[billing][retro]") {
  Given given = april_billed(daily_catalog(RetroCredit::never));
  given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 15});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 10.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 45.00"});
  given.has(effective("2026-05-01", "2026-04-11"), SetMailboxCount{1, 10});
  // Of May, nothing was said late but the 1st itself; of April all of it.
  CHECK(printed(given.run("2026-06-01")) ==
        Lines{"2026-06-01 adjustment 2026-05-01..2026-05-31 -15.00 corrects 2/2",
              "2026-06-01 recurring 2026-06-01..2026-06-30 30.00"});
  REQUIRE(given.given_up.size() == 1);
  CHECK(given.given_up.front().charge_start == day("2026-04-01"));
  CHECK(given.given_up.front().retro_credit == 1000);
}

TEST_CASE("D12: a late lower price holds from the day it was published, whatever other prices say",
          "[billing][retro][price]") {
  CatalogFile file = daily_catalog(RetroCredit::never);
  SECTION("alone") {}
  SECTION("beside one in another currency") {
    file = file + price_from("2026-04-05", "0.30", "USD");
  }
  SECTION("beside one for new customers") {
    file = file + price_from("2026-04-05", "0.30");
    file.prices.back().applies_to = AppliesTo::fresh;
  }
  Given given = april_billed(file);
  given.has("2026-04-20", price_from("2026-04-11", "1.50"));
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -5.50 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 15.00"});
  REQUIRE(given.given_up.size() == 1);
  CHECK(given.given_up.front().retro_credit == 450);
}

TEST_CASE("D12: a late end is billed to the day it was received", "[billing][retro][refund]") {
  CatalogFile file = daily_catalog(RetroCredit::never);
  file.plans.front().terms.refund = Refund::prorated;
  file.plans.front().terms.cancel_counts_from = CancelCountsFrom::effective;
  Given given = april_billed(file);
  given.has(effective("2026-04-20", "2026-04-11"), CancelSubscription{});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-10 -11.00 corrects 1/1"});
  REQUIRE(given.given_up.size() == 1);
  CHECK(given.given_up.front().retro_credit == 900);
}
