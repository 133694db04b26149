// Everything that ought to be billed up to a date, whatever has been billed.
#include <algorithm>

#include "rate.h"
#include "schedule.h"
#include "standing.h"

namespace msp {
namespace {

/// A charge and what it was planned as.
struct Rated {
  Charge charge;
  Planned planned;
};

std::vector<Rated> rate_all(const Customer& customer, const Catalog& catalog,
                            const std::vector<Planned>& planned, const UnitsOf& units_of) {
  std::vector<Rated> charges;
  for (const Planned& each : planned) {
    Charge charge = rate(each, customer, catalog, units_of);
    if (charge.parts.empty()) continue;
    const bool first = charges.empty() || charges.back().charge.subscription != charge.subscription;
    if (first) compare_with_quote(each, customer, catalog, charge);
    charges.push_back({std::move(charge), each});
  }
  return charges;
}

/// What was billed and has no charge any more is owed nothing.
void add_no_longer_owed(const Scope& scope, std::vector<Rated>& charges) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  for (const Billed& entry : billed) {
    if (entry.subscription != subscription.number) continue;
    const bool owed = std::any_of(charges.begin(), charges.end(), [&](const Rated& each) {
      return each.charge.name() == entry.name();
    });
    const Period looked_at{entry.period.start, std::max(entry.period.end, entry.full.end)};
    const auto due = due_again(scope, looked_at);
    if (owed || !due) continue;
    const AgreedTerms terms = terms_on(customer, subscription, catalog, entry.period.start);
    Charge& charge = charges.emplace_back().charge;
    charges.back().planned.due = *due;
    charge.subscription = entry.subscription;
    charge.component = entry.component;
    charge.period = entry.period;
    charge.full = entry.full;
    charge.plan = entry.plan;
    charge.currency = entry.currency;
    charge.retro_credit = terms->retro_credit;
    charge.payment_terms_days = terms->payment_terms_days;
    charge.ended = remark_on_end(subscription, entry.period.end);
  }
}

/// What stands of all that is owed, and of what was due and is not owed any more.
void add_standing(const Scope& scope, const UnitsOf& units_of, std::vector<Rated>& charges) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  const auto late = late_words(customer, subscription, catalog);
  if (late.empty()) return;
  std::vector<Planned> planned;
  for (const Rated& each : charges) planned.push_back(each.planned);
  for (const Planned& then : no_longer_planned(scope, late, planned)) {
    const auto known = std::find_if(charges.begin(), charges.end(), [&](const Rated& each) {
      return each.charge.name() == then.name();
    });
    if (known != charges.end()) {
      known->planned.nominal = then.nominal;
      known->planned.share = then.share;
      known->planned.due.first = then.due.first;
      continue;
    }
    Rated& missing = charges.emplace_back(Rated{rate(then, customer, catalog, units_of), then});
    missing.charge.parts.clear();
    missing.charge.net = missing.charge.stands = 0;
  }
  for (auto& [charge, each] : charges) let_stand(scope, late, each, units_of, charge);
}

/// Activity that comes in late only adds: a device that counted for itself may turn out to be
/// somebody's, but what is billed for it is not lowered. What was our own error is.
void keep_what_late_usage_lowers(const Scope& scope, std::vector<Rated>& charges) {
  if (scope.subscription.mistake) return;
  const auto& late = scope.customer.late_usage;
  for (auto& [charge, planned] : charges) {
    const Month month = Month::of(charge.period.start);
    const bool added = std::find(late.begin(), late.end(), month) != late.end();
    if (charge.component != LineKind::activity || !added) continue;
    const Billed* billed = named(scope.billed, charge.name());
    if (billed) charge.stands = std::max(charge.stands, billed->net);
  }
}

/// The next billing day by the calendar, or by what else is billed, as after a change of group.
std::optional<Date> billing_day_after(const Scope& scope, Date date,
                                      const std::vector<Rated>& charges) {
  const AgreedTerms terms = terms_on(scope.customer, scope.subscription, scope.catalog, date + 1);
  auto next = next_billing_day(scope.customer, *terms, date);
  for (const auto& [charge, planned] : charges) {
    const DueDate& due = planned.due;
    const bool sooner = !due.again && date < due.date && (!next || due.date < *next);
    if (sooner) next = due.date;
  }
  return next;
}

/// What is looked at again stands beside what else is billed next.
void take_due(const Scope& scope, std::vector<Rated>& rated, std::vector<Charge>& charges) {
  for (auto& [charge, planned] : rated) {
    const DueDate& due = planned.due;
    auto bill_on = due.again ? billing_day_after(scope, due.date, rated) : due.date;
    if (due.again) charge.mistake = scope.subscription.mistake;
    // Where the billing day was taken back with the rest, the next run is as good as any.
    if (!bill_on && charge.mistake) bill_on = due.date + 1;
    if (!bill_on || scope.through < *bill_on) continue;
    charge.bill_on = *bill_on;
    charges.push_back(std::move(charge));
  }
}

std::vector<Charge> oldest_first(std::vector<Charge> charges) {
  std::stable_sort(charges.begin(), charges.end(),
                   [](const Charge& a, const Charge& b) { return a.bill_on < b.bill_on; });
  return charges;
}

}  // namespace

std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through,
                            const std::vector<Billed>& billed, const UnitsOf& units_of) {
  std::vector<Charge> charges;
  const auto look = [&](const Subscription& subscription) {
    const auto reopenings = reopenings_of(subscription, catalog);
    const Scope scope{customer, subscription, catalog, through, billed, reopenings};
    std::vector<Rated> rated = rate_all(customer, catalog, schedule(scope), units_of);
    if (!reopenings.empty()) add_no_longer_owed(scope, rated);
    add_standing(scope, units_of, rated);
    if (!reopenings.empty()) keep_what_late_usage_lowers(scope, rated);
    take_due(scope, rated, charges);
  };
  for (const Subscription& each : customer.subscriptions) look(each);
  for (const Subscription& each : customer.withdrawn) look(each);
  return oldest_first(std::move(charges));
}

UnitCount somebody(const Customer&, const Subscription&, Month) { return {1, {}, {}}; }

std::vector<Charge> propose(const Customer& customer, const Catalog& catalog,
                            const std::vector<Planned>& planned, const UnitsOf& units_of) {
  std::vector<Charge> charges;
  for (Rated& each : rate_all(customer, catalog, planned, units_of)) {
    charges.push_back(std::move(each.charge));
  }
  return oldest_first(std::move(charges));
}

}  // namespace msp
