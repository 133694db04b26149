#include "commitment.h"

#include <algorithm>

#include "calendar.h"
#include "stretch.h"

namespace msp {
namespace {

/// The day from which commitments are left that are not over: by an end, or by a change of plan.
struct Leaving {
  Date on;
  bool by_change = false;
  std::vector<const Commitment*> left = {};
};

std::vector<Leaving> leavings_of(const Scope& scope, const std::vector<Commitment>& commitments) {
  const Subscription& subscription = scope.subscription;
  std::vector<Leaving> leavings;
  for (const Commitment& each : commitments) {
    const bool ends = !each.left_on && subscription.ending;
    const auto on = ends ? std::optional(subscription.ending->ends_on) : each.left_on;
    if (!on || !each.remaining_is_owed || each.days.end <= *on) continue;
    if (ends ? !goes_on_at(scope, each.days.start) : *on <= each.days.start) continue;
    if (leavings.empty() || leavings.back().on != *on) leavings.push_back({*on, !ends});
    leavings.back().left.push_back(&each);
  }
  return leavings;
}

/// Walks the periods that a subscription would have had, had nobody left.
class Rest {
 public:
  Rest(const Scope& scope, const Leaving& leaving) : scope_(scope), leaving_(leaving) {
    for (const Commitment* each : leaving.left) until_ = std::max(until_, each->days.end);
    charged_through_ = leaving.on;
  }

  /// What is left of each period, for each commitment; none if that is nothing, or where the
  /// billing day is not known.
  std::vector<LeftPeriod> periods() {
    Date start = *scope_.subscription.billing_from;
    while (start < until_) {
      const AgreedTerms terms = terms_on(scope_.customer, scope_.subscription, scope_.catalog,
                                         std::min(start, leaving_.on - 1));
      const auto period = period_of(start, *terms);
      if (!period) return {};
      add(*terms, *period);
      start = period->days.end;
    }
    return std::move(periods_);
  }

  /// The first day that nothing else charges.
  Date from() const { return charged_through_; }
  Date until() const { return until_; }

 private:
  bool goes_on(Date start) const {
    return leaving_.by_change ? start < leaving_.on : goes_on_at(scope_, start);
  }

  std::optional<BillingPeriod> period_of(Date start, const Terms& terms) const {
    if (leaving_.by_change || goes_on(start)) return period_from(scope_, start, terms);
    const auto day = billing_day_on(scope_.customer, terms, leaving_.on - 1);
    if (!day) return std::nullopt;
    return billing_period_from(start, *day);  // no later group counts
  }

  void add(const Terms& terms, const BillingPeriod& period) {
    const auto& [days, nominal] = period;
    const bool first = days.start == scope_.subscription.billing_from;
    const Rational whole = share_of(terms, period, first, std::nullopt).part;
    Share charged{days, 0};
    if (goes_on(days.start)) charged = share_of(terms, period, first, scope_.subscription.ending);
    if (charged.part != Rational(0)) {
      charged_through_ = std::max(charged_through_, charged.days.end);
    }
    for (const Commitment* each : leaving_.left) {
      const Period committed{days.start, std::min(days.end, each->days.end)};
      if (days.start < each->days.start || committed.empty()) continue;
      const Rational part = committed.end == days.end
                                ? whole
                                : std::min(whole, daily_share(terms, committed, nominal));
      if (!(charged.part < part)) continue;
      const Date from = std::max(days.start, charged_through_);
      periods_.push_back(
          {days.start, {from, std::max(from + 1, committed.end)}, part - charged.part, *each});
    }
  }

  const Scope& scope_;
  const Leaving& leaving_;
  Date until_;
  Date charged_through_;
  std::vector<LeftPeriod> periods_;
};

/// Periods at one price and with the same discounts: one line.
struct Run {
  Commitment commitment;
  Price price;
  std::vector<DiscountId> discounts;
  Date first_start;
  Share share;
};

class Runs {
 public:
  explicit Runs(const RatingBasis& basis) : basis_(basis) {}

  std::vector<Run> take() {
    const auto& rest = basis_.planned.rest;
    for (auto first = rest.begin(); first != rest.end();) {
      const auto next = std::find_if(
          first, rest.end(), [&](const LeftPeriod& each) { return each.starts != first->starts; });
      add(*std::max_element(first, next, [this](const LeftPeriod& a, const LeftPeriod& b) {
        return cost(a) < cost(b);
      }));
      first = next;
    }
    return std::move(runs_);
  }

