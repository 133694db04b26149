#include "active_units.h"

#include <algorithm>

#include "msp/billing.h"
#include "selection.h"

namespace msp {

std::vector<Unit> counted_units(const Customer& customer, const Catalog& catalog, Month month,
                                std::vector<Activity> activity, Date as_of) {
  const Days known = days_of(month, {month.period().start, as_of + 1});
  for (Activity& seen : activity) seen.days &= known;
  std::erase_if(activity, [](const Activity& seen) { return seen.days == 0; });
  return units_of(customer, catalog, month, activity);
}

bool is_by_activity(const Customer& customer, const Subscription& subscription,
                    const Catalog& catalog, Date on) {
  return terms_on(customer, subscription, catalog, on)->basis == Basis::activity;
}

UnitCounts count_units(const Ledger& ledger, const Catalog& catalog, const Query& query,
                       const std::map<CustomerId, Customer>& customers, Month month) {
  UnitCounts counts;
  if (customers.empty() || ledger.looks_back()) return counts;
  visit_activity(ledger, query, month, [&](const CustomerId& id, std::vector<Activity>&& activity) {
    const auto found = customers.find(id);
    if (found == customers.end()) return;
    const Customer& customer = found->second;
    const auto units = counted_units(customer, catalog, month, std::move(activity), query.as_of);
    if (units.empty()) return;
    for (const Subscription& subscription : customer.subscriptions) {
      counts[customer.ref(subscription)] =
          std::count_if(units.begin(), units.end(), [&](const Unit& unit) {
            return unit.billed && unit.subscription == subscription.number;
          });
    }
  });
  for (const auto& [id, customer] : customers) {
    for (const Subscription& subscription : customer.subscriptions) {
      const FrozenUnits* frozen = subscription.frozen_in(month);
      if (frozen) counts[customer.ref(subscription)] = frozen->units;
    }
  }
  return counts;
}

}  // namespace msp
