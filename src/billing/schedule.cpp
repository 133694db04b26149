#include "schedule.h"

#include <algorithm>

#include "calendar.h"
#include "component.h"

namespace msp {
namespace {

bool is_settled(const Scope& scope, LineKind component, Date start) {
  return component_of(component).settled(scope.subscription, start);
}

AgreedTerms terms_on(const Scope& scope, Date date) {
  return terms_on(scope.customer, scope.subscription, scope.catalog, date);
}

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

}  // namespace

bool rests(const Scope& scope, LineKind component, Date start) {
  return scope.reopenings.empty() && is_settled(scope, component, start);
}

std::optional<DueDate> due_for(const Scope& scope, LineKind component, Period period,
                               const std::optional<Date>& billing_day) {
  auto due = is_settled(scope, component, period.start) ? due_again(scope, period)
             : billing_day                              ? std::optional(DueDate{*billing_day})
                                                        : std::nullopt;
  if (!due || scope.through < due->date) return std::nullopt;
  due->first = std::max(billing_day.value_or(period.end), told_on(scope.subscription));
  return due;
}

bool goes_on_at(const Scope& scope, Date start) {
  const auto& ending = scope.subscription.ending;
  if (!ending || start < ending->ends_on) return true;
  return start <= ending->received_on && was_prepaid(*terms_on(scope, start), start, *ending);
}

std::optional<BillingPeriod> period_from(const Scope& scope, Date start, const Terms& terms) {
  const auto day = billing_day_on(scope.customer, terms, start);
  if (!day) return std::nullopt;
  BillingPeriod period = billing_period_from(start, *day);
  for (const Billed& billed : scope.billed) {
    const bool own = billed.subscription == scope.subscription.number;
    if (!own || !is_regular(billed.component) || billed.lines.empty()) continue;
    if (billed.period.start == start) return BillingPeriod{{start, billed.full.end}, billed.full};
    if (start < billed.period.start) {
      period.days.end = std::min(period.days.end, billed.period.start);
    }
  }
  return period;
}

namespace {

Share share_of(const Scope& scope, const Terms& terms, const BillingPeriod& period) {
  const bool first = period.days.start == scope.subscription.billing_from;
  return share_of(terms, period, first, scope.subscription.ending);
}

/// Plans the charge of the period that begins on `start`, if any; returns where the next begins, or
/// nothing once all that follows is billed later.
std::optional<Date> plan_period(const Scope& scope, Date start, std::vector<Planned>& planned) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  const AgreedTerms terms = terms_on(scope, start);
  const auto period = period_from(scope, start, *terms);
  if (!period) return std::nullopt;
  const auto& [days, nominal] = *period;
  const bool by_activity = terms->basis == Basis::activity;
  const LineKind component = by_activity ? LineKind::activity : LineKind::recurring;
  const Date billing_day = terms->timing == Timing::advance ? start : nominal.end;
  const auto due = due_for(scope, component, days, billing_day);
  if (!due) return is_settled(scope, component, start) ? std::optional(days.end) : std::nullopt;
  if (is_free_on(customer, subscription, catalog, *terms, billing_day)) return days.end;

  Planned next{
      subscription.number, component, share_of(scope, *terms, *period), nominal, start, *due};
  if (by_activity) {
    const auto& ending = subscription.ending;
    next.share = {{start, ending ? std::min(ending->ends_on, days.end) : days.end}, 1};
    const Month month = Month::of(start);
    if (!subscription.frozen_in(month)) next.to_count = month;
  } else {
    const bool first = start == subscription.billing_from;
    next.if_refunded = share_if_refunded(*terms, *period, first, subscription.ending);
  }
  if (next.share.part != Rational(0)) planned.push_back(next);
  return days.end;
}

}  // namespace

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
      const bool reaches =
          price.applies_to != AppliesTo::fresh || price.from <= subscription.on_plan_since(used);
      if (news && reaches && subscription.is_settled_from(price.from)) {
        reopenings.push_back({price.from, price.received_on});
      }
    }
  }
  return reopenings;
}

Date told_on(const Subscription& subscription) {
  const Date ordered = subscription.plans.front().received_on;
  return std::max(ordered, subscription.begun_on.value_or(ordered));
}

