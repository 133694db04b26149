// Everything that ought to be billed up to a date, whatever has been billed.
#include "propose.h"

#include <algorithm>

#include "calendar.h"
#include "in_time.h"

namespace msp {
namespace {

/// From when on something that was billed has changed since, and when that was said: by events of
/// the customer's, and by each price that was published later for days that were billed before.
std::vector<Reopening> reopenings_of(const Subscription& subscription, const Catalog& catalog) {
  std::vector<Reopening> reopenings;
  if (subscription.reopened_from) {
    reopenings.push_back({*subscription.reopened_from, *subscription.reopened_on});
  }
  for (const PlanFrom& used : subscription.plans) {
    const Plan* plan = catalog.plan(used.plan);
    if (!plan) continue;
    for (const Price& price : plan->prices) {
      const bool news =
          price.seq > subscription.billed_seq || subscription.billed_on < price.received_on;
      const bool reaches = price.applies_to != AppliesTo::fresh || price.from <= used.from;
      if (news && reaches && subscription.is_settled_from(price.from)) {
        reopenings.push_back({price.from, price.received_on});
      }
    }
  }
  return reopenings;
}

bool names(const Billed& billed, const Charge& charge) {
  return billed.subscription == charge.subscription && billed.component == charge.component &&
         billed.period.start == charge.period.start;
}

}  // namespace

bool resells_on(const Customer& customer, const Subscription& own, const Catalog& catalog,
                Date date) {
  const auto paid = [&](const Subscription& other) {
    if (other.number == own.number) return false;
    const Status status = other.status_on(date);
    if (status != Status::active && status != Status::notice) return false;
    return !terms_on(customer, other, catalog, date)->free_while_reselling;
  };
  return std::any_of(customer.subscriptions.begin(), customer.subscriptions.end(), paid);
}

Proposal::Proposal(const Customer& customer, const Subscription& subscription,
                   const Catalog& catalog, Date through, const std::vector<Billed>& billed,
                   const UnitsOf& units_of)
    : customer_(customer),
      subscription_(subscription),
      catalog_(catalog),
      through_(through),
      billed_(billed),
      units_of_(units_of),
      reopenings_(reopenings_of(subscription, catalog)) {}

/// What is looked at again stands beside what else is billed next.
std::vector<Charge> Proposal::charges() {
  rate();
  if (!reopenings_.empty()) {
    add_floors();
    keep_what_late_usage_lowers();
  }
  std::vector<Charge> charges;
  for (auto& [charge, after] : rated_) {
    const auto bill_on = after ? billing_day_after(*after) : charge.bill_on;
    if (!bill_on || through_ < *bill_on) continue;
    charge.bill_on = *bill_on;
    charges.push_back(std::move(charge));
  }
  return charges;
}

void Proposal::rate() {
  add_decision_period();
  add_regular_periods();
  add_setup();
  add_commitment();
  if (!reopenings_.empty()) add_what_is_no_longer_owed();
}

/// MISSION decision 4: the month [trial end, deadline) is one full month's charge for whoever is
/// still connected at the deadline.
void Proposal::add_decision_period() {
  const auto& trial = subscription_.trial;
  if (!trial || !trial->decision_charged) return;
  const Period month{trial->ends_on, *trial->deadline};
  const auto& ending = subscription_.ending;
  if (ending && ending->ends_on < month.end) return;
  const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, month.start);
  const Due due = subscription_.decision_settled
                      ? again(month)
                      : Due{next_billing_day(customer_, *terms, month.end - 1), {}};
  if (!is_due(due) || is_free(*terms, month.end)) return;
  Charge& charge = add(LineKind::decision_period, *terms, {month, 1}, month, due);
  charge.free_rider = subscription_.free_rider();
  if (charge.free_rider) charge.parts.front().description += ", nobody decided";
}

/// Period by period from the first day of regular billing. What is settled is passed over at
/// once, so that a run costs no more after ten years than after one.
void Proposal::add_regular_periods() {
  if (!subscription_.billing_from) return;
  Date start = *subscription_.billing_from;
  if (reopenings_.empty() && subscription_.settled_through) {
    start = std::max(start, *subscription_.settled_through);
  }
  while (goes_on_at(start)) {
    const auto next = add_period(start);
    if (!next) return;
    start = *next;
  }
}

