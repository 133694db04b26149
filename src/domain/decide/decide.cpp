#include "decide/decide.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/advice.h"
#include "msp/nearest.h"
#include "state/timeline.h"

namespace msp {

Result<const Subscription*> choose(const Customer& customer, std::int64_t number,
                                   const std::function<bool(const Subscription&)>& fits) {
  if (customer.is_withdrawn(number)) {
    return Refusal{
        "subscription.taken_back",
        fmt::format("{}/{} was ordered by mistake and taken back", customer.id.text(), number),
        Hint(Advice::list_subscriptions, {customer.id.text()})};
  }
  if (number != 0) {
    if (const Subscription* found = customer.subscription(number)) return found;
    return Refusal{"subscription.unknown",
                   fmt::format("{} has no subscription {}", customer.id.text(), number),
                   Hint(Advice::list_subscriptions, {customer.id.text()})};
  }
  const Subscription* only = nullptr;
  std::string names;
  for (const Subscription& subscription : customer.subscriptions) {
    if (!fits(subscription)) continue;
    only = &subscription;
    names += (names.empty() ? "" : ", ") + customer.ref(subscription).text();
  }
  // With one subscription there is no doubt which is meant: the decision says why it does not fit.
  if (!only && customer.subscriptions.size() == 1) return &customer.subscriptions.front();
  if (!only) {
    return Refusal{
        "subscription.none",
        fmt::format("{} has no subscription that this could be about", customer.id.text()),
        Hint(Advice::list_subscriptions, {customer.id.text()})};
  }
  if (names.find(',') != std::string::npos) {
    return Refusal{"subscription.ambiguous",
                   fmt::format("{} has several subscriptions: {}", customer.id.text(), names),
                   Advice::name_subscription, Exit::usage};
  }
  return only;
}

Refusal unknown_plan(const Catalog& catalog, const PlanId& id, Date on) {
  if (const Plan* plan = catalog.plan(id)) {
    const std::string first = plan->versions.empty() ? "" : plan->versions.front().from.text();
    return {"plan.not_yet", fmt::format("there is no plan {} on {}", id.text(), on.text()),
            first.empty() ? Hint(Advice::list_plans) : Hint("It begins on " + first + ".")};
  }
  const auto like = nearest(id.text(), catalog.plan_names());
  return {"plan.unknown", fmt::format("there is no plan {}", id.text()),
          did_you_mean(like, Advice::list_plans)};
}

std::optional<Refusal> refuse_deactivated(const Customer& customer) {
  if (!customer.deactivated_from) return std::nullopt;
  return Refusal{"customer.deactivated",
                 fmt::format("{} is deactivated from {} on (event {})", customer.id.text(),
                             customer.deactivated_from->text(), customer.deactivated_seq),
                 Advice::reactivate};
}

bool starts_at_connection(const Terms& terms) {
  return terms.trial && terms.trial->starts == TrialStart::connected;
}

bool was_due(const Desk& desk, const Subscription& subscription, Date first) {
  const auto& trial = subscription.trial;
  const bool decided = trial && subscription.is_decision_settled(trial->ends_on);
  if (subscription.settled_through || decided) return true;
  const AgreedTerms terms = terms_on(desk.customer, subscription, desk.catalog, first);
  const auto due = terms->timing == Timing::advance
                       ? std::optional(first)
                       : next_billing_day(desk.customer, *terms, first);
  return due && *due <= desk.request.received_on;
}

void set_group(Facts& facts, const Customer& customer, std::optional<std::int64_t> group,
               Date date) {
  if (!group) return;
  const GroupFrom* known = holding_on(customer.groups, date);
  const bool said = known && known->from == date && known->group == *group;
  if (!said) facts.push_back({InvoicingGroupSet{*group}, date});
}

void change_group(Facts& facts, const Customer& customer, std::optional<std::int64_t> group,
                  Date date) {
  if (customer.group_on(date) != group) set_group(facts, customer, group, date);
}

namespace {

/// MISSION D6: the next of the 15th and the 30th (or the month's last day before it).
std::int64_t next_group(Date date) {
  return next_day_of_month(date, 15) < next_day_of_month(date, 30) ? 15 : 30;
}

/// The customer has no group, or only the one it was given when this service began, on a day that
/// is being corrected.
bool nobody_said_group(const Customer& customer, const Subscription& subscription) {
  const auto& trial = subscription.trial;
  const auto began = trial ? std::optional(trial->starts_on) : subscription.billing_from;
  return std::all_of(customer.groups.begin(), customer.groups.end(), [&](const GroupFrom& group) {
    return group.by_default && group.from == began;
  });
}

TrialStarted trial_from(const Subscription& subscription, const Terms& terms, Date date,
                        unsigned billing_day) {
  const TrialTerms& trial = *terms.trial;
  TrialStarted started;
  started.subscription = subscription.number;
  switch (trial.length.kind()) {
    case TrialLength::Kind::days:
      started.ends_on = date + trial.length.days();
      break;
    case TrialLength::Kind::per_order:
      started.ends_on = date + static_cast<std::int32_t>(*subscription.trial_days);
      break;
    case TrialLength::Kind::until_billing_day:
      started.ends_on = next_day_of_month(date, billing_day);
      break;
  }
  if (trial.on_end == TrialEnd::await_decision) {
    started.deadline = add_months(started.ends_on, static_cast<int>(trial.decision_months));
  }
  started.undecided = trial.undecided;
  started.decision_period = trial.decision_period;
  started.convert_bills_from = trial.convert_bills_from;
  return started;
}

}  // namespace

void start_service(Facts& facts, const Desk& desk, const Subscription& subscription,
                   const Terms& terms, Date date, std::optional<std::int64_t> group) {
  if (terms.billing_day.is_group() && !group && nobody_said_group(desk.customer, subscription)) {
    group = next_group(date);
    facts.push_back({InvoicingGroupSet{*group, true}, date});
  } else {
    set_group(facts, desk.customer, group, date);
  }
  if (!subscription.trial_ordered) {
    facts.push_back({SubscriptionActivated{subscription.number}, date});
    return;
  }
  const std::int64_t known_group = group.value_or(desk.customer.group_on(date).value_or(1));
  const unsigned billing_day =
      terms.billing_day.is_group() ? static_cast<unsigned>(known_group) : terms.billing_day.day();
  facts.push_back({trial_from(subscription, terms, date, billing_day), date});
}

Result<Facts> decide(const Customer& customer, const Catalog& catalog, const Request& request,
                     const Command& command) {
  const Desk desk{customer, catalog, request};
  return std::visit([&desk](const auto& c) { return decide_on(desk, c); }, command);
}

Result<Facts> decide_on(const Desk&, const LetTimePass&) { return Facts{}; }

}  // namespace msp
