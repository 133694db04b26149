// A subscription: one plan bought by one customer, from order to end. Its state is facts with
// dates; what it *is* on a day (MISSION decision 13) is computed from them by status_on().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/plan_change.h"
#include "msp/terms.h"
#include "msp/usage.h"
#include "msp/user_group.h"

namespace msp {

enum class Status { ordered, connected, in_trial, negotiation, active, notice, ended };
template <>
inline constexpr auto words<Status> = worded<Status>("ordered", "connected", "in_trial",
                                                     "negotiation", "active", "notice", "ended");

/// Steps of the way to a working service (MISSION D4).
enum class OnboardingStep { firewall_opened, server_tested, mx_requested, mx_changed, connected };
template <>
inline constexpr auto words<OnboardingStep> = worded<OnboardingStep>("firewall-opened",
                                                                     "server-tested",
                                                                     "mx-requested", "mx-changed",
                                                                     "connected");

enum class EndReason { declined, cancelled, deactivated, undecided };
template <>
inline constexpr auto words<EndReason> = worded<EndReason>("declined", "cancelled", "deactivated",
                                                           "undecided");

// ---- events of one subscription: `subscription` is its number within the customer ----

struct SubscriptionOrdered {
  static constexpr std::string_view type = "subscription_ordered";  // disk format: never rename
  std::int64_t subscription = 0;
  std::int64_t agreement = 0;
  PlanId plan;
  Currency currency;                      ///< of its prices, for good
  std::optional<std::int64_t> mailboxes;  ///< absent where nothing is counted by hand
  bool trial = false;
  std::optional<std::int64_t> trial_days;  ///< for plans whose trial is `per-order`
  Personal sales_rep;                      ///< gets the monthly security report (MISSION D2)
  std::optional<Decimal> monthly_total;    ///< the quote the customer was told (MISSION D2)
  std::string channel;                     ///< form, mail, phone … (MISSION D1)
  std::string panel_id;                    ///< its name in the partner's panel (MISSION D3)
  std::string own_mail_server;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("agreement", self.agreement);
    field("plan", self.plan);
    field("currency", self.currency);
    field("mailboxes", self.mailboxes);
    field("trial", self.trial);
    field("trial_days", self.trial_days);
    field("sales_rep", self.sales_rep);
    field("monthly_total", self.monthly_total);
    field("channel", self.channel);
    field("panel_id", self.panel_id);
    field("own_mail_server", self.own_mail_server);
  }
  bool operator==(const SubscriptionOrdered&) const = default;
};

/// A step of the onboarding was done on the event's effective day.
struct OnboardingStepDone {
  static constexpr std::string_view type = "onboarding_step_done";  // disk format: never rename
  std::int64_t subscription = 0;
  OnboardingStep step = OnboardingStep::connected;
  bool overridden = false;  ///< although what has to come before was not done; the batch says why
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("step", self.step);
    field("overridden", self.overridden, since(2, false));
  }
  bool operator==(const OnboardingStepDone&) const = default;
};

/// Without a trial: billing starts on the effective day.
struct SubscriptionActivated {
  static constexpr std::string_view type = "subscription_activated";  // disk format: never rename
  std::int64_t subscription = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
  }
  bool operator==(const SubscriptionActivated&) const = default;
};

/// The trial runs from the effective day until `ends_on`, the first day after it. What follows is
/// frozen here, so that the sweep needs no catalog: with a `deadline` somebody has to decide by
/// the day before it (MISSION decision 4); without one the end activates.
struct TrialStarted {
  static constexpr std::string_view type = "trial_started";  // disk format: never rename
  std::int64_t subscription = 0;
  Date ends_on;
  std::optional<Date> deadline;
  Undecided undecided = Undecided::activate;
  DecisionPeriod decision_period = DecisionPeriod::charge;
  ConvertBillsFrom convert_bills_from = ConvertBillsFrom::conversion;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("ends_on", self.ends_on);
    field("deadline", self.deadline);
    field("undecided", self.undecided);
    field("decision_period", self.decision_period);
    field("convert_bills_from", self.convert_bills_from);
  }
  bool operator==(const TrialStarted&) const = default;
};

/// Somebody said yes. Regular billing starts on `billing_from`.
struct TrialConverted {
  static constexpr std::string_view type = "trial_converted";  // disk format: never rename
  std::int64_t subscription = 0;
  Date billing_from;
  bool decision_charged = false;  ///< the month [trial end, deadline) is billed
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("billing_from", self.billing_from);
    field("decision_charged", self.decision_charged);
  }
  bool operator==(const TrialConverted&) const = default;
};