/// A period that begins on `start` can be owed: before the end; behind it only what was due before
/// the desk was told.
bool Proposal::goes_on_at(Date start) const {
  const auto& ending = subscription_.ending;
  if (!ending || start < ending->ends_on) return true;
  return start <= ending->received_on &&
         was_prepaid(*terms_on(customer_, subscription_, catalog_, start), start, *ending);
}

/// What was billed keeps its periods, whatever became of the billing day; between and behind them
/// the calendar says where one ends.
std::optional<BillingPeriod> Proposal::period_from(Date start, const Terms& terms) const {
  const auto day = billing_day_on(customer_, terms, start);
  if (!day) return std::nullopt;
  BillingPeriod period = billing_period_from(start, *day);
  for (const Billed& billed : billed_) {
    const bool regular =
        billed.component == LineKind::recurring || billed.component == LineKind::activity;
    if (billed.subscription != subscription_.number || !regular || billed.lines.empty()) continue;
    if (billed.period.start == start) return BillingPeriod{{start, billed.full.end}, billed.full};
    if (start < billed.period.start) {
      period.days.end = std::min(period.days.end, billed.period.start);
    }
  }
  return period;
}

/// Adds the charge of the period that begins on `start`, if any; returns where the next begins,
/// or nothing once all that follows is billed later.
std::optional<Date> Proposal::add_period(Date start) {
  const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, start);
  const auto period = period_from(start, *terms);
  if (!period) return std::nullopt;
  const auto& [days, nominal] = *period;
  const Date billing_day = terms->timing == Timing::advance ? start : nominal.end;
  const bool settled = subscription_.settled_through && start < *subscription_.settled_through;
  const Due due = settled ? again(days) : Due{billing_day, {}};
  if (!is_due(due)) return settled ? std::optional(days.end) : std::nullopt;

  const bool first = start == subscription_.billing_from;
  const Share share = share_of(*terms, *period, first, subscription_.ending);
  if (is_free(*terms, billing_day)) return days.end;
  if (terms->basis == Basis::activity) {
    add_activity(*terms, *period, due);
    return days.end;
  }
  if (share.charged == Rational(0)) return days.end;
  Charge& charge = add(LineKind::recurring, *terms, share, nominal, due);
  if (const auto left = share_if_refunded(*terms, *period, first, subscription_.ending)) {
    charge.refund_forgone = charge.net - sum_of(rate_period(basis_of(*terms, *left, nominal)));
  }
  return days.end;
}

/// MISSION X7: once, with the first period.
void Proposal::add_setup() {
  const auto& from = subscription_.billing_from;
  if (!from || (subscription_.ending && subscription_.ending->ends_on <= *from)) return;
  const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, *from);
  if (terms->setup_fee == Decimal()) return;
  const Period day{*from, *from + 1};
  const auto period = period_from(*from, *terms);
  if (!period) return;
  const Date billing_day = terms->timing == Timing::advance ? *from : period->nominal.end;
  const Due due = subscription_.setup_settled ? again(day) : Due{billing_day, {}};
  if (is_due(due)) add(LineKind::setup, *terms, {day, 1}, day, due);
}

/// MISSION X7: who leaves before the commitment is over owes what is left of it.
void Proposal::add_commitment() {
  const auto& from = subscription_.billing_from;
  const auto& ending = subscription_.ending;
  if (!from || !ending || ending->ends_on <= *from) return;
  const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, *from);
  if (terms->early_termination != EarlyTermination::remaining) return;
  if (subscription_.commitment_settled && reopenings_.empty()) return;
  const Date until = add_months(*from, static_cast<int>(terms->commitment_months));
  const auto rest = rest_of_commitment(*terms, until);
  if (!rest) return;
  const Due due = subscription_.commitment_settled
                      ? again(rest->left)
                      : Due{next_billing_day(customer_, *terms, ending->ends_on - 1), {}};
  if (is_due(due)) {
    add(LineKind::commitment, *terms, {rest->left, rest->periods}, rest->left, due);
  }
}

