// The end of a trial by word (MISSION D8, S6).
#include <fmt/format.h>

#include "decide.h"
#include "msp/advice.h"

namespace msp {
namespace {

bool on_trial(const Subscription& subscription) {
  return subscription.trial && !subscription.trial->converted_on && !subscription.ending;
}

std::optional<Refusal> refuse_convert(const Customer& customer, const Subscription& subscription,
                                      Date on) {
  const std::string name = customer.ref(subscription).text();
  if (!subscription.trial) {
    const bool waits = subscription.trial_ordered;
    return Refusal{
        "trial.none",
        waits ? name + " is not connected yet: its trial has not begun" : name + " is no trial",
        waits ? Hint(Advice::connect, {name}) : Hint("There is nothing to convert.")};
  }
  if (subscription.ending) {
    return Refusal{"trial.over",
                   fmt::format("{} ended on {}", name, subscription.ending->ends_on.text()),
                   "Order again."};
  }
  if (on < subscription.trial->starts_on) {
    return Refusal{
        "trial.not_begun",
        fmt::format("the trial of {} begins on {}", name, subscription.trial->starts_on.text()),
        Advice::check_effective};
  }
  return std::nullopt;
}

/// From when a yes said on `on` bills (MISSION decisions 4 and 5).
TrialConverted conversion(const Subscription& subscription, Date on) {
  const Trial& trial = *subscription.trial;
  const bool early = on < trial.ends_on && trial.convert_bills_from == ConvertBillsFrom::conversion;
  const bool charged = trial.deadline && trial.decision_period == DecisionPeriod::charge && !early;
  return {subscription.number, early ? on : trial.deadline.value_or(trial.ends_on), charged};
}

}  // namespace

bool declines_in_time(const Subscription& subscription, Date received_on) {
  return subscription.trial && !subscription.trial->converted_on &&
         received_on < subscription.trial->decline_before();
}

Result<Facts> decide_on(const Desk& desk, const ConvertTrial& command) {
  const auto chosen = choose(desk.customer, command.subscription, on_trial);
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const Date on = desk.request.effective();
  if (subscription.trial && subscription.trial->converted_on) return Facts{};
  if (auto refusal = refuse_convert(desk.customer, subscription, on)) return *refusal;

  Facts facts;
  set_group(facts, desk.customer, command.group, on);
  if (!subscription.billing_from) {
    facts.push_back({conversion(subscription, on), on});
  } else if (subscription.free_rider() &&
             declines_in_time(subscription, desk.request.received_on)) {
    // The yes reached the desk in time and was typed late: it was no free rider.
    const Date said = desk.request.effective_on.value_or(desk.request.received_on);
    facts.push_back({conversion(subscription, said), said});
  }
  return facts;  // otherwise time has decided already: active as it is
}

Result<Facts> decide_on(const Desk& desk, const DeclineTrial& command) {
  const auto chosen = choose(desk.customer, command.subscription, on_trial);
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const std::string name = desk.customer.ref(subscription).text();
  if (subscription.ending && subscription.ending->reason == EndReason::declined) return Facts{};
  const bool ended = subscription.ending && subscription.ending->reason != EndReason::undecided;
  if (!subscription.trial || subscription.trial->converted_on || ended) {
    return Refusal{"trial.none", name + " is no trial to decline", Advice::cancel_service};
  }
  const Date received = desk.request.received_on;
  if (!declines_in_time(subscription, received)) {
    return Refusal{"trial.too_late",
                   fmt::format("{} could be declined through {}; this was received on {}", name,
                               (subscription.trial->decline_before() - 1).text(), received.text()),
                   Advice::give_notice};
  }
  const Date on = desk.request.effective_on.value_or(received);
  if (on > subscription.trial->decline_before()) {
    return Refusal{"trial.served_too_long",
                   fmt::format("{} is served for nothing until {} at most", name,
                               subscription.trial->decline_before().text()),
                   Advice::decline_earlier};
  }
  return Facts{{TrialDeclined{subscription.number}, on}};
}

}  // namespace msp
