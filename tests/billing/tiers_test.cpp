#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// 10 at 4.00, the next 10 at 3.50, all others at 3.00; what April 2026 bills for so many.
Lines tiered(TierMode mode, std::int64_t mailboxes, std::string_view from = "2026-04-01") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.first_period = Partial::daily;
  CatalogFile file = catalog_of("mail", terms, "0.00");
  file.prices.front().tiers =
      Tiers{mode, {{10, decimal("4.00")}, {20, decimal("3.50")}, {std::nullopt, decimal("3.00")}}};
  Given given(file);
  given.has(from, order_of("mail", mailboxes));
  Lines lines;
  for (const InvoiceIssued& invoice : given.run("2026-04-30")) {
    for (const InvoiceLine& line : invoice.lines) {
      lines.push_back(std::to_string(line.quantity) + " × " + line.unit_price.text(2) + " = " +
                      amount_text(line.net, invoice.currency));
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("Graduated: each unit costs what its own tier says", "[billing][tiers]") {
  CHECK(tiered(TierMode::graduated, 0) == Lines{});
  CHECK(tiered(TierMode::graduated, 10) == Lines{"10 × 4.00 = 40.00"});
  CHECK(tiered(TierMode::graduated, 11) == Lines{"10 × 4.00 = 40.00", "1 × 3.50 = 3.50"});
  CHECK(tiered(TierMode::graduated, 25) ==
        Lines{"10 × 4.00 = 40.00", "10 × 3.50 = 35.00", "5 × 3.00 = 15.00"});
}

TEST_CASE("Volume: all units cost what the tier of the last one says", "[billing][tiers]") {
  CHECK(tiered(TierMode::volume, 0) == Lines{});
  CHECK(tiered(TierMode::volume, 10) == Lines{"10 × 4.00 = 40.00"});
  CHECK(tiered(TierMode::volume, 11) == Lines{"11 × 3.50 = 38.50"});
  CHECK(tiered(TierMode::volume, 25) == Lines{"25 × 3.00 = 75.00"});
}

TEST_CASE("Decision 7: the tiers of a part of a month add up to its rounded sum",
          "[billing][tiers][proration]") {
  // 7 of 30 days of 40.00, 35.00 and 15.00: 9.333…, 8.166… and 3.50, together 21.00.
  CHECK(tiered(TierMode::graduated, 25, "2026-04-24") ==
        Lines{"10 × 4.00 = 9.33", "10 × 3.50 = 8.17", "5 × 3.00 = 3.50"});
  // 1 of 30 days: 1.333…, 1.166… and 0.50, together 3.00.
  CHECK(tiered(TierMode::graduated, 25, "2026-04-30") ==
        Lines{"10 × 4.00 = 1.33", "10 × 3.50 = 1.17", "5 × 3.00 = 0.50"});
}
