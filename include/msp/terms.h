// The terms of a plan: the three vendors' rules as data. The field names are the keys of the
// catalog file, of what an order may set differently and of the event payload: one list serves them
// all. What a term means stands beside its name; its values and its default are those of its member
// (term_list.h). A sentence takes at most 76 columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/ids.h"
#include "msp/money.h"

namespace msp {

enum class Basis { mailbox, flat, activity };  ///< what is counted
enum class Timing { advance, arrears };        ///< billed at a period's start or end
enum class Partial { free, full, daily };      ///< what a part of a period costs
enum class QuantityChange { next_period, daily };
enum class Measure { at_start, at_end, peak };  ///< the day whose count a period is billed by
enum class DayCount { actual, thirty };
enum class TrialStart { order, connected };
enum class TrialEnd { activate, await_decision };
enum class Undecided { activate, deactivate };
enum class DecisionPeriod { charge, free };
enum class ConvertBillsFrom { conversion, trial_end };
enum class Refund { never, prorated, full };
enum class RetroCredit { never, always };
enum class CancelCountsFrom { received, effective };
enum class EarlyTermination { remaining, none };
enum class AppliesTo { fresh, existing_next_period, existing_prorated };

template <>
inline constexpr auto words<Basis> = worded<Basis>("mailbox", "flat", "activity");
template <>
inline constexpr auto words<Timing> = worded<Timing>("advance", "arrears");
template <>
inline constexpr auto words<Partial> = worded<Partial>("free", "full", "daily");
template <>
inline constexpr auto words<QuantityChange> = worded<QuantityChange>("next-period", "daily");
template <>
inline constexpr auto words<Measure> = worded<Measure>("at-start", "at-end", "peak");
template <>
inline constexpr auto words<DayCount> = worded<DayCount>("actual", "30");
template <>
inline constexpr auto words<TrialStart> = worded<TrialStart>("order", "connected");
template <>
inline constexpr auto words<TrialEnd> = worded<TrialEnd>("activate", "await-decision");
template <>
inline constexpr auto words<Undecided> = worded<Undecided>("activate", "deactivate");
template <>
inline constexpr auto words<DecisionPeriod> = worded<DecisionPeriod>("charge", "free");
template <>
inline constexpr auto words<ConvertBillsFrom> = worded<ConvertBillsFrom>("conversion", "trial-end");
template <>
inline constexpr auto words<Refund> = worded<Refund>("never", "prorated", "full");
template <>
inline constexpr auto words<RetroCredit> = worded<RetroCredit>("never", "always");
template <>
inline constexpr auto words<CancelCountsFrom> = worded<CancelCountsFrom>("received", "effective");
template <>
inline constexpr auto words<EarlyTermination> = worded<EarlyTermination>("remaining", "none");
template <>
inline constexpr auto words<AppliesTo> = worded<AppliesTo>("new", "existing-next-period",
                                                           "existing-prorated");

/// A fixed day of the month, or the day of the customer's invoicing group (MISSION D6).
class BillingDay {
 public:
  constexpr BillingDay() = default;  // the 1st
  static constexpr BillingDay group() { return BillingDay(0); }
  static std::optional<BillingDay> from_text(std::string_view text);  ///< `group`, `1` … `31`
  std::string text() const;
  constexpr bool is_group() const { return day_ == 0; }
  constexpr unsigned day() const { return day_; }  ///< only if it is no group's
  bool operator==(const BillingDay&) const = default;

 private:
  explicit constexpr BillingDay(unsigned day) : day_(day) {}
  unsigned day_ = 1;
};

/// `30 days`, `until-billing-day` or `per-order` (the order says how many days).
class TrialLength {
 public:
  enum class Kind { days, until_billing_day, per_order };
  constexpr TrialLength() = default;
  static std::optional<TrialLength> from_text(std::string_view text);
  std::string text() const;
  constexpr Kind kind() const { return kind_; }
  constexpr std::int32_t days() const { return days_; }  ///< of Kind::days
  bool operator==(const TrialLength&) const = default;

 private:
  Kind kind_ = Kind::days;
  std::int32_t days_ = 30;
};

/// What an order with a trial must state (MISSION D2): `sales-rep`, `monthly-total`.
enum class TrialNeed { sales_rep, monthly_total };
template <>
inline constexpr auto words<TrialNeed> = worded<TrialNeed>("sales-rep", "monthly-total");

struct TrialTerms {
  TrialLength length;
  TrialStart starts = TrialStart::order;
  TrialEnd on_end = TrialEnd::activate;
  std::int64_t decision_months = 0;
  Undecided undecided = Undecided::activate;
  DecisionPeriod decision_period = DecisionPeriod::charge;
  ConvertBillsFrom convert_bills_from = ConvertBillsFrom::conversion;
  std::vector<TrialNeed> needs;