/// From the end of what the regular periods charge: full periods and, by the day, parts of them.
std::optional<Proposal::Rest> Proposal::rest_of_commitment(const Terms& terms, Date until) const {
  const Date end = subscription_.ending->ends_on;
  const auto last_day = billing_day_on(customer_, terms, end - 1);
  Rest rest{{end, until}, 0};
  Date start = *subscription_.billing_from;
  while (start < until) {
    const bool goes_on = goes_on_at(start);
    auto period = period_from(start, terms);
    if (!period || !last_day) return std::nullopt;
    if (!goes_on) period = billing_period_from(start, *last_day);  // no later group counts
    const auto& [days, nominal] = *period;
    if (goes_on) {
      const Share share =
          share_of(terms, *period, start == subscription_.billing_from, subscription_.ending);
      const bool paid = share.charged != Rational(0);
      if (paid) rest.left.start = std::max(rest.left.start, share.covered.end);
    }
    const Period open{std::max(start, rest.left.start), std::min(days.end, until)};
    if (!open.empty()) rest.periods = rest.periods + daily_share(terms, open.days(), nominal);
    start = days.end;
  }
  if (rest.left.empty()) return std::nullopt;
  return rest;
}

/// What was billed and has no charge any more is owed nothing.
void Proposal::add_what_is_no_longer_owed() {
  for (const Billed& billed : billed_) {
    if (billed.subscription != subscription_.number) continue;
    const bool owed = std::any_of(rated_.begin(), rated_.end(),
                                  [&](const Rated& rated) { return names(billed, rated.charge); });
    const Due due = again({billed.period.start, std::max(billed.period.end, billed.full.end)});
    if (owed || !is_due(due)) continue;
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, billed.period.start);
    auto& [charge, after] = rated_.emplace_back();
    after = due.after;
    charge.subscription = billed.subscription;
    charge.component = billed.component;
    charge.period = billed.period;
    charge.full = billed.full;
    charge.plan = billed.plan;
    charge.currency = billed.currency;
    charge.retro_credit = terms->retro_credit;
    charge.payment_terms_days = terms->payment_terms_days;
    charge.reason = reason_of_end(billed.period.end);
  }
}

/// What a charge may be lowered to, where late words are not credited.
void Proposal::add_floors() {
  const InTime in_time(customer_, subscription_, catalog_);
  Proposal other(in_time.customer, *in_time.customer.subscription(subscription_.number),
                 in_time.catalog, through_, billed_, units_of_);
  other.reopenings_ = reopenings_;
  other.rate();
  for (auto& [charge, after] : rated_) {
    if (charge.retro_credit == RetroCredit::always) continue;
    const auto same = [&charge = charge](const Rated& each) {
      return each.charge.component == charge.component &&
             each.charge.period.start == charge.period.start;
    };
    const auto found = std::find_if(other.rated_.begin(), other.rated_.end(), same);
    if (found != other.rated_.end()) charge.floor = std::max(charge.net, found->charge.net);
  }
}

Charge& Proposal::add(LineKind component, const Terms& terms, const Share& share, Period nominal,
                      const Due& due, const std::optional<UnitCount>& units) {
  RatingBasis basis = basis_of(terms, share, nominal);
  basis.component = component;
  basis.units = units;
  auto& [charge, after] = rated_.emplace_back();
  after = due.after;
  charge.subscription = subscription_.number;
  charge.component = component;
  charge.period = share.covered;
  charge.full = nominal;
  if (due.on) charge.bill_on = *due.on;
  charge.plan = subscription_.plan_on(share.covered.start).plan;
  charge.currency = subscription_.currency;
  if (component == LineKind::setup) {
    charge.parts = rate_setup(basis);
  } else if (component == LineKind::commitment) {
    charge.parts = rate_commitment(basis, share.charged);
  } else {
    charge.parts = rate_period(basis);
  }
  if (units) charge.units_digest = units->digest;
  charge.net = sum_of(charge.parts);
  charge.floor = charge.net;
  if (is_first(component)) compare_with_quote(charge, basis);
  charge.retro_credit = terms.retro_credit;
  charge.tax = terms.tax;
  const bool afterwards = terms.timing == Timing::arrears && component != LineKind::commitment;
  charge.tax_on = afterwards ? share.covered.through() : share.covered.start;
  charge.payment_terms_days = terms.payment_terms_days;
  charge.reason = reason_of_end(nominal.end);
  return charge;
}

