// Lines that come to nothing together take no number (decision 10): they wait.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Terms daily_terms(RetroCredit retro) {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.quantity_change = QuantityChange::daily;
  terms.retro_credit = retro;
  return terms;
}

/// 10 mailboxes for 30.00 in April; on the 20th, none more from May on.
Given leaving(RetroCredit retro, std::string_view other_amount) {
  Given given(catalog_of("mail", daily_terms(retro), "3.00") +
              catalog_of("other", Terms::defaults(Basis::flat, Timing::advance), other_amount));
  given.has("2026-04-01", order_of("mail", 10));
  given.run("2026-04-01");
  given.has("2026-04-02", order_of("other"));
  given.has(effective("2026-04-20", "2026-05-01"), SetMailboxCount{1, 0});
  return given;
}

}  // namespace

SCENARIO("Decision 10: lines that come to nothing wait for the next document",
         "[billing][waiting]") {
  GIVEN("18.00 to credit for April, and 18.00 to bill on 1 May") {
    Given given = leaving(RetroCredit::always, "18.00");
    given.has(effective("2026-04-21", "2026-04-11"), SetMailboxCount{1, 1});
    WHEN("1 May is billed") {
      CHECK(given.run("2026-05-01").empty());
      THEN("1 June has all lines, each once") {
        CHECK(printed(given.run("2026-06-01")) ==
              Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 -18.00 corrects 1/1",
                    "2026-06-01 recurring 2026-05-01..2026-05-31 18.00",
                    "2026-06-01 recurring 2026-06-01..2026-06-30 18.00"});
        CHECK(given.run("2026-06-30").empty());
      }
    }
    WHEN("1 May is missed") {
      THEN("it is the same") { CHECK(printed(given.run("2026-06-01")).size() == 3); }
    }
  }
}

SCENARIO("What is forgone waits with the lines it belongs to", "[billing][waiting][retro]") {
  GIVEN("4 since 11 April, said on the 20th: 6.60 to credit, 5.40 forgone; and 6.60 to bill") {
    Given given = leaving(RetroCredit::never, "6.60");
    given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 4});
    WHEN("1 May is billed, and comes to nothing") {
      CHECK(given.run("2026-05-01").empty());
      CHECK(given.given_up.empty());
      THEN("1 June credits, bills and records") {
        CHECK(printed(given.run("2026-06-01")) ==
              Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 -6.60 corrects 1/1",
                    "2026-06-01 recurring 2026-05-01..2026-05-31 6.60",
                    "2026-06-01 recurring 2026-06-01..2026-06-30 6.60"});
        REQUIRE(given.given_up.size() == 1);
        CHECK(given.given_up.front().retro_credit == 540);
      }
    }
  }
}
