// The way of an order to a connected service.
#include <fmt/format.h>

#include "commands/order_form.h"
#include "line/form.h"
#include "msp/report/orders.h"
#include "msp/report/subscriptions.h"

namespace msp::cli {
namespace {

/// A subscription, or (0) a customer that waits for one thing only.
struct OrderRef {
  CustomerId customer;
  std::int64_t subscription = 0;
};

constexpr How<OrderRef> order_or_customer{
    [](std::string_view name, const std::string& typed) -> OrderRef {
      if (const auto ref = SubscriptionRef::from_text(typed)) return {ref->customer, ref->number};
      if (const auto customer = CustomerId::from_text(typed)) return {*customer, 0};
      malformed(name, typed, "a subscription such as acme/1, or a customer");
    },
    subscriptions};

struct OrderList : Filters {
  bool late = false;

  static void options(auto& self, auto&& option) {
    option("--customer", "C", self.customer, "only of this customer");
    option("--plan", "PLAN", self.plan, "only of this plan");
    option("--partner", "NAME", self.partner, "only of this partner's customers");
    option.flag("--late", self.late, "only what should be connected by now: over 72 h");
  }
  Table table(const Ledger& ledger, const Query& query) const {
    return order_list(ledger, query, late);
  }
};

struct OrderShow : Filters {
  SubscriptionRef order;

  static void options(auto& self, auto&& option) {
    option.operand("ORDER", self.order, "such as acme/1");
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const Customer known = invocation.known_customer(ledger, order.customer);
    return subscription_show(known, invocation.known_subscription(known, order.number),
                             ledger.catalog(), query.today);
  }
};

/// It may be said with the option, or, as of every change, with --reason.
constexpr How<std::string> reason_or_none{[](std::string_view name, const std::string& typed) {
  return typed.empty() ? std::string() : read_text(name, typed);
}};

struct OrderStep {
  OrderRef order;
  OnboardingStep step = OnboardingStep::connected;
  std::optional<Date> on = {};
  std::optional<std::int64_t> group = {};
  std::optional<std::string> overridden = {};

  static void options(auto& self, auto&& option) {
    option.operand("ORDER", self.order,
                   "a subscription (acme/1), or a customer with one open order", order_or_customer);
    option.operand("STEP", self.step,
                   "firewall-opened, server-tested, mx-requested, mx-changed or connected");
    option("--on", "DATE", self.on, "the day it was done (today)");
    option("--group", "15|30|1", self.group,
           "at connected: the invoicing group (default: the next of 15 and 30)", invoicing_group);
    option.with_or_without("--override", "[REASON]", self.overridden,
                           "although what has to come before is not done; the reason may stand "
                           "behind --reason",
                           reason_or_none);
  }
  Exit run(Invocation& invocation) const {
    if (overridden) say_why(invocation.given().change.reason);
    if (on) invocation.given().change.effective = on;
    return invocation.recorded(order.customer,
                               RecordStep{order.subscription, step, group, overridden.has_value()},
                               describe);
  }

  void say_why(std::string& reason) const {
    if (overridden->empty() && reason.empty()) {
      usage_error("usage.reason", "--override needs its reason", "Say it in a few words.");
    }
    if (!overridden->empty() && !reason.empty() && *overridden != reason) {
      usage_error("usage.both", "--override and --reason say two reasons", "Say one of them.");
    }
    if (reason.empty()) reason = *overridden;
  }

  static Answer describe(const CustomerOutcome& outcome) {
    for (const RecordedEvent& recorded : outcome.events) {
      const auto* done = std::get_if<OnboardingStepDone>(&recorded.event);
      if (!done) continue;
      const Subscription& subscription = *outcome.after.subscription(done->subscription);
      std::string what = fmt::format("{} on {}", word(done->step), recorded.effective_on.text());
      if (done->step == OnboardingStep::connected) {
        what += service_text(subscription, outcome.first_invoice_on);
      }
      if (const auto joined = outcome.after.group_on(recorded.effective_on)) {
        what += fmt::format(", invoicing group {}", *joined);
      }
      return {outcome.after.ref(subscription).text(), what,
              subscription.trial ? "msp trial list" : "msp order list"};
    }
    return {outcome.after.id.text(), but_group_text(outcome, "that step is recorded already"),
            "msp order list"};
  }
};

constexpr Command order_step_table[] = {
    command<OrderList>(list.of(order_columns), every_day, "order list",
                       "Lists what is ordered and not served yet, and what is late.",
                       "msp order list", "msp order list -f csv"),
    command<OrderShow>(list.of(field_columns), every_day, "order show",
                       "Shows an order: its plan, terms, steps and dates.", "msp order show acme/1",
                       "msp order show acme/1 -f json"),
    command<OrderStep>(evidenced, every_day, "order step",
                       "Records a step on the way to a connected service; with `connected` trial "
                       "or billing begins.",
                       "msp order step cedar connected --on 2026-03-18 --ref mail-19",
                       "msp order step cedar/1 firewall-opened --ref mail-18")};

}  // namespace

extern const Commands order_step_commands = order_step_table;

}  // namespace msp::cli