/// "No customer": disconnected on the effective day, and never charged (MISSION D8 b).
struct TrialDeclined {
  static constexpr std::string_view type = "trial_declined";  // disk format: never rename
  std::int64_t subscription = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
  }
  bool operator==(const TrialDeclined&) const = default;
};

/// Time passed (recorded by the sweep, dated when it was due): the free part is over. Without a
/// deadline the subscription is active from here; with one, negotiation begins.
struct TrialEnded {
  static constexpr std::string_view type = "trial_ended";  // disk format: never rename
  std::int64_t subscription = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
  }
  bool operator==(const TrialEnded&) const = default;
};

/// Time passed: nobody decided. Active and charged as a free rider, or disconnected (MISSION D9).
struct DecisionDeadlinePassed {
  static constexpr std::string_view type = "decision_deadline_passed";  // disk: never rename
  std::int64_t subscription = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
  }
  bool operator==(const DecisionDeadlinePassed&) const = default;
};

/// The basis of charging changed: `mailboxes` count from the effective day on (MISSION D11).
struct MailboxCountSet {
  static constexpr std::string_view type = "mailbox_count_set";  // disk format: never rename
  std::int64_t subscription = 0;
  std::int64_t mailboxes = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("mailboxes", self.mailboxes);
  }
  bool operator==(const MailboxCountSet&) const = default;
};

/// Notice was given on the effective day; `ends_on` is the first day no longer billed.
struct NoticeGiven {
  static constexpr std::string_view type = "notice_given";  // disk format: never rename
  std::int64_t subscription = 0;
  Date ends_on;
  EndReason reason = EndReason::cancelled;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("ends_on", self.ends_on);
    field("reason", self.reason);
  }
  bool operator==(const NoticeGiven&) const = default;
};

/// The customer stays after all: the notice that ran is void.
struct NoticeWithdrawn {
  static constexpr std::string_view type = "notice_withdrawn";  // disk format: never rename
  std::int64_t subscription = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
  }
  bool operator==(const NoticeWithdrawn&) const = default;
};

/// Time passed: notice ran out (recorded by the sweep, dated when it was due).
struct SubscriptionEnded {
  static constexpr std::string_view type = "subscription_ended";  // disk format: never rename
  std::int64_t subscription = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
  }
  bool operator==(const SubscriptionEnded&) const = default;
};

// ---- state ----

/// A value from a day on. Kept in order of (from, seq): of two for one day the last said holds.
struct CountFrom {
  Date from;
  std::int64_t mailboxes = 0;
  Date received_on;  ///< later than `from`: a late word
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("mailboxes", self.mailboxes);
    field("received_on", self.received_on);
    field("seq", self.seq);
  }
  bool operator==(const CountFrom&) const = default;
};

struct StepOn {
  OnboardingStep step = OnboardingStep::connected;
  Date on;
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("step", self.step);
    field("on", self.on);
    field("seq", self.seq);
  }
  bool operator==(const StepOn&) const = default;
};

struct Trial {
  Date starts_on;
  Date ends_on;  ///< the first day after the free part
  std::optional<Date> deadline;
  Undecided undecided = Undecided::activate;
  DecisionPeriod decision_period = DecisionPeriod::charge;
  ConvertBillsFrom convert_bills_from = ConvertBillsFrom::conversion;
  std::optional<Date> converted_on;
  bool end_recorded = false;
  bool undecided_at_deadline = false;  ///< nobody decided: a free rider, if it was charged
  bool decision_charged = false;       ///< the month [ends_on, deadline) is to be billed
  std::int64_t seq = 0;                ///< of the event that settled what it costs

  /// The first day on which a decline comes too late.
  Date decline_before() const { return deadline.value_or(ends_on); }

  static constexpr void fields(auto& self, auto&& field) {
    field("starts_on", self.starts_on);
    field("ends_on", self.ends_on);
    field("deadline", self.deadline);
    field("undecided", self.undecided);
    field("decision_period", self.decision_period);
    field("convert_bills_from", self.convert_bills_from);
    field("converted_on", self.converted_on);
    field("end_recorded", self.end_recorded);
    field("undecided_at_deadline", self.undecided_at_deadline);
    field("decision_charged", self.decision_charged);
    field("seq", self.seq);
  }
  bool operator==(const Trial&) const = default;
};

struct Ending {
  Date notice_on;  ///< the day notice was given
  Date ends_on;    ///< the first day no longer served or billed
  EndReason reason = EndReason::cancelled;
  Date received_on;  ///< when the desk was told
  bool recorded = false;
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("notice_on", self.notice_on);
    field("ends_on", self.ends_on);
    field("reason", self.reason);
    field("received_on", self.received_on);
    field("recorded", self.recorded);
    field("seq", self.seq);
  }
  bool operator==(const Ending&) const = default;
};

