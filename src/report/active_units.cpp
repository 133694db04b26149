#include "active_units.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "msp/billing.h"
#include "msp/report/query.h"
#include "selection.h"

namespace msp {

namespace {

/// The days of `month` on which the subscription is in trial.
Days trial_days(const Subscription& subscription, Month month) {
  const auto& trial = subscription.trial;
  if (!trial) return 0;
  Date end = std::min(trial->ends_on, subscription.billing_from.value_or(trial->ends_on));
  if (subscription.ending) end = std::min(end, subscription.ending->ends_on);
  return trial->starts_on < end ? days_of(month, {trial->starts_on, end}) : 0;
}

/// The same customer, if its trials' days were billed like any other; none if the month has no
/// such day.
std::optional<Customer> without_trials(const Customer& customer, Month month) {
  std::optional<Customer> charged;
  for (const Subscription& subscription : customer.subscriptions) {
    if (trial_days(subscription, month) == 0) continue;
    if (!charged) charged = customer;
    charged->subscription(subscription.number)->billing_from = subscription.trial->starts_on;
  }
  return charged;
}

using Name = std::pair<UnitKind, std::string_view>;

std::set<Name> billed_names(const std::vector<Unit>& units) {
  std::set<Name> names;
  for (const Unit& unit : units) {
    if (unit.billed) names.emplace(unit.kind, unit.id);
  }
  return names;
}

/// Those that nobody is billed for, by the subscription whose trial they were in.
std::map<std::int64_t, std::int64_t> only_in_trial(const std::vector<Unit>& units,
                                                   const std::vector<Unit>& if_charged) {
  std::map<std::int64_t, std::int64_t> counts;
  const std::set<Name> billed = billed_names(units);
  for (const Unit& unit : if_charged) {
    if (unit.billed && !billed.contains({unit.kind, unit.id})) ++counts[unit.subscription];
  }
  return counts;
}

std::vector<Activity> known_activity(std::vector<Activity> activity, Month month, Date as_of) {
  const Days known = days_of(month, {month.period().start, as_of + 1});
  for (Activity& seen : activity) seen.days &= known;
  std::erase_if(activity, [](const Activity& seen) { return seen.days == 0; });
  return activity;
}

void count_customer(const Customer& customer, const Catalog& catalog, Month month,
                    const std::vector<Activity>& activity, UnitCounts& counts) {
  const std::vector<Unit> units = units_of(customer, catalog, month, activity);
  if (units.empty()) return;
  std::map<std::int64_t, std::int64_t> in_trial;
  if (const auto charged = without_trials(customer, month)) {
    in_trial = only_in_trial(units, units_of(*charged, catalog, month, activity));
  }
  for (const Subscription& subscription : customer.subscriptions) {
    counts[customer.ref(subscription)] = {billed_units(units_of(subscription.number, units)),
                                          in_trial[subscription.number]};
  }
}

}  // namespace

std::vector<Unit> counted_units(const Customer& customer, const Catalog& catalog, Month month,
                                std::vector<Activity> activity, Date as_of) {
  return units_of(customer, catalog, month, known_activity(std::move(activity), month, as_of));
}

bool is_by_activity(const Customer& customer, const Subscription& subscription,
                    const Catalog& catalog, Date on) {
  return terms_on(customer, subscription, catalog, on)->basis == Basis::activity;
}

bool became_active_in(const Subscription& subscription, Month month, Date on) {
  const Days known = days_of(month, {month.period().start, on + 1});
  return (trial_days(subscription, month) & known) != 0 &&
         (billable_days(subscription, month) & known) != 0;
}

UnitCounts count_units(const Ledger& ledger, const Catalog& catalog, const Query& query,
                       const std::map<CustomerId, Customer>& customers, Month month) {
  UnitCounts counts;
  if (customers.empty() || ledger.looks_back()) return counts;
  visit_activity(ledger, query, month, [&](const CustomerId& id, std::vector<Activity>&& activity) {
    const auto found = customers.find(id);
    if (found == customers.end()) return;
    count_customer(found->second, catalog, month,
                   known_activity(std::move(activity), month, query.as_of), counts);
  });
  for (const auto& [id, customer] : customers) {
    for (const Subscription& subscription : customer.subscriptions) {
      const FrozenUnits* frozen = subscription.frozen_in(month);
      if (frozen) counts[customer.ref(subscription)] = {frozen->units, std::nullopt};
    }
  }
  return counts;
}

}  // namespace msp