RatingBasis Proposal::basis_of(const Terms& terms, const Share& share, Period nominal) const {
  return {customer_, subscription_, catalog_, terms, LineKind::recurring, nominal, share};
}

/// MISSION X6: own software costs nothing while somebody resells.
bool Proposal::is_free(const Terms& terms, Date billing_day) const {
  return terms.free_while_reselling && resells_on(customer_, subscription_, catalog_, billing_day);
}

/// The first charge there ever is for what was quoted.
bool Proposal::is_first(LineKind component) const {
  const bool quoted = component == LineKind::recurring || component == LineKind::decision_period;
  return quoted && rated_.size() == 1 && subscription_.monthly_total &&
         !subscription_.settled_through && !subscription_.decision_settled;
}

/// MISSION D2: what a full month costs beyond the monthly total that was told at the order.
void Proposal::compare_with_quote(Charge& charge, const RatingBasis& basis) const {
  const Rational told = Rational(subscription_.monthly_total->micros(), Decimal::scale) *
                        Rational(subscription_.currency.minor_per_unit());
  RatingBasis full = basis;
  full.share.charged = 1;
  const std::int64_t difference = sum_of(rate_period(full)) - told.rounded();
  auto& steps = charge.parts.front().steps;
  steps.push_back({StepKind::quoted, amount_text(difference, subscription_.currency),
                   subscription_.ordered_seq});
  std::rotate(steps.begin(), std::prev(steps.end()), steps.end());  // said before all else
}

std::string Proposal::reason_of_end(Date end) const {
  const auto& ending = subscription_.ending;
  if (!ending || end <= ending->ends_on) return {};
  return std::string(word(ending->reason)) + ", received " + ending->received_on.text();
}

bool Proposal::is_due(const Due& due) const {
  return due.on ? *due.on <= through_ : due.after && *due.after < through_;
}

/// What changed is looked at after what was billed last, and not before it was said; nothing if the
/// period has not changed.
Proposal::Due Proposal::again(Period period) const {
  Due due;
  for (const Reopening& reopening : reopenings_) {
    if (period.end <= reopening.from) continue;
    const Date after = std::max(*subscription_.billed_on, reopening.received_on - 1);
    due.after = due.after ? std::min(*due.after, after) : after;
  }
  return due;
}

/// The next billing day by the calendar, or by what else is billed, as after a change of group.
std::optional<Date> Proposal::billing_day_after(Date date) const {
  const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, date + 1);
  auto next = next_billing_day(customer_, *terms, date);
  for (const auto& [charge, after] : rated_) {
    const bool sooner = !after && date < charge.bill_on && (!next || charge.bill_on < *next);
    if (sooner) next = charge.bill_on;
  }
  return next;
}

bool needs_billed(const Customer& customer, const Catalog& catalog) {
  return std::any_of(
      customer.subscriptions.begin(), customer.subscriptions.end(),
      [&](const Subscription& each) { return !reopenings_of(each, catalog).empty(); });
}

std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through,
                            const std::vector<Billed>& billed, const UnitsOf& units_of) {
  std::vector<Charge> charges;
  for (const Subscription& subscription : customer.subscriptions) {
    Proposal proposal(customer, subscription, catalog, through, billed, units_of);
    for (Charge& charge : proposal.charges()) charges.push_back(std::move(charge));
  }
  const auto older = [](const Charge& a, const Charge& b) { return a.bill_on < b.bill_on; };
  std::stable_sort(charges.begin(), charges.end(), older);
  return charges;
}

}  // namespace msp
