#include <fmt/format.h>

#include "commands/order_form.h"
#include "line/form.h"

namespace msp::cli {
namespace {

struct Order {
  CustomerId customer;
  PlaceOrder order;
  bool draft = false;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "a lower-case word");
    order_options(self.order, option);
    option.flag("--draft", self.draft, "only begin a draft: add to it, review it, finalize it");
  }
  void check() const {
    check_name(customer);
    if (order.plan == PlanId{}) missing("--plan", "--help shows how.");
    check_order(order);
  }
  bool is_billed() const { return !draft; }
  msp::Command asked() const {
    if (draft) return DraftOrder{0, order};
    return order;
  }

  static Answer describe(const CustomerOutcome& outcome) {
    const bool drafted = std::any_of(outcome.events.begin(), outcome.events.end(),
                                     [](const RecordedEvent& recorded) {
                                       return std::holds_alternative<OrderDrafted>(recorded.event);
                                     });
    return drafted ? describe_draft(outcome) : describe_order(outcome);
  }
  static Answer describe_order(const CustomerOutcome& outcome) {
    const Subscription& subscription = outcome.after.subscriptions.back();
    const std::string name = outcome.after.ref(subscription).text();
    std::string what = "ordered " + subscription.plans.front().plan.text();
    if (!subscription.counts.empty()) {
      what += " for " + plural(subscription.counts.front().mailboxes, "mailbox", "mailboxes");
    }
    const bool waits = !subscription.trial && !subscription.billing_from;
    return {name, what + service_text(subscription, outcome.first_invoice_on),
            waits ? fmt::format("msp order show {}", name)
                  : fmt::format("msp customer show {}", outcome.after.id.text())};
  }
  static Answer describe_draft(const CustomerOutcome& outcome) {
    const Draft& draft = outcome.after.drafts.back();
    const std::string name = outcome.after.ref(draft).text();
    return {name, "drafted " + draft.lines.front().order.plan.text() + ", nothing is ordered yet",
            "msp order review " + name};
  }
};

constexpr Command order_table[] = {command<Order>(
    evidenced, to_start, "order",
    "Orders a plan for a customer, with its agreement; a new customer begins with its first "
    "order.",
    "msp order elm --plan guard --mailboxes 25 --trial --sales-rep rep@partner.example "
    "--monthly-total 100.00 --name \"Elm Oy\" --contact-email it@elm.example "
    "--billing-address \"Katu 1, 00100 Helsinki\" --country FI --accept-terms 2026-01 --ref "
    "mail-17",
    "msp order acme --plan exchange --mailboxes 10 --accept-terms 2026-01 --ref form-18")};

}  // namespace

extern const Commands order_commands = order_table;

}  // namespace msp::cli
