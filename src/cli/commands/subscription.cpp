// Subscriptions: lists, a change of plan, cancelling, a group of users.
#include <fmt/format.h>

#include "commands/subscription_choice.h"
#include "line/form.h"
#include "msp/report/subscriptions.h"

namespace msp::cli {
namespace {

struct SubscriptionList : Filters {
  static void options(auto& self, auto&& option) {
    option.optional("CUSTOMER", self.customer, "only of this customer");
    option("--plan", "PLAN", self.plan, "only of this plan");
    option("--status", "S", self.status, "only in this status");
    looking_back(self, option);
  }
};

struct SubscriptionShow : Filters {
  SubscriptionRef subscription;

  static void options(auto& self, auto&& option) {
    option.operand("SUBSCRIPTION", self.subscription, "such as acme/1");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const Customer known = invocation.known_customer(ledger, subscription.customer);
    return subscription_show(known, invocation.known_subscription(known, subscription.number),
                             ledger.catalog(), query.today);
  }
};

/// A change of one subscription.
struct OfSubscription {
  SubscriptionRef subscription;

  static void options(auto& self, auto&& option) {
    option.operand("SUBSCRIPTION", self.subscription, "such as acme/1");
  }
  const CustomerId& whose() const { return subscription.customer; }
};

struct SubscriptionChange : OfSubscription {
  PlanId plan;

  static void options(auto& self, auto&& option) {
    OfSubscription::options(self, option);
    option.required("--plan", "PLAN", self.plan, "the new plan");
  }
  ChangePlan asked() const { return {subscription.number, plan}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const auto* changed =
        outcome.events.empty() ? nullptr : std::get_if<PlanChanged>(&outcome.events.back().event);
    if (!changed) {
      return {outcome.after.id.text(), "has that plan already", "msp subscription list"};
    }
    return {
        SubscriptionRef{outcome.after.id, changed->subscription}.text(),
        fmt::format("{} from {}", changed->plan.text(), outcome.events.back().effective_on.text()),
        "msp subscription list " + outcome.after.id.text()};
  }
};

struct SubscriptionCancel : OfSubscription {
  CancelSubscription asked() const { return {subscription.number}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    if (outcome.events.size() == outcome.swept) {
      return {id, "ends already", "msp subscription list " + id};
    }
    const Event& event = outcome.events.back().event;
    if (const auto* notice = std::get_if<NoticeGiven>(&event)) {
      return {SubscriptionRef{outcome.after.id, notice->subscription}.text(),
              fmt::format("cancelled, served through {}{}", (notice->ends_on - 1).text(),
                          leaving_costs(outcome)),
              "msp customer show " + id};
    }
    const auto& declined = std::get<TrialDeclined>(event);
    return {SubscriptionRef{outcome.after.id, declined.subscription}.text(),
            "cancelled in its trial, never charged", "msp customer show " + id};
  }
};

struct SubscriptionKeep : OfSubscription {
  KeepSubscription asked() const { return {subscription.number}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    if (outcome.events.size() == outcome.swept) {
      return {id, "goes on already: no notice was given", "msp subscription list " + id};
    }
    const auto& kept = std::get<NoticeWithdrawn>(outcome.events.back().event);
    const Date end = outcome.before.subscription(kept.subscription)->ending->ends_on;
    return {SubscriptionRef{outcome.after.id, kept.subscription}.text(),
            fmt::format("goes on: it was to end on {}", end.text()), "msp customer show " + id};
  }
};

struct SubscriptionAttach {
  SubscriptionRef subscription;
  UserGroupId group;

  static void options(auto& self, auto&& option) {
    option.operand("SUBSCRIPTION", self.subscription, "such as acme/2");
    option.required("--group", "GROUP", self.group, "of users");
  }
  const CustomerId& whose() const { return subscription.customer; }
  AttachSubscription asked() const { return {subscription.number, group}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    const auto* attached = outcome.events.empty()
                               ? nullptr
                               : std::get_if<SubscriptionAttached>(&outcome.events.back().event);
    if (!attached) return {id, "it is attached already", "msp group list " + id};
    return {SubscriptionRef{outcome.after.id, attached->subscription}.text(),
            fmt::format("for the group {} from {}", attached->group.text(),
                        outcome.events.back().effective_on.text()),
            "msp group list " + id};
  }
};

constexpr Command subscription_table[] = {
    command<SubscriptionList, subscription_list>(
        list.of(subscription_columns), every_day, "subscription list",
        "Lists subscriptions with their status and dates.", "msp subscription list acme",
        "msp subscription list --status in_trial"),
    command<SubscriptionShow>(list.of(field_columns), every_day, "subscription show",
                              "Shows a subscription: its plan, terms, steps and dates.",
                              "msp subscription show acme/1",
                              "msp subscription show acme/1 -f json"),
    command<SubscriptionChange>(
        evidenced, every_day, "subscription change",
        "Moves a subscription to another plan that is billed in the same way.",
        "msp subscription change bolt/1 --plan core-plus --ref mail-30",
        "msp subscription change bolt/1 --plan core-plus --effective 2026-05-01 --ref mail-30"),
    command<SubscriptionCancel>(
        evidenced, every_day, "subscription cancel",
        "Cancels a subscription; notice counts from the day the request was received.",
        "msp subscription cancel acme/1 --ref mail-31",
        "msp subscription cancel acme/1 --received 2026-03-10 --ref mail-31"),
    command<SubscriptionKeep>(evidenced, every_day, "subscription keep",
                              "Withdraws a notice that was given: the customer stays.",
                              "msp subscription keep acme/1 --ref mail-32",
                              "msp subscription keep acme/1 --ref mail-32 --dry-run"),
    command<SubscriptionAttach>(
        evidenced, rarely, "subscription attach",
        "Makes a subscription one for a group of users: new members get it without another word.",
        "msp subscription attach bolt/2 --group admins --ref mail-45",
        "msp subscription attach bolt/2 --group admins --effective 2026-05-01 --ref mail-45")};

}  // namespace

extern const Commands subscription_commands = subscription_table;

}  // namespace msp::cli
