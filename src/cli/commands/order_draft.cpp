// Orders put together over several commands: queue, review, finalize (MISSION X4).
#include <fmt/format.h>

#include "commands/order_form.h"
#include "line/advice.h"
#include "line/form.h"
#include "msp/report/orders.h"

namespace msp::cli {
namespace {

struct OfDraft {
  DraftRef draft;

  static void options(auto& self, auto&& option) {
    option.operand("DRAFT", self.draft, "such as acme/d1");
  }
  const CustomerId& whose() const { return draft.customer; }
};

struct OrderAdd : OfDraft {
  PlaceOrder order;

  static void options(auto& self, auto&& option) {
    OfDraft::options(self, option);
    order_options(self.order, option);
  }
  DraftOrder asked() const { return {draft.number, order}; }

  static std::string line_text(const PlaceOrder& order) {
    std::string text = order.plan.text();
    if (order.mailboxes) text += ", " + plural(*order.mailboxes, "mailbox", "mailboxes");
    if (order.trial) text += ", trial";
    return text;
  }
  static Answer describe(const CustomerOutcome& outcome) {
    const auto* drafted =
        outcome.events.empty() ? nullptr : std::get_if<OrderDrafted>(&outcome.events.back().event);
    if (!drafted) return {outcome.after.id.text(), "is drafted so already", "msp order list"};
    const std::string name = DraftRef{outcome.after.id, drafted->draft}.text();
    return {name, fmt::format("line {}: {}", drafted->line, line_text(drafted->order)),
            "msp order review " + name};
  }
};

struct OrderReview : Filters, OfDraft {
  using OfDraft::options;
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const Customer whose = invocation.known_customer(ledger, draft.customer);
    if (!whose.draft(draft.number)) {
      throw Refused({"draft.unknown", "there is no open draft " + draft.text(),
                     "`msp order list` shows them."});
    }
    return order_review(whose, ledger.catalog(), draft.number, query.today,
                        [](const Refusal& refusal) { return in_words(refusal); });
  }
};

struct OrderFinalize : OfDraft {
  FinalizeDraft asked() const { return {draft.number}; }

  static Answer describe(const CustomerOutcome& outcome) {
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
        what += " for " + plural(*ordered->mailboxes, "mailbox", "mailboxes");
      }
      what += service_text(subscription, {});
      if (waiting.empty() && !subscription.trial && !subscription.billing_from) waiting = name;
    }
    return {DraftRef{outcome.after.id, finalized.draft}.text(), what,
            waiting.empty() ? "msp customer show " + outcome.after.id.text()
                            : "msp order show " + waiting};
  }
};

struct OrderDiscard : OfDraft {
  std::optional<PlanId> plan = {};

  static void options(auto& self, auto&& option) {
    OfDraft::options(self, option);
    option("--plan", "PLAN", self.plan, "only the line of this plan");
  }
  DiscardDraft asked() const { return {draft.number, plan}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const auto& discarded = std::get<DraftDiscarded>(outcome.events.back().event);
    return {DraftRef{outcome.after.id, discarded.draft}.text(),
            discarded.line ? fmt::format("line {} discarded", *discarded.line) : "discarded",
            "msp order list"};
  }
};

constexpr Command order_draft_table[] = {
    command<OrderAdd>(
        change, every_day, "order add",
        "Adds to a draft: a line, more mailboxes of one, or what it still lacks.",
        "msp order add acme/d1 --plan exchange --mailboxes 3",
        "msp order add acme/d1 --accept-terms 2026-01 --contact-email it@acme.example"),
    command<OrderReview>(
        list.of(review_columns), every_day, "order review",
        "Shows a draft's lines: the price now, the first invoice, and what is missing.",
        "msp order review acme/d1", "msp order review acme/d1 -f csv"),
    command<OrderFinalize>(evidenced, every_day, "order finalize",
                           "Orders every line of a draft, or none of them.",
                           "msp order finalize acme/d1 --ref mail-21",
                           "msp order finalize acme/d1 --ref mail-21 --dry-run"),
    command<OrderDiscard>(change, every_day, "order discard", "Drops a draft, or one line of it.",
                          "msp order discard acme/d1",
                          "msp order discard acme/d1 --plan exchange")};

}  // namespace

extern const Commands order_draft_commands = order_draft_table;

}  // namespace msp::cli
