#include "corrections.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace msp {

void Corrections::add(const Corrections& before, const Corrections& after) {
  const auto move = [this](const Corrections& some, std::int64_t sign) {
    for (const auto& [currency, sum] : some.sums) {
      Sum& moved = sums[currency];
      moved.net = checked_add(moved.net, sign * sum.net);
      if (!moved.on || sum.on < moved.on) moved.on = sum.on;
    }
  };
  move(before, -1);
  move(after, 1);
  charges += after.charges - before.charges;
}

Corrections corrections_ahead(const Ledger& ledger, const Customer& customer,
                              const Catalog& catalog, Date today) {
  Corrections corrections;
  if (!needs_billed(customer, catalog)) return corrections;
  std::set<std::tuple<std::int64_t, LineKind, Date>> charges;
  try {
    for (const InvoiceIssued& document : documents_ahead(ledger, customer, catalog, today)) {
      for (const InvoiceLine& line : document.lines) {
        if (line.kind != LineKind::adjustment) continue;
        charges.insert({line.subscription, line.component, line.charged_from()});
        Corrections::Sum& sum = corrections.sums[document.currency];
        sum.net = checked_add(sum.net, line.net);
        if (!sum.on || document.billed_on < *sum.on) sum.on = document.billed_on;
      }
    }
  } catch (const Unbillable&) {
    return {};
  }
  corrections.charges = static_cast<std::int64_t>(charges.size());
  return corrections;
}

}  // namespace msp
