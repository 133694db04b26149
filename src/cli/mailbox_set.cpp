#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Answer describe(const CustomerOutcome& outcome) {
  const auto* set =
      outcome.events.empty() ? nullptr : std::get_if<MailboxCountSet>(&outcome.events.back().event);
  const std::string id = outcome.after.id.text();
  if (!set) return {id, "has that many mailboxes already", "msp customer show " + id};
  const Date from = outcome.events.back().effective_on;
  const CountFrom* before = outcome.before.subscription(set->subscription)->count_on(from);
  std::string what = counted(set->mailboxes, "mailbox", "mailboxes") + " from " + from.text();
  if (before) what += fmt::format(" (was {})", before->mailboxes);
  return {SubscriptionRef{outcome.after.id, set->subscription}.text(), what,
          fmt::format("msp customer history {}", id)};
}

Exit run(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  return invocation.change(
      customer,
      SetMailboxCount{invocation.subscription_of(customer), *invocation.arguments().count("COUNT")},
      describe);
}

}  // namespace

const Command mailbox_set{"mailbox set",
                          "Sets how many mailboxes are billed, from a day on.",
                          Kind::evidenced,
                          {"msp mailbox set acme 40 --effective 2026-04-01 --ref mail-20",
                           "msp mailbox set acme 40 --subscription acme/1 --ref mail-20 --dry-run"},
                          {{"CUSTOMER", "whose"}, {"COUNT", "how many there are now"}},
                          {{"--subscription", "S", "which, if there are several"}},
                          run};

}  // namespace msp::cli