  static constexpr void fields(auto& self, auto&& field) {
    field("length", self.length, "how long it is free; per-order: as long as each order says");
    field("starts", self.starts, "the day it starts: when ordered, or when connected");
    field("on_end", self.on_end, "at its end it becomes a paid service, or the customer decides");
    field("decision_months", self.decision_months,
          "months to decide in after the trial: with await-decision at least 1");
    field("undecided", self.undecided, "what becomes of who says nothing by the deadline");
    field("decision_period", self.decision_period,
          "what the months of decision cost: a full price each, or nothing");
    field("convert_bills_from", self.convert_bills_from,
          "who says yes early pays from that day, or from the end of the trial");
    field("needs", self.needs, "what an order with a trial has to state");
  }
  bool operator==(const TrialTerms&) const = default;
};

/// A step of the notice ladder: up to `max_tenure_months` as a customer (absent: beyond the rest),
/// notice lasts `months` (MISSION D12).
struct NoticeStep {
  std::optional<std::int64_t> max_tenure_months;
  std::int64_t months = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("max_tenure_months", self.max_tenure_months,
          "for who is a customer for at most so many months");
    field("months", self.months, "service goes on for so long after notice");
  }
  bool operator==(const NoticeStep&) const = default;
};

/// How many devices one user covers (MISSION S2).
struct Pairing {
  std::int64_t business = 0;
  std::int64_t personal = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("business", self.business, "business devices that a user covers");
    field("personal", self.personal, "personal devices that a user covers");
  }
  bool operator==(const Pairing&) const = default;
};

struct Terms {
  Basis basis = Basis::mailbox;
  Timing timing = Timing::advance;
  BillingDay billing_day;
  Partial first_period = Partial::free;
  Partial last_period = Partial::full;
  QuantityChange quantity_change = QuantityChange::next_period;
  Measure measure = Measure::at_start;
  DayCount day_count = DayCount::actual;
  Refund refund = Refund::never;
  RetroCredit retro_credit = RetroCredit::never;
  CancelCountsFrom cancel_counts_from = CancelCountsFrom::received;
  std::vector<NoticeStep> notice;
  Decimal setup_fee;
  std::int64_t commitment_months = 0;
  EarlyTermination early_termination = EarlyTermination::remaining;
  bool contract_required = false;
  bool sales_only = false;
  bool free_while_reselling = false;
  bool third_party_licensed = false;
  std::int64_t retention_days = 90;
  std::int64_t payment_terms_days = 14;
  std::optional<TaxId> tax;
  std::vector<std::string> features;
  std::optional<Pairing> pairing;
  std::optional<TrialTerms> trial;

  /// What a catalog file leaves out, given what it says: activity is billed in arrears and
  /// measured at the end, everything else in advance and at the start (CATALOG).
  static Terms defaults(Basis basis, std::optional<Timing> timing);

  static constexpr void fields(auto& self, auto&& field) {
    field("basis", self.basis, "what is counted: mailboxes, nothing, or users and devices seen",
          mandatory);
    field("timing", self.timing, "when a period is billed: at its start, or after its end");
    field("billing_day", self.billing_day,
          "the day of the month; group: of the customer's invoicing group");
    field("first_period", self.first_period,
          "what the days before the first billing day cost, if they are no full period");
    field("last_period", self.last_period, "what the period costs in which service ends");
    field("quantity_change", self.quantity_change,
          "a new count is billed from the next period on, or from its day");
    field("measure", self.measure,
          "the day whose count a period is billed by; peak: the one with most");
    field("day_count", self.day_count, "days of a month, where a part of it is charged");
    field("refund", self.refund, "what is given back of a paid period that was not used");
    field("retro_credit", self.retro_credit,
          "whether what is said late can lower what is invoiced already");
    field("cancel_counts_from", self.cancel_counts_from,
          "notice counts from the day it was received, or the day it names");
    field("notice", self.notice,
          "how long service goes on after notice: steps by tenure, the last one open");
    field("setup_fee", self.setup_fee, "once, with the first period");
    field("commitment_months", self.commitment_months, "how long the customer is bound");
    field("early_termination", self.early_termination,
          "what leaving earlier costs: the rest of the commitment, or nothing");
    field("contract_required", self.contract_required,
          "whether an order has to say where the contract is filed");
    field("sales_only", self.sales_only,
          "whether an order has to say where sales has written it down");
    field("free_while_reselling", self.free_while_reselling,
          "costs nothing on a billing day on which the company resells");
    field("third_party_licensed", self.third_party_licensed,
          "licensed by somebody else: never free");
    field("retention_days", self.retention_days,
          "how long names are kept after the last invoice before they may be erased");
    field("payment_terms_days", self.payment_terms_days,
          "from the day of issue to the day it is due");
    field("tax", self.tax, "a tax class of the catalog; left out: no tax");
    field("features", self.features, "what is in it, for telling plans apart");
    field("pairing", self.pairing, "how many devices a user covers; by activity only");
    field("trial", self.trial, "a plan without it cannot be tried");
  }
  bool operator==(const Terms&) const = default;
};

}  // namespace msp
