// Orders put together over several commands: queue, review, finalize (MISSION X4).
#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"
#include "order_form.h"

namespace msp::cli {
namespace {

DraftRef draft_of(const Invocation& invocation) {
  return invocation.arguments().required<DraftRef>("DRAFT");
}

std::string line_text(const PlaceOrder& order) {
  std::string text = order.plan.text();
  if (order.mailboxes) text += ", " + counted(*order.mailboxes, "mailbox", "mailboxes");
  if (order.trial) text += ", trial";
  return text;
}

Answer describe_add(const CustomerOutcome& outcome) {
  const auto* drafted =
      outcome.events.empty() ? nullptr : std::get_if<OrderDrafted>(&outcome.events.back().event);
  if (!drafted) return {outcome.after.id.text(), "is drafted so already", "msp order list"};
  const std::string name = DraftRef{outcome.after.id, drafted->draft}.text();
  return {name, fmt::format("line {}: {}", drafted->line, line_text(drafted->order)),
          "msp order review " + name};
}

Exit add(Invocation& invocation) {
  const DraftRef draft = draft_of(invocation);
  return invocation.change(
      draft.customer, DraftOrder{draft.number, order_from(invocation.arguments())}, describe_add);
}

Answer describe_finalize(const CustomerOutcome& outcome) {
  const auto& finalized = std::get<DraftFinalized>(outcome.events.back().event);
  std::string what;
  std::string waiting;
  for (const RecordedEvent& recorded : outcome.events) {
    const auto* ordered = std::get_if<SubscriptionOrdered>(&recorded.event);
    if (!ordered) continue;
    const Subscription& subscription = *outcome.after.subscription(ordered->subscription);
    const std::string name = outcome.after.ref(subscription).text();
    what += fmt::format("{}{} {}", what.empty() ? "ordered " : "; ", name, ordered->plan.text());
    if (ordered->mailboxes) {
      what += " for " + counted(*ordered->mailboxes, "mailbox", "mailboxes");
    }
    what += service_text(subscription, {});
    if (waiting.empty() && !subscription.trial && !subscription.billing_from) waiting = name;
  }
  return {DraftRef{outcome.after.id, finalized.draft}.text(), what,
          waiting.empty() ? "msp customer show " + outcome.after.id.text()
                          : "msp order show " + waiting};
}

Exit finalize(Invocation& invocation) {
  const DraftRef draft = draft_of(invocation);
  return invocation.change(draft.customer, FinalizeDraft{draft.number}, describe_finalize);
}

Answer describe_discard(const CustomerOutcome& outcome) {
  const auto& discarded = std::get<DraftDiscarded>(outcome.events.back().event);
  return {DraftRef{outcome.after.id, discarded.draft}.text(),
          discarded.line ? fmt::format("line {} discarded", *discarded.line) : "discarded",
          "msp order list"};
}

Exit discard(Invocation& invocation) {
  const DraftRef draft = draft_of(invocation);
  const auto plan = invocation.arguments().value<PlanId>("--plan");
  return invocation.change(draft.customer, DiscardDraft{draft.number, plan}, describe_discard);
}

Exit review(Invocation& invocation) {
  const DraftRef draft = draft_of(invocation);
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, draft.customer);
    if (!customer.draft(draft.number)) {
      throw Refused({"draft.unknown", "there is no open draft " + draft.text(),
                     "`msp order list` shows them."});
    }
    return ::msp::order_review(customer, ledger.catalog(), draft.number, invocation.today(ledger));
  }();
  return invocation.show(table);
}

const std::vector<Operand> of_draft = {{"DRAFT", "such as acme/d1"}};

}  // namespace

const Command order_add{
    "order add",
    "Adds to a draft: a line, more mailboxes of one, or what it still lacks.",
    Kind::change,
    {"msp order add acme/d1 --plan exchange --mailboxes 3",
     "msp order add acme/d1 --accept-terms 2026-01 --contact-email it@acme.example"},
    of_draft,
    order_options(),
    add};

const Command order_review{
    "order review", "Shows a draft's lines: the price now, the first invoice, and what is missing.",
    Kind::list,     {"msp order review acme/d1", "msp order review acme/d1 -f csv"},
    of_draft,       {},
    review};

const Command order_finalize{"order finalize",
                             "Orders every line of a draft, or none of them.",
                             Kind::evidenced,
                             {"msp order finalize acme/d1 --ref mail-21",
                              "msp order finalize acme/d1 --ref mail-21 --dry-run"},
                             of_draft,
                             {},
                             finalize};

const Command order_discard{
    "order discard", "Drops a draft, or one line of it.",
    Kind::change,    {"msp order discard acme/d1", "msp order discard acme/d1 --plan exchange"},
    of_draft,        {{"--plan", "PLAN", "only the line of this plan"}},
    discard};

}  // namespace msp::cli
