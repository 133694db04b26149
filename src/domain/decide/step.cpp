// The way of an order to a connected service (MISSION D4–D7).
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
#include "msp/advice.h"

namespace msp {
namespace {

/// MISSION D4, 31: a mail server of the customer's own must be open and tested before the MX change
/// is asked for, and all of that is before the connection. The first that is not done.
std::optional<OnboardingStep> missing_before(const Subscription& subscription,
                                             OnboardingStep step) {
  const bool guarded =
      !subscription.own_mail_server.empty() && OnboardingStep::mx_requested <= step;
  for (std::size_t i = 0; guarded && i < static_cast<std::size_t>(step); ++i) {
    const auto before = static_cast<OnboardingStep>(i);
    if (!subscription.step(before)) return before;
  }
  return std::nullopt;
}

Refusal too_early(OnboardingStep missing) {
  const bool server = missing < OnboardingStep::mx_requested;
  return {"onboarding.too_early",
          fmt::format("{}: {} is not done",
                      server ? "the customer's own mail server is not ready"
                             : "mails still go where they went before",
                      word(missing)),
          Hint(Advice::do_step_before, {std::string(word(missing))})};
}

/// The first day that is charged if the service was connected on `on`, as far as is known.
Date first_charged(const Subscription& subscription, const StepOn& known, Date on) {
  const auto& trial = subscription.trial;
  const Date first = subscription.billing_from.value_or(trial ? trial->decline_before() : known.on);
  return first - std::max(known.on - on, 0);
}

/// A connection is corrected as long as nothing but time has followed from it.
std::optional<Refusal> refuse_reconnection(const Desk& desk, const Subscription& subscription,
                                           const StepOn& known, Date on) {
  const bool converted = subscription.trial && subscription.trial->converted_on;
  const bool charged = was_due(desk, subscription, first_charged(subscription, known, on));
  if (!charged && !converted) return std::nullopt;
  return Refusal{"onboarding.recorded",
                 fmt::format("{} was connected on {} (event {}), and {} since",
                             desk.customer.ref(subscription).text(), known.on.text(), known.seq,
                             charged ? "is charged" : "became a customer"),
                 Advice::begin_anew};
}

/// Neither another day nor another group is said of a step that is recorded; a group that is
/// another holds from that day on, or, once it was charged by the one before, from now on.
Facts said_again(const Desk& desk, const Subscription& subscription, const RecordStep& command,
                 const StepOn& known) {
  Facts facts;
  const bool charged = was_due(desk, subscription, first_charged(subscription, known, known.on));
  change_group(facts, desk.customer, command.group, charged ? desk.request.today : known.on);
  return facts;
}

std::optional<Refusal> refuse_day_of_step(const Desk& desk, const Subscription& subscription,
                                          Date on) {
  if (subscription.ending && subscription.ending->reason != EndReason::undecided) {
    return Refusal{"subscription.ended",
                   fmt::format("{} ended on {} (event {})", desk.customer.ref(subscription).text(),
                               subscription.ending->ends_on.text(), subscription.ending->seq),
                   "Order again."};
  }
  if (on > desk.request.today) {
    return Refusal{"onboarding.future", fmt::format("{} has not come yet", on.text()),
                   "Record the step once it is done."};
  }
  if (on < subscription.ordered_on) {
    return Refusal{"onboarding.before_order",
                   fmt::format("{} was ordered on {}", desk.customer.ref(subscription).text(),
                               subscription.ordered_on.text()),
                   "Check the date."};
  }
  return std::nullopt;
}

}  // namespace

Result<Facts> decide_on(const Desk& desk, const RecordStep& command) {
  const auto chosen = choose(desk.customer, command.subscription, [](const Subscription& s) {
    return !s.trial && !s.billing_from && !s.ending;
  });
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const Date on = desk.request.effective();
  const StepOn* known = subscription.step(command.step);
  if (known && desk.request.effective_on.value_or(known->on) == known->on) {
    return said_again(desk, subscription, command, *known);
  }
  if (auto refusal = refuse_day_of_step(desk, subscription, on)) return *refusal;
  const auto missing = missing_before(subscription, command.step);
  if (missing && !command.overridden) return too_early(*missing);

  Facts facts{{OnboardingStepDone{subscription.number, command.step, missing.has_value()}, on}};
  const AgreedTerms terms =
      terms_on(desk.customer, subscription, desk.catalog, subscription.ordered_on);
  if (command.step == OnboardingStep::connected && starts_at_connection(*terms)) {
    if (known) {
      if (auto refusal = refuse_reconnection(desk, subscription, *known, on)) return *refusal;
    }
    start_service(facts, desk, subscription, *terms, on, command.group);
    // What was said with the day that is corrected no longer holds from it on.
    if (known && on < known->on) set_group(facts, desk.customer, command.group, known->on);
  } else {
    set_group(facts, desk.customer, command.group, on);
  }
  return facts;
}

}  // namespace msp
