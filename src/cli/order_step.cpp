#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

/// ORDER is a subscription, or a customer that waits for one thing only.
struct OrderRef {
  CustomerId customer;
  std::int64_t subscription = 0;
};

OrderRef order_of(const Arguments& arguments) {
  const std::string typed = *arguments.raw("ORDER");
  if (const auto ref = SubscriptionRef::from_text(typed)) return {ref->customer, ref->number};
  if (const auto customer = CustomerId::from_text(typed)) return {*customer, 0};
  Arguments::malformed("ORDER", typed, "a subscription such as acme/1, or a customer");
}

Answer describe(const CustomerOutcome& outcome) {
  for (const RecordedEvent& recorded : outcome.events) {
    const auto* done = std::get_if<OnboardingStepDone>(&recorded.event);
    if (!done) continue;
    const Subscription& subscription = *outcome.after.subscription(done->subscription);
    std::string what = fmt::format("{} on {}", word(done->step), recorded.effective_on.text());
    if (done->step == OnboardingStep::connected) {
      what += service_text(subscription, outcome.first_invoice_on);
    }
    if (const auto group = outcome.after.group_on(recorded.effective_on)) {
      what += fmt::format(", invoicing group {}", *group);
    }
    return {outcome.after.ref(subscription).text(), what,
            subscription.trial ? "msp trial list" : "msp order list"};
  }
  return {outcome.after.id.text(), "that step is recorded already", "msp order list"};
}

Exit run(Invocation& invocation) {
  const OrderRef order = order_of(invocation.arguments());
  RecordStep step;
  step.subscription = order.subscription;
  step.step = *invocation.arguments().word<OnboardingStep>("STEP");
  step.group = invocation.arguments().group();
  step.overridden = invocation.arguments().has("--override");
  if (step.overridden && !invocation.arguments().has("--reason")) {
    usage_error("usage.reason", "--override needs its --reason", "Say it in a few words.");
  }
  return invocation.change(order.customer, step, describe);
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::order_list(ledger, invocation.query(ledger));
  }();
  return invocation.show(table);
}

}  // namespace

const Command order_step{
    "order step",
    "Records a step on the way to a connected service; with `connected` trial or billing begins.",
    Kind::evidenced,
    {"msp order step cedar connected --on 2026-03-18 --ref mail-19",
     "msp order step cedar/1 firewall-opened --ref mail-18"},
    {{"ORDER", "a subscription (acme/1), or a customer with one open order"},
     {"STEP", "firewall-opened, server-tested, mx-requested, mx-changed or connected"}},
    {{"--on", "DATE", "the day it was done (today)"},
     {"--group", "15|30|1", "at connected: the invoicing group (default: the next of 15 and 30)"},
     {"--override", "", "although what has to come before is not done; give a --reason"}},
    run};

const Command order_list{
    "order list", "Lists what is ordered and not served yet, and what is late.",
    Kind::list,   {"msp order list", "msp order list -f csv"},
    {},           {{"--customer", "C", "only of this customer"}},
    list};

}  // namespace msp::cli
