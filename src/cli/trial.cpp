// The end of a trial, by word or by time.
#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"
#include "known_at.h"

namespace msp::cli {
namespace {

/// The subscription that the events are about; nullptr if there are none.
const Subscription* subject(const CustomerOutcome& outcome) {
  for (const RecordedEvent& recorded : outcome.events) {
    if (const auto* converted = std::get_if<TrialConverted>(&recorded.event)) {
      return outcome.after.subscription(converted->subscription);
    }
    if (const auto* declined = std::get_if<TrialDeclined>(&recorded.event)) {
      return outcome.after.subscription(declined->subscription);
    }
  }
  return nullptr;
}

Answer describe_conversion(const CustomerOutcome& outcome) {
  const Subscription* subscription = subject(outcome);
  const std::string id = outcome.after.id.text();
  if (!subscription)
    return {id, "is a customer already; nothing to convert", "msp customer show " + id};
  const Trial& trial = *subscription->trial;
  std::string what = fmt::format("a customer since {}, billed from {}", trial.converted_on->text(),
                                 subscription->billing_from->text());
  if (trial.decision_charged) {
    what +=
        fmt::format(", {} through {} charged", trial.ends_on.text(), (*trial.deadline - 1).text());
  }
  return {outcome.after.ref(*subscription).text(), what, "msp customer show " + id};
}

Answer describe_decline(const CustomerOutcome& outcome) {
  const Subscription* subscription = subject(outcome);
  const std::string id = outcome.after.id.text();
  if (!subscription) return {id, "is declined already", "msp customer show " + id};
  const std::string ended = "declined, ended on " + subscription->ending->ends_on.text();
  if (subscription->decision_settled) {
    return {
        outcome.after.ref(*subscription).text(),
        ended + "; its month of decision is invoiced already, and this version cannot credit it",
        "msp invoice list --customer " + id};
  }
  return {outcome.after.ref(*subscription).text(), ended + ", never charged",
          "msp customer show " + id};
}

Exit convert(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  return invocation.change(
      customer, ConvertTrial{invocation.subscription_of(customer), invocation.arguments().group()},
      describe_conversion);
}

Exit decline(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  return invocation.change(customer, DeclineTrial{invocation.subscription_of(customer)},
                           describe_decline);
}

Answer describe_sweep(const Outcome& outcome) {
  if (outcome.events.empty()) return {"", "nothing was due", ""};
  std::int64_t deadlines = 0;
  for (const RecordedEvent& recorded : outcome.events) {
    deadlines += std::holds_alternative<DecisionDeadlinePassed>(recorded.event) ? 1 : 0;
  }
  std::string what = counted(outcome.events.size(), "thing had", "things had") + " fallen due";
  if (deadlines == 0) return {"", what, "msp subscription list"};
  what +=
      ", among them " + counted(deadlines, "deadline that nobody met", "deadlines that nobody met");
  return {"", what, "msp trial list --overdue"};
}

Exit sweep_all(Invocation& invocation) {
  Ledger ledger = invocation.write_ledger();
  const Outcome outcome = sweep(ledger, invocation.envelope(ledger),
                                [](const Outcome& o) { return packed(describe_sweep(o)); });
  invocation.recorded(outcome);
  invocation.answer(outcome.earlier ? unpacked(*outcome.earlier) : describe_sweep(outcome),
                    outcome);
  return Exit::done;
}

/// `14d`, or plain days.
std::optional<std::int64_t> within(const Arguments& arguments) {
  const auto typed = arguments.raw("--within");
  if (!typed) return std::nullopt;
  const auto days =
      count_from_text(typed->ends_with('d') ? typed->substr(0, typed->size() - 1) : *typed);
  if (!days) Arguments::malformed("--within", *typed, "days such as 14d");
  return days;
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const bool overdue = invocation.arguments().has("--overdue");
    return trials_report(ledger, invocation.query(ledger),
                         overdue ? TrialScope::overdue : TrialScope::open,
                         within(invocation.arguments()));
  }();
  return invocation.show(table);
}

}  // namespace

const Command trial_list{"trial list",
                         "Lists the trials that are still to be decided, the most urgent first.",
                         Kind::list,
                         {"msp trial list --within 14d", "msp trial list --overdue"},
                         {},
                         {{"--within", "DAYS", "only with at most so many days left: 14d"},
                          {"--overdue", "", "those whose deadline passed without a word"},
                          {"--customer", "C", "only of this customer"},
                          {"--plan", "PLAN", "only of this plan"},
                          known_at},
                         list};

const Command trial_convert{
    "trial convert",
    "Makes a trial a paid service: the customer said yes.",
    Kind::evidenced,
    {"msp trial convert birch --ref mail-21", "msp trial convert birch --group 15 --ref mail-21"},
    {{"CUSTOMER", "whose trial"}},
    {{"--subscription", "S", "which, if there are several"},
     {"--group", "15|30|1", "the invoicing group it confirms"}},
    convert};

const Command trial_decline{"trial decline",
                            "Ends a trial without charge: the customer said no, in time.",
                            Kind::evidenced,
                            {"msp trial decline birch --ref mail-22",
                             "msp trial decline birch --received 2026-03-08 --ref mail-22"},
                            {{"CUSTOMER", "whose trial"}},
                            {{"--subscription", "S", "which, if there are several"}},
                            decline};

const Command trial_sweep{
    "trial sweep",
    "Records what time alone has made due: ends of trials, deadlines, ends of notice.",
    Kind::change,
    {"msp trial sweep", "msp trial sweep --dry-run"},
    {},
    {},
    sweep_all};

}  // namespace msp::cli
