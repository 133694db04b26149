// Lines that come to nothing together settle something (MISSION decision 34).
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

SCENARIO("Decision 34: a document is issued also if its lines add up to nothing",
         "[billing][nothing]") {
  GIVEN("18.00 to credit for April, and 18.00 to bill on 1 May") {
    Given given = leaving(RetroCredit::always, "18.00");
    given.has(effective("2026-04-21", "2026-04-11"), SetMailboxCount{1, 1});
    const Lines both{"2026-05-01 adjustment 2026-04-01..2026-04-30 -18.00 corrects 1/1",
                     "2026-05-01 recurring 2026-05-01..2026-05-31 18.00"};
    WHEN("1 May is billed") {
      const InvoiceIssued document = sole(given.run("2026-05-01"));
      THEN("there is nothing to pay, and 1 June has only June") {
        CHECK(printed({document}) == both);
        CHECK(totals(document) == "0.00 + 0.00 = 0.00");
        CHECK(document.kind == DocumentKind::invoice);
        CHECK(printed(given.run("2026-06-01")) ==
              Lines{"2026-06-01 recurring 2026-06-01..2026-06-30 18.00"});
        CHECK(given.run("2026-06-30").empty());
      }
    }
    WHEN("1 May is missed") {
      THEN("it is the same") {
        const auto documents = given.run("2026-06-01");
        REQUIRE(documents.size() == 2);
        CHECK(printed({documents.front()}) == both);
      }
    }
  }
}

SCENARIO("What is forgone is recorded with the lines it belongs to", "[billing][nothing][retro]") {
  GIVEN("4 since 11 April, said on the 20th: 6.60 to credit, 5.40 forgone; and 6.60 to bill") {
    Given given = leaving(RetroCredit::never, "6.60");
    given.has(effective("2026-04-20", "2026-04-11"), SetMailboxCount{1, 4});
    WHEN("1 May is billed, and comes to nothing") {
      CHECK(printed(given.run("2026-05-01")) ==
            Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -6.60 corrects 1/1",
                  "2026-05-01 recurring 2026-05-01..2026-05-31 6.60"});
      THEN("it is on record") {
        REQUIRE(given.given_up.size() == 1);
        CHECK(given.given_up.front().retro_credit == 540);
      }
    }
  }
}
