// Subscriptions: lists, a change of plan, cancelling, a group of users.
#include <fmt/format.h>

#include <algorithm>

#include "commands/bound.h"
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
    option("--group", "G", self.group, "only of this invoicing group");
    option("--partner", "NAME", self.partner, "only of this partner's customers");
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

/// What a change of plan comes to, in the order in which one asks: what it costs from when on, what
/// becomes of what was agreed before, what is charged once, and for how long one is bound.
class MovedTo {
 public:
  MovedTo(const CustomerOutcome& outcome, const PlanChanged& changed)
      : outcome_(outcome),
        subscription_(*outcome.after.subscription(changed.subscription)),
        before_(*outcome.before.subscription(changed.subscription)),
        plan_(changed.plan),
        on_(outcome.events.back().effective_on) {}

  std::string text() const {
    return fmt::format("{} from {}{}{}{}", plan_.text(), on_.text(), price(), begun(),
                       cost_of_leaving_text(outcome_, subscription_));
  }

 private:
  std::string amount(Decimal amount) const {
    return amount.text(subscription_.currency.exponent()) + " " + subscription_.currency.text();
  }

  std::string price() const {
    if (const auto agreed =
            agreed_price(outcome_.after, subscription_, subscription_.plan_on(on_))) {
      return ", at the agreed " + amount(agreed->amount);
    }
    const Price price = price_for(outcome_.after, subscription_, outcome_.catalog, on_);
    std::string text = ", at the catalog's " + (price.tiers ? "prices" : amount(price.amount));
    if (!price.tiers && price.per != 1) text += fmt::format(" / {}", price.per);
    const auto agreed = agreed_price(outcome_.before, before_, before_.plan_on(on_));
    if (agreed)
      text += fmt::format(" (the agreed {} was for the plan before)", amount(agreed->amount));
    return text;
  }

  /// Only what begins with the change.
  std::string begun() const {
    const auto begun = subscription_.plans_begun();
    if (std::find(begun.begin(), begun.end(), on_) == begun.end()) return {};
    std::string text;
    const Decimal fee =
        terms_begun_with(outcome_.after, subscription_, outcome_.catalog, on_)->setup_fee;
    if (fee != Decimal()) text += ", setup " + amount(fee);
    for (const Commitment& each : commitments_of(outcome_.after, subscription_, outcome_.catalog)) {
      if (each.days.start == on_) text += ", committed through " + each.days.through().text();
    }
    return text;
  }

  const CustomerOutcome& outcome_;
  const Subscription& subscription_;
  const Subscription& before_;
  PlanId plan_;
  Date on_;
};

struct SubscriptionChange : OfSubscription {
  PlanId plan;
  std::optional<Decimal> unit_price = {};
  std::string sales_ref = {};
  std::string contract = {};

  static void options(auto& self, auto&& option) {
    OfSubscription::options(self, option);
    option.required("--plan", "PLAN", self.plan, "the new plan");
    option("--unit-price", "AMOUNT", self.unit_price,
           "agreed for the new plan, instead of the catalog's price");
    option("--sales-ref", "REF", self.sales_ref, "where sales has written it down");
    option("--contract", "REF", self.contract, "where the contract is filed");
  }
  ChangePlan asked() const { return {subscription.number, plan, unit_price, sales_ref, contract}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const bool done = outcome.events.size() > outcome.swept;
    const auto* changed = done ? std::get_if<PlanChanged>(&outcome.events.back().event) : nullptr;
    if (!changed) {
      return {outcome.after.id.text(), "has that plan already", "msp subscription list"};
    }
    return {SubscriptionRef{outcome.after.id, changed->subscription}.text(),
            MovedTo(outcome, *changed).text(), "msp subscription list " + outcome.after.id.text()};
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
        "Orders another plan, billed in the same way, in place of a subscription's.",
        "msp subscription change elm/1 --plan core-plus --effective 2026-05-01 --ref mail-30",
        "msp subscription change elm/1 --plan core-plus --unit-price 3.50 --ref mail-30"),
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
