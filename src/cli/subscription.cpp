// Subscriptions: lists, a change of plan, cancelling.
#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"
#include "known_at.h"

namespace msp::cli {
namespace {

SubscriptionRef ref_of(const Invocation& invocation, std::string_view operand) {
  return invocation.arguments().required<SubscriptionRef>(operand);
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::subscription_list(ledger, invocation.query(ledger));
  }();
  return invocation.show(table);
}

Exit show_one(Invocation& invocation, std::string_view operand) {
  const SubscriptionRef ref = ref_of(invocation, operand);
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, ref.customer);
    const Subscription* subscription = customer.subscription(ref.number);
    if (!subscription) {
      throw Refused({"subscription.unknown", fmt::format("there is no subscription {}", ref.text()),
                     fmt::format("`msp subscription list {}{}` shows them.", ref.customer.text(),
                                 invocation.as_known())});
    }
    return ::msp::subscription_show(customer, *subscription, ledger.catalog(),
                                    invocation.today(ledger));
  }();
  return invocation.show(table);
}

Exit show_subscription(Invocation& invocation) { return show_one(invocation, "SUBSCRIPTION"); }
Exit show_order(Invocation& invocation) { return show_one(invocation, "ORDER"); }

Answer describe_change(const CustomerOutcome& outcome) {
  const auto* changed =
      outcome.events.empty() ? nullptr : std::get_if<PlanChanged>(&outcome.events.back().event);
  if (!changed) return {outcome.after.id.text(), "has that plan already", "msp subscription list"};
  return {
      SubscriptionRef{outcome.after.id, changed->subscription}.text(),
      fmt::format("{} from {}", changed->plan.text(), outcome.events.back().effective_on.text()),
      "msp subscription list " + outcome.after.id.text()};
}

Answer describe_cancel(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  if (outcome.events.size() == outcome.swept) {
    return {id, "ends already", "msp subscription list " + id};
  }
  const Event& event = outcome.events.back().event;
  if (const auto* notice = std::get_if<NoticeGiven>(&event)) {
    return {SubscriptionRef{outcome.after.id, notice->subscription}.text(),
            fmt::format("cancelled, served through {}", (notice->ends_on - 1).text()),
            "msp customer show " + id};
  }
  const auto& declined = std::get<TrialDeclined>(event);
  return {SubscriptionRef{outcome.after.id, declined.subscription}.text(),
          "cancelled in its trial, never charged", "msp customer show " + id};
}

Exit change_plan(Invocation& invocation) {
  const SubscriptionRef ref = ref_of(invocation, "SUBSCRIPTION");
  return invocation.change(
      ref.customer, ChangePlan{ref.number, invocation.arguments().required<PlanId>("--plan")},
      describe_change);
}

Exit cancel(Invocation& invocation) {
  const SubscriptionRef ref = ref_of(invocation, "SUBSCRIPTION");
  return invocation.change(ref.customer, CancelSubscription{ref.number}, describe_cancel);
}

}  // namespace

const Command order_show{"order show",
                         "Shows an order: its plan, terms, steps and dates.",
                         Kind::list,
                         {"msp order show acme/1", "msp order show acme/1 -f json"},
                         {{"ORDER", "such as acme/1"}},
                         {},
                         show_order};

const Command subscription_list{
    "subscription list",
    "Lists subscriptions with their status and dates.",
    Kind::list,
    {"msp subscription list acme", "msp subscription list --status in_trial"},
    {{"CUSTOMER", "only of this customer", false}},
    {{"--plan", "PLAN", "only of this plan"}, {"--status", "S", "only in this status"}, known_at},
    list};

const Command subscription_show{
    "subscription show",
    "Shows a subscription: its plan, terms, steps and dates.",
    Kind::list,
    {"msp subscription show acme/1", "msp subscription show acme/1 -f json"},
    {{"SUBSCRIPTION", "such as acme/1"}},
    {known_at},
    show_subscription};

const Command subscription_change{
    "subscription change",
    "Moves a subscription to another plan that is billed in the same way.",
    Kind::evidenced,
    {"msp subscription change bolt/1 --plan core-plus --ref mail-30",
     "msp subscription change bolt/1 --plan core-plus --effective 2026-05-01 --ref mail-30"},
    {{"SUBSCRIPTION", "such as acme/1"}},
    {{"--plan", "PLAN", "the new plan"}},
    change_plan};

const Command subscription_cancel{
    "subscription cancel",
    "Cancels a subscription; notice counts from the day the request was received.",
    Kind::evidenced,
    {"msp subscription cancel acme/1 --ref mail-31",
     "msp subscription cancel acme/1 --received 2026-03-10 --ref mail-31"},
    {{"SUBSCRIPTION", "such as acme/1"}},
    {},
    cancel};

}  // namespace msp::cli
