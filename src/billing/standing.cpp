#include "standing.h"

#include <algorithm>
#include <set>

#include "in_time.h"

namespace msp {
namespace {

/// An amount and what it is made of.
struct Amount {
  std::int64_t net = 0;
  std::vector<ChargePart> parts;
};

/// What the charge of that name is, as somebody sees it.
Amount amount_in(View view, const Scope& scope, const ChargeName& name, const UnitsOf& units_of) {
  const auto planned = planned_as(
      {view.customer, view.own(), view.catalog, scope.through, scope.billed, scope.reopenings},
      name);
  if (!planned) return {};
  Charge charge = rate(*planned, view.customer, view.catalog, units_of);
  return {charge.net, std::move(charge.parts)};
}

/// The days on which something about the charge is looked at again, in order.
std::set<Date> looks_at(const Scope& scope, const std::vector<LateWord>& late,
                        const Planned& planned) {
  std::set<Date> days;
  for (const LateWord& word : late) {
    if (word.received_on <= planned.due.first || planned.nominal.end < word.from) continue;
    const AgreedTerms terms =
        terms_on(scope.customer, scope.subscription, scope.catalog, word.received_on);
    days.insert(
        next_billing_day(scope.customer, *terms, word.received_on - 1).value_or(word.received_on));
  }
  return days;
}

}  // namespace

std::vector<LateWord> late_words(const Customer& customer, const Subscription& subscription,
                                 const Catalog& catalog) {
  std::vector<LateWord> late;
  const Date told = told_on(subscription);
  const auto hear = [&late, told](Date from, Date received_on) {
    if (std::max(from, told) < received_on) late.push_back({from, received_on});
  };
  for (const CountFrom& count : subscription.counts) hear(count.from, count.received_on);
  for (const PlanFrom& used : subscription.plans) {
    hear(used.from, used.received_on);
    const Plan* plan = catalog.plan(used.plan);
    if (!plan) continue;
    for (const Price& price : plan->prices) hear(price.from, price.received_on);
  }
  for (const Subscription& each : customer.subscriptions) {
    if (each.number != subscription.number) {
      hear(each.ordered_on, each.plans.front().received_on);
    }
    if (each.ending && each.ending->reason != EndReason::declined) {
      hear(each.ending->ends_on, each.ending->received_on);
    }
  }
  return late;
}

bool needs_billed(const Customer& customer, const Catalog& catalog) {
  const auto looks_back = [&](const Subscription& each) {
    if (!reopenings_of(each, catalog).empty()) return true;
    const Date unbilled = each.settled_through.value_or(told_on(each));
    const auto late = late_words(customer, each, catalog);
    return std::any_of(late.begin(), late.end(),
                       [unbilled](const LateWord& word) { return unbilled < word.received_on; });
  };
  const auto& all = customer.subscriptions;
  const auto& gone = customer.withdrawn;
  return std::any_of(all.begin(), all.end(), looks_back) ||
         std::any_of(gone.begin(), gone.end(), looks_back);
}

std::vector<Planned> no_longer_planned(const Scope& scope, const std::vector<LateWord>& late,
                                       const std::vector<Planned>& planned) {
  std::vector<Planned> missing;
  std::set<Date> days;
  for (const LateWord& word : late) days.insert(word.received_on);
  for (const Date day : days) {
    const Date start = scope.subscription.billing_from.value_or(day);
    View view = known_by(scope, start, day - 1);
    for (const Planned& then : schedule({view.customer, view.own(), view.catalog, scope.through,
                                         scope.billed, scope.reopenings})) {
      const bool known = named(planned, then.name()) || named(missing, then.name());
      if (!known && then.due.first < day) missing.push_back(then);
    }
  }
  return missing;
}

void let_stand(const Scope& scope, const std::vector<LateWord>& late, const Planned& planned,
               const UnitsOf& units_of, Charge& charge) {
  const Date start = planned.share.days.start;
  const Date due = planned.due.first;
  const std::set<Date> looks = looks_at(scope, late, planned);
  if (looks.empty() || charge.retro_credit == RetroCredit::always) return;
  const auto amount = [&](View view) {
    return amount_in(std::move(view), scope, charge.name(), units_of);
  };
  Amount stands = amount(known_by(scope, start, due));
  for (const Date look : looks) {
    const View known = known_by(scope, start, look);
    Amount now = amount(known);
    if (now.net < stands.net) {
      Amount floor = amount(in_time(known, start, due));
      if (stands.net <= floor.net) continue;
      if (now.net < floor.net) now = std::move(floor);
    }
    stands = std::move(now);
  }
  charge.stands = stands.net;
  charge.standing_parts = std::move(stands.parts);
}

}  // namespace msp
