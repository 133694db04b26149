#include "active_units.h"

#include <algorithm>

#include "msp/billing.h"
#include "selection.h"

namespace msp {
namespace {

/// What the customer's services by activity say about a month together: it is billed on a day if
/// any of them is; devices are paired as the first of them says.
struct Rules {
  Days billable = 0;
  Pairing pairing;
  std::int64_t counts_for = 0;
};

Rules rules_of(const Customer& customer, const Catalog& catalog, Month month) {
  const Period days = month.period();
  Rules rules;
  std::optional<Rational> dearest;
  for (const Subscription& subscription : customer.subscriptions) {
    if (days.end <= subscription.ordered_on) continue;
    const Date on = std::max(days.start, subscription.ordered_on);
    const AgreedTerms terms = terms_on(customer, subscription, catalog, on);
    if (terms->basis != Basis::activity) continue;
    if (rules.counts_for == 0) rules.counts_for = subscription.number;
    const Days billable = billable_days(subscription, month);
    if (billable == 0) continue;
    if (rules.billable == 0 && terms->pairing) rules.pairing = *terms->pairing;
    rules.billable |= billable;
    const Rational cost = cost_of(1, price_for(customer, subscription, catalog, on));
    if (dearest && !(*dearest < cost)) continue;
    dearest = cost;
    rules.counts_for = subscription.number;
  }
  return rules;
}

}  // namespace

std::vector<CountedUnit> counted_units(const Customer& customer, const Catalog& catalog,
                                       Month month, std::vector<Activity> activity, Date as_of) {
  const Days known = days_of(month, {month.period().start, as_of + 1});
  for (Activity& seen : activity) seen.days &= known;
  std::erase_if(activity, [](const Activity& seen) { return seen.days == 0; });
  const Rules rules = rules_of(customer, catalog, month);
  std::vector<CountedUnit> counted;
  for (Unit& unit : units_of(month, activity, rules.billable, rules.pairing)) {
    std::string why = why_text(unit, rules.pairing);
    counted.push_back({std::move(unit), rules.counts_for, std::move(why)});
  }
  return counted;
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
          std::count_if(units.begin(), units.end(), [&](const CountedUnit& counted) {
            return counted.unit.billed && counted.subscription == subscription.number;
          });
    }
  });
  return counts;
}

}  // namespace msp
