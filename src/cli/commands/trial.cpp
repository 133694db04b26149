// The end of a trial, by word or by time.
#include <fmt/format.h>

#include "commands/order_form.h"
#include "commands/subscription_choice.h"
#include "line/form.h"
#include "msp/report/trials.h"

namespace msp::cli {
namespace {

struct TrialList : Filters {
  std::optional<std::int64_t> within = {};
  bool overdue = false;

  static void options(auto& self, auto&& option) {
    option("--within", "DAYS", self.within, "only with at most so many days left: 14d", days);
    option.flag("--overdue", self.overdue, "those whose deadline passed without a word");
    option("--customer", "C", self.customer, "only of this customer");
    option("--plan", "PLAN", self.plan, "only of this plan");
    option("--partner", "NAME", self.partner, "only of this partner's customers");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query) const {
    return trials_report(ledger, query, overdue ? TrialScope::overdue : TrialScope::open, within);
  }
};

/// The subscription that the events are about; nullptr if there are none.
const Subscription* decided(const CustomerOutcome& outcome) {
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

struct TrialConvert {
  CustomerId customer;
  SubscriptionChoice subscription;
  std::optional<std::int64_t> group = {};

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose trial", customer_in_trial);
    which_subscription(self, option);
    option("--group", "15|30|1", self.group, "the invoicing group it confirms", invoicing_group);
  }
  ConvertTrial asked() const { return {subscription.of(customer), group}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const Subscription* service = decided(outcome);
    const std::string id = outcome.after.id.text();
    if (!service) {
      return {id, but_group_text(outcome, "is a customer already; nothing to convert"),
              "msp customer show " + id};
    }
    const Trial& trial = *service->trial;
    std::string what = fmt::format("a customer since {}, billed from {}",
                                   trial.converted_on->text(), service->billing_from->text());
    if (trial.decision_charged) {
      what += fmt::format(", {} through {} charged", trial.ends_on.text(),
                          (*trial.deadline - 1).text());
    }
    return {outcome.after.ref(*service).text(), what, "msp customer show " + id};
  }
};

struct TrialDecline {
  CustomerId customer;
  SubscriptionChoice subscription;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose trial", customer_in_trial);
    which_subscription(self, option);
  }
  DeclineTrial asked() const { return {subscription.of(customer)}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const Subscription* service = decided(outcome);
    const std::string id = outcome.after.id.text();
    if (!service) return {id, "is declined already", "msp customer show " + id};
    const std::string ended = "declined, ended on " + service->ending->ends_on.text();
    if (service->is_decision_settled(service->trial->ends_on)) {
      return {
          outcome.after.ref(*service).text(),
          ended +
              "; its month of decision is invoiced already, and credited on the next billing day",
          "msp invoice list --customer " + id};
    }
    return {outcome.after.ref(*service).text(), ended + ", never charged",
            "msp customer show " + id};
  }
};

struct TrialSweep {
  static void options(auto&, auto&&) {}

  static Exit run(Invocation& invocation) {
    return invocation.recorded<Outcome>(
        [](Ledger& ledger, const Envelope& envelope, const auto& told) {
          return Result<Outcome>(sweep(ledger, envelope, told));
        },
        describe);
  }

  static Answer describe(const Outcome& outcome) {
    if (outcome.events.empty()) return {"", "nothing was due", ""};
    std::int64_t deadlines = 0;
    for (const RecordedEvent& recorded : outcome.events) {
      deadlines += std::holds_alternative<DecisionDeadlinePassed>(recorded.event) ? 1 : 0;
    }
    std::string what = plural(outcome.events.size(), "thing had", "things had") + " fallen due";
    if (deadlines == 0) return {"", what, "msp subscription list"};
    what += ", among them " +
            plural(deadlines, "deadline that nobody met", "deadlines that nobody met");
    return {"", what, "msp trial list --overdue"};
  }
};

constexpr Command trial_table[] = {
    command<TrialList>(list.of(trial_columns), every_day, "trial list",
                       "Lists the trials that are still to be decided, the most urgent first.",
                       "msp trial list --within 14d", "msp trial list --overdue"),
    command<TrialConvert>(evidenced, every_day, "trial convert",
                          "Makes a trial a paid service: the customer said yes.",
                          "msp trial convert birch --ref mail-21",
                          "msp trial convert birch --group 15 --ref mail-21"),
    command<TrialDecline>(evidenced, every_day, "trial decline",
                          "Ends a trial without charge: the customer said no, in time.",
                          "msp trial decline birch --ref mail-22",
                          "msp trial decline birch --received 2026-03-08 --ref mail-22"),
    command<TrialSweep>(
        change, rarely, "trial sweep",
        "Records what time alone has made due: ends of trials, deadlines, ends of notice.",
        "msp trial sweep", "msp trial sweep --dry-run")};

}  // namespace

extern const Commands trial_commands = trial_table;

}  // namespace msp::cli
