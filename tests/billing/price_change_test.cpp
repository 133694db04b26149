// A price that changes: for whom, from when, and what it corrects.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

CatalogFile new_price(std::string_view from, std::string_view amount, AppliesTo applies_to,
                      std::string_view id = "flat") {
  CatalogFile file;
  file.prices = catalog_of(id, {}, amount, "EUR", from).prices;
  file.prices.front().applies_to = applies_to;
  return file;
}

/// 30.00 a month in advance on the 1st, April 2026 paid.
Given april_paid() {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.retro_credit = RetroCredit::always;
  Given given(catalog_of("flat", terms, "30.00"));
  given.has("2026-04-01", order_of("flat"));
  given.run("2026-04-01");
  return given;
}

}  // namespace

TEST_CASE("A price for the next period leaves the one that has begun", "[billing][price]") {
  Given given = april_paid();
  given.has("2026-04-10", new_price("2026-04-10", "60.00", AppliesTo::existing_next_period));
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 60.00"});
}

TEST_CASE("A price for existing customers by the day holds from its day", "[billing][price]") {
  Given given = april_paid();
  given.has("2026-04-10", new_price("2026-04-21", "60.00", AppliesTo::existing_prorated));
  // 20 days of 30.00 and 10 of 60.00 are 40.00.
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 10.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 60.00"});
}

TEST_CASE("Of two prices for the next period the last one holds from there", "[billing][price]") {
  Given given = april_paid();
  given.has("2026-04-05", new_price("2026-04-10", "60.00", AppliesTo::existing_next_period));
  given.has("2026-04-05", new_price("2026-04-20", "45.00", AppliesTo::existing_next_period));
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 45.00"});
}

TEST_CASE("A price for new customers changes nothing for the others", "[billing][price]") {
  Given given = april_paid();
  given.has("2026-04-10", new_price("2026-04-10", "60.00", AppliesTo::fresh));
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 30.00"});
}

TEST_CASE("A backdated price corrects what was billed, up and down", "[billing][price][late]") {
  Given given = april_paid();
  given.run("2026-05-01");
  SECTION("for the next period: from May on") {
    given.has("2026-05-10", new_price("2026-04-15", "20.00", AppliesTo::existing_next_period));
    CHECK(printed(given.run("2026-06-01")) ==
          Lines{"2026-06-01 adjustment 2026-05-01..2026-05-31 -10.00 corrects 2/1",
                "2026-06-01 recurring 2026-06-01..2026-06-30 20.00"});
  }
  SECTION("by the day: half of April as well") {
    given.has("2026-05-10", new_price("2026-04-16", "36.00", AppliesTo::existing_prorated));
    CHECK(printed(given.run("2026-06-01")) ==
          Lines{"2026-06-01 adjustment 2026-04-01..2026-04-30 3.00 corrects 1/1",
                "2026-06-01 adjustment 2026-05-01..2026-05-31 6.00 corrects 2/1",
                "2026-06-01 recurring 2026-06-01..2026-06-30 36.00"});
  }
}

TEST_CASE("Two late prices of different days both reach what was billed before each",
          "[billing][price][late]") {
  Given given = april_paid();
  given.has("2026-04-20", new_price("2026-04-16", "36.00", AppliesTo::existing_prorated));
  given.has("2026-05-10", new_price("2026-05-10", "67.00", AppliesTo::existing_prorated));
  // The run of 1 May was missed. April: 15 days of 30.00, 15 of 36.00. May: 9 of 31 days of 36.00
  // are 10.45, 22 of 67.00 are 47.55.
  given.run("2026-05-20");
  given.run("2026-06-01");
  Lines corrected;
  std::int64_t net = 0;
  for (const InvoiceIssued& invoice : given.invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      if (line.start < day("2026-06-01")) net += line.net;
    }
  }
  CHECK(net == 3300 + 5800);
}

TEST_CASE("D9: a backdated price corrects the month of decision, billed alone",
          "[billing][price][late][trial]") {
  Given given = guard_trial();
  given.run("2026-03-15");
  given.has("2026-03-20",
            new_price("2026-02-01", "5.00", AppliesTo::existing_next_period, "guard"));
  CHECK(printed(given.run("2026-04-15")) ==
        Lines{"2026-04-15 adjustment 2026-02-09..2026-03-08 25.00 free_rider corrects 1/1",
              "2026-04-15 recurring 2026-03-15..2026-04-14 125.00"});
}

TEST_CASE("Daily counts, tiers and a price by the day together", "[billing][price][tiers][daily]") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.quantity_change = QuantityChange::daily;
  CatalogFile file = catalog_of("mail", terms, "0.00");
  file.prices.front().tiers =
      Tiers{TierMode::graduated, {{10, decimal("3.00")}, {std::nullopt, decimal("1.50")}}};
  Given given(file);
  given.has("2026-04-01", order_of("mail", 12));
  given.has("2026-04-11", SetMailboxCount{1, 8});
  given.has("2026-04-15", new_price("2026-04-21", "6.00", AppliesTo::existing_prorated, "mail"));
  // A third of April each: 12 in two tiers 30.00 + 3.00, 8 in one 24.00, 8 at 6.00 48.00.
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 recurring 2026-04-01..2026-04-10 10.00",
              "2026-05-01 recurring 2026-04-01..2026-04-10 1.00",
              "2026-05-01 recurring 2026-04-11..2026-04-20 8.00",
              "2026-05-01 recurring 2026-04-21..2026-04-30 16.00"});
  given.has(effective("2026-05-05", "2026-04-21"), SetMailboxCount{1, 9});
  CHECK(printed(given.run("2026-06-01")).front() ==
        "2026-06-01 adjustment 2026-04-01..2026-04-30 2.00 corrects 1/4");
}