std::optional<DueDate> due_again(const Scope& scope, Period period) {
  std::optional<DueDate> due;
  for (const Reopening& reopening : scope.reopenings) {
    if (period.end <= reopening.from) continue;
    const Date after = std::max(*scope.subscription.billed_on, reopening.received_on - 1);
    due = DueDate{due ? std::min(due->date, after) : after, true};
  }
  return due && due->date < scope.through ? due : std::nullopt;
}

bool is_free_on(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                const Terms& terms, Date date) {
  return terms.free_while_reselling && resells_on(customer, subscription, catalog, date);
}

/// MISSION decision 4: the month [trial end, deadline) is one full month's charge for whoever is
/// still connected at the deadline.
void plan_decision_period(const Scope& scope, std::vector<Planned>& planned) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  const auto& trial = subscription.trial;
  if (!trial || !trial->decision_charged) return;
  const Period month{trial->ends_on, *trial->deadline};
  const auto& ending = subscription.ending;
  const bool left = ending && ending->ends_on < month.end;
  if (left || rests(scope, LineKind::decision_period, month.start)) return;
  const AgreedTerms terms = terms_on(scope, month.start);
  const auto due = due_for(scope, LineKind::decision_period, month,
                           next_billing_day(customer, *terms, month.end - 1));
  if (!due || is_free_on(customer, subscription, catalog, *terms, month.end)) return;
  planned.push_back(
      {subscription.number, LineKind::decision_period, {month, 1}, month, month.start, *due});
}

/// Period by period from the first day of regular billing. What is settled is passed over at
/// once, so that a run costs no more after ten years than after one.
void plan_periods(const Scope& scope, std::vector<Planned>& planned) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  std::optional<Date> start = subscription.billing_from;
  if (start && reopenings.empty() && subscription.settled_through) {
    start = std::max(*start, *subscription.settled_through);
  }
  while (start && goes_on_at(scope, *start)) start = plan_period(scope, *start, planned);
}

namespace {

/// The first period that a plan is billed for which begins on `begins`.
std::optional<BillingPeriod> first_period(const Scope& scope, const Terms& terms, Date begins) {
  if (begins == *scope.subscription.billing_from) return period_from(scope, begins, terms);
  const auto start = next_billing_day(scope.customer, terms, begins - 1);
  return start ? period_from(scope, *start, terms) : std::nullopt;
}

}  // namespace

/// MISSION X7, 16: once, with the first period of a plan that was ordered or changed to.
void plan_setup(const Scope& scope, std::vector<Planned>& planned) {
  const auto& [customer, subscription, catalog, through, billed, reopenings] = scope;
  for (const Date begins : subscription.plans_begun()) {
    if (!goes_on_at(scope, begins)) continue;
    if (rests(scope, LineKind::setup, begins)) continue;
    if (terms_begun_with(customer, subscription, catalog, begins)->setup_fee == Decimal()) continue;
    const AgreedTerms terms = terms_on(scope, begins);
    const auto period = first_period(scope, *terms, begins);
    if (!period) continue;
    const Period day{begins, begins + 1};
    const bool advance = terms->timing == Timing::advance;
    const auto due =
        due_for(scope, LineKind::setup, day, advance ? period->days.start : period->nominal.end);
    if (!due) continue;
    planned.push_back({subscription.number, LineKind::setup, {day, 1}, day, begins, *due});
    Date& first = planned.back().due.first;
    first = std::max(first, subscription.plan_on(begins).received_on);
  }
}

std::optional<Planned> planned_as(const Scope& scope, const ChargeName& name) {
  std::vector<Planned> planned;
  if (const Component& component = component_of(name.component); !is_regular(name.component)) {
    component.schedule(scope, planned);
  } else if (goes_on_at(scope, name.start)) {
    plan_period(scope, name.start, planned);
  }
  const Planned* found = named(planned, name);
  return found ? std::optional(*found) : std::nullopt;
}

std::vector<Planned> schedule(const Scope& scope) {
  std::vector<Planned> planned;
  for (const Component& component : components) {
    if (component.schedule) component.schedule(scope, planned);
  }
  return planned;
}

std::vector<Planned> schedule(const Customer& customer, const Subscription& subscription,
                              const Catalog& catalog, Date through,
                              const std::vector<Billed>& billed) {
  const auto reopenings = reopenings_of(subscription, catalog);
  return schedule({customer, subscription, catalog, through, billed, reopenings});
}

}  // namespace msp
