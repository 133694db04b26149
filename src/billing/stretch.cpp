#include "stretch.h"

#include <algorithm>
#include <set>

namespace msp {
namespace {

SourcedCount from(const CountFrom* count) {
  if (!count) return {};
  return {count->mailboxes, count->seq};
}

SourcedCount peak_count(const Subscription& subscription, Period period) {
  SourcedCount peak = from(subscription.count_on(period.start));
  for (const CountFrom& count : subscription.counts) {
    const bool held = subscription.count_on(count.from) == &count;  // the last said for its day
    if (held && period.contains(count.from) && count.mailboxes > peak.value) peak = from(&count);
  }
  return peak;
}

/// The days of a period up to the last served one: what is said of later ones changes nothing, also
/// where the period is charged in full (MISSION decision 18).
Period counting_days(const RatingBasis& basis) {
  Period days = basis.planned.share.days;
  const auto& ending = basis.subscription.ending;
  if (ending) days.end = std::min(days.end, std::max(days.start + 1, ending->ends_on));
  return days;
}

/// MISSION 17: while it is bound by a commitment no fewer than that are billed.
SourcedCount at_least_committed(const SourcedCount& count,
                                const std::vector<Commitment>& commitments, Date on) {
  const Commitment* bound = binding_on(commitments, on);
  if (!bound || bound->count <= count.value) return count;
  return {bound->count, bound->seq, count.value, count.event};
}

/// The plan that a commitment is left for begins with the next period: until then it binds.
std::vector<Commitment> binding_within(const Period& days, std::vector<Commitment> commitments) {
  for (Commitment& each : commitments) {
    const bool left = each.left_on && days.start < *each.left_on && *each.left_on < days.end;
    if (left) each.left_on = std::min(days.end, each.days.end);
  }
  return commitments;
}

/// What is charged for on a day: 1 of what is not counted.
SourcedCount counted(const Subscription& subscription, const Terms& terms,
                     const std::vector<Commitment>& commitments, Date on) {
  if (terms.basis != Basis::mailbox) return {1, subscription.ordered_seq};
  return at_least_committed(from(subscription.count_on(on)), commitments, on);
}

/// MISSION decision 6: the day whose count a period is billed by.
SourcedCount quantity_on(const RatingBasis& basis, Date date) {
  const Terms& terms = basis.terms;
  const Period days = counting_days(basis);
  if (basis.units) return {basis.units->units, basis.units->event};
  const auto commitments = binding_within(basis.planned.share.days, basis.commitments);
  const auto on = [&](Date day) { return counted(basis.subscription, terms, commitments, day); };
  if (terms.quantity_change == QuantityChange::daily) return on(date);
  switch (terms.measure) {
    case Measure::at_start:
      return on(days.start);
    case Measure::at_end:
      return on(days.through());
    case Measure::peak:
      break;
  }
  if (terms.basis != Basis::mailbox) return on(days.start);
  return at_least_committed(peak_count(basis.subscription, days), commitments, days.start);
}

/// The days within the period on which another count or price may begin.
std::set<Date> boundaries_of(const RatingBasis& basis) {
  const Period covered = counting_days(basis);
  std::set<Date> dates{covered.start};
  if (basis.units) return dates;  // MISSION S1: a unit costs the month, no part of it
  const auto add = [&](Date date) {
    if (covered.contains(date)) dates.insert(date);
  };
  if (basis.terms.quantity_change == QuantityChange::daily) {
    for (const CountFrom& count : basis.subscription.counts) add(count.from);
    for (const Commitment& commitment :
         binding_within(basis.planned.share.days, basis.commitments)) {
      add(commitment.days.start);
      add(commitment.end());
    }
  }
  const Plan* plan = basis.catalog.plan(basis.subscription.plan_on(covered.start).plan);
  for (const Price& price : plan->prices) {
    if (price.applies_to == AppliesTo::existing_prorated) add(price.from);
  }
  return dates;
}

bool same_price(const Price& a, const Price& b) {
  return a.amount == b.amount && a.per == b.per && a.tiers == b.tiers;
}

}  // namespace

std::optional<std::int64_t> counted_on(const Customer& customer, const Subscription& subscription,
                                       const Catalog& catalog, Date on) {
  const AgreedTerms terms = terms_on(customer, subscription, catalog, on);
  if (terms->basis == Basis::activity) return std::nullopt;
  const auto commitments = commitments_of(customer, subscription, catalog);
  return counted(subscription, *terms, commitments, on).value;
}

std::vector<Stretch> stretches_of(const RatingBasis& basis) {
  const Period covered = basis.planned.share.days;
  std::vector<Stretch> stretches;
  for (const Date date : boundaries_of(basis)) {
    Stretch next{{date, covered.end},
                 quantity_on(basis, date),
                 price_for(basis.customer, basis.subscription, basis.catalog, date, covered.start)};
    if (!stretches.empty()) {
      Stretch& before = stretches.back();
      if (before.quantity.value == next.quantity.value && same_price(before.price, next.price)) {
        continue;
      }
      before.days.end = date;
    }
    stretches.push_back(std::move(next));
  }
  return stretches;
}

}  // namespace msp
