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

TEST_CASE("Decision 24: a late raise that was billed and is taken back later stays billed",
          "[billing][retro]") {
  Given given = april_billed(daily_catalog(RetroCredit::never));
  given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 15});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 10.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 45.00"});
  SECTION("received after the day it was billed: of May, all but the 1st is credited") {
    given.has(effective("2026-05-02", "2026-04-11"), SetMailboxCount{1, 10});
    // May: a day of 15 is 45/31, 30 of 10 are 900/31: 30.48.
    CHECK(printed(given.run("2026-06-01")) ==
          Lines{"2026-06-01 adjustment 2026-05-01..2026-05-31 -14.52 corrects 2/2",
                "2026-06-01 recurring 2026-06-01..2026-06-30 30.00"});
    REQUIRE(given.given_up.size() == 2);
    CHECK(given.given_up.front().charge_start == day("2026-04-01"));
    CHECK(given.given_up.front().retro_credit == 1000);
    CHECK(given.given_up.back().retro_credit == 48);
  }
  SECTION("received on that day it is not late, also if the run was made before") {
    given.has(effective("2026-05-01", "2026-04-11"), SetMailboxCount{1, 10});
    CHECK(printed(given.run("2026-06-01")) ==
          Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 -10.00 corrects 2/1",
                "2026-06-01 adjustment 2026-05-01..2026-05-31 -15.00 corrects 2/2",
                "2026-06-01 recurring 2026-06-01..2026-06-30 30.00"});
    CHECK(given.given_up.empty());
  }
}

SCENARIO("Decision 24: a lower count is late by the billing day, whenever the run happens",
         "[billing][retro]") {
  GIVEN("5 mailboxes at 10.00 in arrears on the 1st, 1 since 15 January, received on 10 March") {
    Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
    terms.first_period = Partial::full;
    terms.measure = GENERATE(Measure::at_end, Measure::peak);
    Given given(catalog_of("mail", terms, "10.00"));
    given.has("2026-01-01", order_of("mail", 5));
    const bool punctual = GENERATE(true, false);
    if (punctual) {
      given.run("2026-02-01");
      given.run("2026-03-01");
    }
    given.has(effective("2026-03-10", "2026-01-15"), SetMailboxCount{1, 1});
    given.run("2026-04-01");
    THEN("January and February stay at 50.00 each, and March is 10.00") {
      std::int64_t net = 0;
      for (const InvoiceIssued& invoice : given.invoices) net += invoice.net;
      CHECK(net == 11000);
      CHECK(given.given_up.back().retro_credit == 4000);
    }
  }
  GIVEN("1 since 15 January, received on the 31st and typed on 10 March") {
    Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
    terms.first_period = Partial::full;
    Given given(catalog_of("mail", terms, "10.00"));
    given.has("2026-01-01", order_of("mail", 5));
    given.run("2026-02-01");
    given.run("2026-03-01");
    given.has(asked("2026-03-10", "2026-01-31", "2026-01-15"), SetMailboxCount{1, 1});
    THEN("it was in time for both, and 40.00 each are credited") {
      CHECK(printed(given.run("2026-04-01")) ==
            Lines{"2026-04-01 adjustment 2026-01-01..2026-01-31 -40.00 corrects 1/1",
                  "2026-04-01 adjustment 2026-02-01..2026-02-28 -40.00 corrects 2/1",
                  "2026-04-01 recurring 2026-03-01..2026-03-31 10.00"});
      CHECK(given.given_up.empty());
    }
  }
}

SCENARIO("Decision 24: an end that was received late is, whenever the run happens",
         "[billing][retro]") {
  GIVEN("10.00 in arrears on the 1st, ended on 20 January, received on 10 March") {
    Terms terms = Terms::defaults(Basis::flat, Timing::arrears);
    terms.first_period = Partial::full;
    terms.last_period = Partial::daily;
    terms.cancel_counts_from = CancelCountsFrom::effective;
    Given given(catalog_of("flat", terms, "10.00"));
    given.has("2026-01-01", order_of("flat"));
    if (GENERATE(true, false)) {
      given.run("2026-02-01");
      given.run("2026-03-01");
    }
    given.has(effective("2026-03-10", "2026-01-20"), CancelSubscription{});
    given.run("2026-04-01");
    THEN("January and February stay, and March, due after it was received, is not billed") {
      std::int64_t net = 0;
      for (const InvoiceIssued& invoice : given.invoices) net += invoice.net;
      CHECK(net == 2000);
    }
  }
}

TEST_CASE("Two prices said ahead of time reach who pays by their own ways",
          "[billing][retro][price]") {
  Given given = april_billed(daily_catalog(RetroCredit::never));
  CatalogFile by_the_day = price_from("2026-04-16", "1.50");
  CatalogFile next_period = price_from("2026-04-16", "0.30");
  SECTION("from the same day on") {}
  SECTION("the second one from a day earlier") {
    by_the_day = price_from("2026-04-16", "1.50");
    next_period = price_from("2026-04-15", "0.30");
  }
  next_period.prices.front().applies_to = AppliesTo::existing_next_period;
  given.has("2026-04-10", by_the_day);
  given.has("2026-04-12", next_period);
  // 15 days of 30.00 and 15 of 15.00 are 22.50: the other one does not reach April.
  CHECK(printed(given.run("2026-05-01")).front() ==
        "2026-05-01 adjustment 2026-04-01..2026-04-30 -7.50 corrects 1/1");
  CHECK(given.given_up.empty());
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
