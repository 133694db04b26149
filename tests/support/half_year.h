// A random half year or more at a desk: euros and dollars, a rate and reverse charge, corrections,
// and credit notes by hand.
#pragma once

#include "desk_history.h"

namespace msp::test {

/// The three plans: one taxed, one in dollars without a tax class, one under reverse charge.
inline CatalogFile taxed_plans() {
  CatalogFile file = three_plans();
  for (PlanPublished& each : file.plans) {
    if (each.plan == plan("peak")) each.terms.tax = read<TaxId>("reverse");
  }
  TaxPublished reverse = tax_of("reverse", "0");
  reverse.rates.front().category = "AE";
  reverse.rates.front().reason = "Reverse charge";
  file.taxes.push_back(reverse);
  return file;
}

/// The history of `seed`, billed to its end; half of every third document's first line, if that
/// charges something, is given back.
class HalfYear {
 public:
  explicit HalfYear(std::uint64_t seed) {
    PlaceOrder cedar = order_of("peak", 12);
    cedar.vat_id = "FI01120389";
    desk_.at("2026-01-01").tell("cedar", cedar);
    Date last = history_begins;
    play(desk_, history_of(seed), [&last](Date today) { last = today; });
    const std::string day = (last + 40).text();
    desk_.at(day).run();
    for (const InvoiceRow& row : desk_.read().invoices({})) {
      if (row.ordinal % 3 != 0) continue;
      Ledger ledger = desk_.writable();
      static_cast<void>(give_credit(ledger, desk_.envelope(day),
                                    {row.number, 1, row.net / 2 == 0 ? 1 : std::abs(row.net) / 2}));
    }
  }
  const TestDesk& desk() const { return desk_; }
  Ledger read() const { return desk_.read(); }

 private:
  static LedgerSettings settings() {
    LedgerSettings settings;
    settings.seller = {"Sample Security Oy", "FI12345671", "Katu 1, 00100 Helsinki",
                       "FI2112345600000785"};
    return settings;
  }
  TestDesk desk_{taxed_plans(), "2026-01-01", settings()};
};

}  // namespace msp::test
