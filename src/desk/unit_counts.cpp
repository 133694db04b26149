#include "unit_counts.h"

namespace msp {

UnitCount count_of(std::int64_t subscription, const std::vector<Unit>& units) {
  const std::vector<Unit> own = units_of(subscription, units);
  UnitCount count{billed_units(own), {}};
  if (count.units > 0) count.digest = hex(digest_of(detail_text(own)));
  return count;
}

void UnitCounts::add(const Customer& customer, const Catalog& catalog, Month month,
                     const std::vector<Activity>& activity) {
  const std::vector<Unit> units = units_of(customer, catalog, month, activity);
  for (const Subscription& subscription : customer.subscriptions) {
    UnitCount count = count_of(subscription.number, units);
    if (count.units > 0) counts_[{month, subscription.number}] = std::move(count);
  }
}

UnitsOf UnitCounts::known() const {
  return [this](const Customer&, const Subscription& subscription, Month month) {
    const auto found = counts_.find({month, subscription.number});
    return found == counts_.end() ? UnitCount{} : found->second;
  };
}

UnitsOf counted_in(const Ledger& ledger, const Catalog& catalog) {
  return [&](const Customer& customer, const Subscription& subscription, Month month) {
    return count_of(subscription.number,
                    units_of(customer, catalog, month, ledger.activity(customer.id, month)));
  };
}

std::vector<InvoiceIssued> documents_ahead(const Ledger& ledger, const Customer& customer,
                                           const Catalog& catalog, Date today) {
  constexpr std::int32_t days_to_look_ahead = 62;  // the next billing day is nearer
  const std::vector<Billed> billed = ledger.billed(customer.id);
  const auto charges =
      propose(customer, catalog, today + days_to_look_ahead, billed, counted_in(ledger, catalog));
  return settle(customer, catalog, ledger.settings(), charges, billed, today).documents;
}

}  // namespace msp
