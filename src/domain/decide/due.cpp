// What time alone makes due: recorded as events, with the day each was due, however late.
#include <algorithm>

#include "msp/command.h"

namespace msp {
namespace {

/// Also where notice was given for a later day the trial goes its way (MISSION decision 32).
std::optional<Fact> trial_due(const Subscription& subscription, Date today) {
  const Trial& trial = *subscription.trial;
  if (trial.converted_on) return std::nullopt;
  if (!trial.end_recorded) {
    if (today < trial.ends_on) return std::nullopt;
    return Fact{TrialEnded{subscription.number}, trial.ends_on};
  }
  if (!trial.deadline || trial.undecided_at_deadline || today < *trial.deadline)
    return std::nullopt;
  return Fact{DecisionDeadlinePassed{subscription.number}, *trial.deadline};
}

std::optional<Fact> subscription_due(const Subscription& subscription, Date today) {
  const auto& ending = subscription.ending;
  if (ending && ending->recorded) return std::nullopt;
  const Date last = ending ? std::min(today, ending->ends_on) : today;
  auto due = subscription.trial ? trial_due(subscription, last) : std::nullopt;
  if (due || !ending || today < ending->ends_on) return due;
  return Fact{SubscriptionEnded{subscription.number}, ending->ends_on};
}

}  // namespace

bool falls_due(const Customer& customer, const Fact& fact) {
  const auto number = std::visit(
      [](const auto& event) -> std::int64_t {
        if constexpr (requires { event.subscription; }) return event.subscription;
        return 0;
      },
      fact.event);
  const Subscription* about =
      customer.is_withdrawn(number) ? nullptr : customer.subscription(number);
  return about && subscription_due(*about, fact.effective_on) == fact;
}

std::optional<Fact> next_due(const Customer& customer, Date today) {
  std::optional<Fact> first;
  for (const Subscription& subscription : customer.subscriptions) {
    const auto due = subscription_due(subscription, today);
    if (due && (!first || due->effective_on < first->effective_on)) first = due;
  }
  return first;
}

}  // namespace msp
