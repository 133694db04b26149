// The end of a trial by word (MISSION D8, S6).
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
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
                   fmt::format("{} {} on {} (event {})", name,
                               on < subscription.ending->ends_on ? "ends" : "ended",
                               subscription.ending->ends_on.text(), subscription.ending->seq),
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

/// What the desk was told of a trial that somebody, or time, has decided already.
Result<Facts> said_after(const Desk& desk, const Subscription& subscription, Date on) {
  const Trial& trial = *subscription.trial;
  const auto& asked = desk.request.effective_on;
  const std::string name = desk.customer.ref(subscription).text();
  if (trial.converted_on) {
    const TrialConverted moved = conversion(subscription, *asked);
    if (!was_due(desk, subscription, std::min(*subscription.billing_from, moved.billing_from))) {
      return Facts{{moved, *asked}};
    }
    return Refusal{"trial.converted",
                   fmt::format("{} is a customer since {} (event {}), and charged since", name,
                               trial.converted_on->text(), trial.seq),
                   Advice::give_back};
  }
  // The yes reached the desk in time and was typed late: it was no free rider.
  const Date said = asked.value_or(desk.request.received_on);
  if (declines_in_time(subscription, desk.request.received_on)) {
    return Facts{{conversion(subscription, said), said}};
  }
  if (on < *subscription.billing_from) {
    return Refusal{
        "trial.too_late",
        fmt::format("{} became a customer by itself on {}; this was received on {}", name,
                    subscription.billing_from->text(), desk.request.received_on.text()),
        Advice::say_received};
  }
  return Facts{};  // active as it is
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
  const auto& converted = subscription.trial ? subscription.trial->converted_on : std::nullopt;
  if (converted && desk.request.effective_on.value_or(*converted) == *converted) {
    Facts facts;
    change_group(facts, desk.customer, command.group, on);
    return facts;
  }
  if (auto refusal = refuse_convert(desk.customer, subscription, on)) return *refusal;

  Facts facts;
  set_group(facts, desk.customer, command.group, on);
  if (!subscription.billing_from) {
    facts.push_back({conversion(subscription, on), on});
    return facts;
  }
  auto said = said_after(desk, subscription, on);
  if (said) facts.insert(facts.end(), said->begin(), said->end());
  return said ? facts : said;
}

Result<Facts> decide_on(const Desk& desk, const DeclineTrial& command) {
  const auto chosen = choose(desk.customer, command.subscription, on_trial);
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const std::string name = desk.customer.ref(subscription).text();
  const auto& ending = subscription.ending;
  const bool declined = ending && ending->reason == EndReason::declined;
  if (declined && desk.request.effective_on.value_or(ending->ends_on) == ending->ends_on) {
    return Facts{};
  }
  const bool ended =
      ending && ending->recorded && !declined && ending->reason != EndReason::undecided;
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