/// The desk's own error, taken back: what was billed by it is given back whatever the plan's terms.
struct Mistake {
  std::int64_t seq = 0;  ///< of the event that took it back
  Date received_on;
  std::optional<std::string> reason;
  static constexpr void fields(auto& self, auto&& field) {
    field("seq", self.seq);
    field("received_on", self.received_on);
    field("reason", self.reason);
  }
  bool operator==(const Mistake&) const = default;
};

struct Subscription {
  std::int64_t number = 0;
  std::int64_t agreement = 0;
  Currency currency;
  Date ordered_on;
  std::int64_t ordered_seq = 0;
  bool trial_ordered = false;
  std::optional<std::int64_t> trial_days;
  Personal sales_rep;
  std::optional<Decimal> monthly_total;
  std::string own_mail_server;
  std::string panel_id;
  std::vector<PlanFrom> plans;  ///< never empty
  std::vector<CountFrom> counts;
  std::vector<MemberFrom> names;  ///< of mailboxes: from the first day of any the count is theirs
  std::vector<StepOn> steps;
  std::optional<Trial> trial;
  std::optional<Date> billing_from;  ///< the first day of regular billing, once that is settled
  std::optional<Date> begun_on;      ///< the desk heard of it, or time had come
  std::optional<Ending> ending;
  std::optional<Date> settled_through;  ///< regular periods that begin before it are invoiced
  std::vector<Date> decisions_settled;  ///< of months of decision: by the first day of each charge
  std::vector<Date> setups_settled;     ///< of setup fees: likewise
  std::vector<Date> commitments_settled;  ///< of what was left of commitments: likewise
  std::optional<Date> billed_on;          ///< the last billing day that was looked at
  std::int64_t billed_seq = 0;            ///< of the event that recorded what was found
  std::optional<Date> reopened_from;      ///< something invoiced was changed from this day on
  std::optional<Date> reopened_on;        ///< and the newest word that changed it was received
  std::optional<Mistake> mistake;         ///< that is the reason, the newest one
  std::vector<AttachedFrom> attached;     ///< by `from`; before the first it is for everybody
  std::vector<FrozenUnits> frozen;        ///< months of activity whose detail is purged

  const StepOn* step(OnboardingStep step) const;  ///< as said last; nullptr if it is not done
  std::optional<Date> connected_on() const;
  const PlanFrom& plan_on(Date date) const;        ///< the first plan before it was ordered
  Date on_plan_since(const PlanFrom& plan) const;  ///< also if that was said again in between
  bool begins_plan(const PlanFrom& plan) const;    ///< another one held the day before
  /// Where a plan begins as by an order: with regular billing, and with each change before the end.
  std::vector<Date> plans_begun() const;
  const CountFrom* count_on(Date date) const;  ///< nullptr before the first count
  bool named_on(Date date) const;              ///< the count is the number of names
  const FrozenUnits* frozen_in(Month month) const;
  Status status_on(Date date) const;
  /// The month of decision that begins then is invoiced.
  bool is_decision_settled(Date start) const;
  bool is_settled_from(Date date) const;  ///< something is invoiced that days from there on change
  bool free_rider() const { return trial && trial->undecided_at_deadline; }

  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("agreement", self.agreement);
    field("currency", self.currency);
    field("ordered_on", self.ordered_on);
    field("ordered_seq", self.ordered_seq);
    field("trial_ordered", self.trial_ordered);
    field("trial_days", self.trial_days);
    field("sales_rep", self.sales_rep);
    field("monthly_total", self.monthly_total);
    field("own_mail_server", self.own_mail_server);
    field("panel_id", self.panel_id);
    field("plans", self.plans);
    field("counts", self.counts);
    field("steps", self.steps);
    field("trial", self.trial);
    field("billing_from", self.billing_from);
    field("begun_on", self.begun_on);
    field("ending", self.ending);
    field("settled_through", self.settled_through);
    field("decisions_settled", self.decisions_settled);
    field("setups_settled", self.setups_settled);
    field("commitments_settled", self.commitments_settled);
    field("billed_on", self.billed_on);
    field("billed_seq", self.billed_seq);
    field("reopened_from", self.reopened_from);
    field("reopened_on", self.reopened_on);
    field("mistake", self.mistake);
    field("attached", self.attached);
    field("frozen", self.frozen);
    field("names", self.names);
  }
  bool operator==(const Subscription&) const = default;
};

}  // namespace msp
