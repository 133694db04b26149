// Credits by hand, and what later corrections make of them.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// 10 mailboxes for 30.00 in April 2026, at 24 %: each day 0.10 a mailbox.
Given april_billed() {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.quantity_change = QuantityChange::daily;
  terms.retro_credit = RetroCredit::always;
  terms.tax = read<TaxId>("vat");
  CatalogFile file = catalog_of("mail", terms, "3.00");
  file.taxes.push_back(tax_of("vat", "24"));
  file.taxes.back().rates.push_back({day("2026-05-01"), decimal("25.5"), "S", ""});
  Given given(file);
  given.has("2026-04-01", order_of("mail", 10));
  given.run("2026-04-01");
  return given;
}

std::string refusal_of(const Result<InvoiceIssued>& note) {
  return note ? "credited" : note.refusal().code;
}

}  // namespace

TEST_CASE("A credit by hand bears the line's own rate and at most what is left of it",
          "[billing][credit]") {
  Given given = april_billed();
  CHECK(refusal_of(given.credits("1", 1, 0, "2026-05-10")) == "credit.nothing");
  CHECK(refusal_of(given.credits("1", 1, 3001, "2026-05-10")) == "credit.too_much");
  const InvoiceIssued note = *given.credits("1", 1, 1000, "2026-05-10");
  CHECK(note.kind == DocumentKind::credit_note);
  CHECK(totals(note) == "-10.00 + -2.40 = -12.40");
  CHECK(refusal_of(given.credits("1", 1, 2001, "2026-05-10")) == "credit.too_much");
  CHECK(refusal_of(given.credits("2", 1, 100, "2026-05-10")) == "credit.no_charge");
  CHECK(totals(*given.credits("1", 1, std::nullopt, "2026-05-11")) == "-20.00 + -4.80 = -24.80");
  CHECK(refusal_of(given.credits("1", 1, 1, "2026-05-12")) == "credit.too_much");
}

TEST_CASE("A credit by hand is never taken back", "[billing][credit]") {
  Given given = april_billed();
  require(given.credits("1", 1, 1000, "2026-04-10"));
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 30.00"});
  given.has(effective("2026-05-10", "2026-04-16"), SetMailboxCount{1, 20});
  // Only what is owed more: half of April and all of May.
  CHECK(printed(given.run("2026-06-01")) ==
        Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 15.00 corrects 2/1",
              "2026-06-01 adjustment 2026-05-01..2026-05-31 30.00 corrects 3/1",
              "2026-06-01 recurring 2026-06-01..2026-06-30 60.00"});
}

TEST_CASE("What was credited by hand is not credited again", "[billing][credit]") {
  Given given = april_billed();
  require(given.credits("1", 1, 2000, "2026-04-10"));
  given.has(effective("2026-04-20", "2026-04-01"), SetMailboxCount{1, 0});
  const InvoiceIssued note = sole(given.run("2026-05-01"));
  CHECK(printed({note}) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -10.00 corrects 1/1"});
  const Lines steps = steps_of(note.lines.front());
  CHECK(Lines(steps.end() - 4, steps.end()) ==
        Lines{"owed 0.00", "billed -30.00", "elsewhere 20.00", "rounded -10.00"});
  CHECK(given.run("2026-06-01").empty());
  CHECK(refusal_of(given.credits("1", 1, 1, "2026-06-01")) == "credit.too_much");
}

TEST_CASE("A kindness stays one when less is owed for another reason", "[billing][credit]") {
  Given given = april_billed();
  require(given.credits("1", 1, 500, "2026-04-10"));
  given.has("2026-04-16", SetMailboxCount{1, 4});
  // Owed: 15.00 and 6.00. The 9.00 come back beside the 5.00.
  CHECK(printed(given.run("2026-05-01")).front() ==
        "2026-05-01 adjustment 2026-04-01..2026-04-30 -9.00 corrects 1/1");
  CHECK(refusal_of(given.credits("1", 1, 1601, "2026-05-02")) == "credit.too_much");
  CHECK(totals(*given.credits("1", 1, std::nullopt, "2026-05-02")) == "-16.00 + -3.84 = -19.84");
}

TEST_CASE("Corrections lower the newest line first and none below nothing", "[billing][credit]") {
  Given given = april_billed();
  given.has("2026-04-16", SetMailboxCount{1, 20});
  CHECK(printed(given.run("2026-05-01")).front() ==
        "2026-05-01 adjustment 2026-04-01..2026-04-30 15.00 corrects 1/1");
  given.has(effective("2026-05-10", "2026-04-16"), SetMailboxCount{1, 4});
  const InvoiceIssued june = sole(given.run("2026-06-01"));
  CHECK(printed({june}) == Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 -15.00 corrects 2/1",
                                 "2026-06-01 adjustment 2026-04-01..2026-04-30 -9.00 corrects 1/1",
                                 "2026-06-01 adjustment 2026-05-01..2026-05-31 -48.00 corrects 2/2",
                                 "2026-06-01 recurring 2026-06-01..2026-06-30 12.00"});
  // Each at the rate of what it corrects: April and its raise 24 %, May and June 25.5 %.
  CHECK(june.taxes.size() == 2);
  CHECK(totals(june) == "-60.00 + -14.94 = -74.94");
}

TEST_CASE("An amount beyond all prices is a fault, never a wrong amount", "[billing][credit]") {
  CatalogFile file =
      catalog_of("flat", Terms::defaults(Basis::mailbox, Timing::advance), "1000000000000.00");
  file.discounts.push_back(percent_off("TEN", "10"));
  Given given(file);
  PlaceOrder order = order_of("flat", 100);
  SECTION("of a discount") {
    order.discounts.push_back(read<DiscountId>("TEN"));
    given.has("2026-04-01", order);
    CHECK_THROWS_AS(given.run("2026-04-01"), Fault);
  }
  SECTION("of a credit") {
    order.mailboxes = 50;
    given.has("2026-04-01", order);
    given.run("2026-04-01");
    CHECK_THROWS_AS(given.credits("1", 1, std::nullopt, "2026-04-02"), Fault);
  }
}