 private:
  /// Of the day it was committed, or of the last one served, if that is less.
  Price price_of(const Commitment& commitment) const {
    const auto& [customer, subscription, catalog, terms, planned, units_of, units, commitments] =
        basis_;
    const Date on = commitment.left_on ? *commitment.left_on : subscription.ending->ends_on;
    const Date last = std::max(on - 1, commitment.days.start);
    const Price stayed = price_for(customer, subscription, catalog, last);
    return cost_of(commitment.count, stayed) < cost_of(commitment.count, commitment.price)
               ? stayed
               : commitment.price;
  }

  Rational cost(const LeftPeriod& each) const {
    return cost_of(each.commitment.count, price_of(each.commitment)) * each.part;
  }

  void add(const LeftPeriod& each) {
    auto discounts = discounts_reaching(basis_.customer, basis_.subscription, each.starts);
    if (!runs_.empty()) {
      Run& run = runs_.back();
      if (run.commitment.days == each.commitment.days && run.discounts == discounts) {
        run.share.days.end = each.days.end;
        run.share.part = run.share.part + each.part;
        return;
      }
    }
    runs_.push_back({each.commitment,
                     price_of(each.commitment),
                     std::move(discounts),
                     each.starts,
                     {each.days, each.part}});
  }

  const RatingBasis& basis_;
  std::vector<Run> runs_;
};

}  // namespace

void plan_commitment(const Scope& scope, std::vector<Planned>& planned) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  const auto commitments = commitments_of(customer, subscription, catalog);
  for (const Leaving& leaving : leavings_of(scope, commitments)) {
    const AgreedTerms terms = terms_on(customer, subscription, catalog, leaving.on - 1);
    if (is_free_on(customer, subscription, catalog, *terms, leaving.on)) continue;
    Rest rest(scope, leaving);
    Planned next;
    next.rest = rest.periods();
    if (next.rest.empty()) continue;
    next.subscription = subscription.number;
    next.component = LineKind::commitment;
    // By a change the day of that is its name: another commitment may be left with a later end.
    next.share.days = {leaving.by_change ? leaving.on : rest.from(), rest.until()};
    next.nominal = next.share.days;
    next.terms_on = leaving.left.front()->days.start;
    if (rests(scope, LineKind::commitment, next.share.days.start)) continue;
    const auto due = due_for(scope, LineKind::commitment, next.share.days,
                             next_billing_day(customer, *terms, leaving.on - 1));
    if (!due) continue;
    next.due = *due;
    const Date told = leaving.by_change ? subscription.plan_on(leaving.on).received_on
                                        : subscription.ending->received_on;
    next.due.first = std::max(next.due.first, told);
    planned.push_back(std::move(next));
  }
}

void rate_commitment(const RatingBasis& basis, Charge& charge) {
  Rounding rounding;
  for (const Run& run : Runs(basis).take()) {
    const Stretch stretch{run.share.days, {run.commitment.count, run.commitment.seq}, run.price};
    std::vector<ChargePart> parts =
        parts_of(basis, {stretch}, run.share, rounding,
                 LineRemark{RemarkKind::commitment, run.share.days.through()});
    add_discounts(parts, basis, {{run.first_start, run.share.days.end}, run.share.part});
    const PlanVersion& version =
        version_of(basis.catalog, run.commitment.plan, run.commitment.days.start);
    for (ChargePart& part : parts) {
      if (part.kind != LineKind::commitment) continue;
      part.said.name = version.name;
      part.said.words = version.words;
    }
    if (charge.parts.empty()) charge.plan = run.commitment.plan;
    std::move(parts.begin(), parts.end(), std::back_inserter(charge.parts));
  }
  charge.tax_on = basis.planned.share.days.start;
}

CostOfLeaving cost_of_leaving(const Customer& customer, const Subscription& subscription,
                              const Catalog& catalog) try {
  const Date ahead = add_months(subscription.ordered_on, 12 * 1000);
  const std::vector<Billed> billed;
  const std::vector<Reopening> reopenings;
  std::vector<Planned> planned;
  plan_commitment({customer, subscription, catalog, ahead, billed, reopenings}, planned);
  CostOfLeaving termination;
  for (const Planned& each : planned) {
    termination.net = checked_add(termination.net, rate(each, customer, catalog).net);
    termination.through = std::max(termination.through, each.share.days.through());
  }
  return termination;
} catch (const Unbillable&) {
  return {};
}

}  // namespace msp
