// The terms of a plan: the three vendors' rules as data. The field names are the keys of the
// catalog file, of `order --set TERM=VALUE` and of the event payload: one list serves them all.
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
#include "msp/result.h"

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
    field("length", self.length);
    field("starts", self.starts);
    field("on_end", self.on_end);
    field("decision_months", self.decision_months);
    field("undecided", self.undecided);
    field("decision_period", self.decision_period);
    field("convert_bills_from", self.convert_bills_from);
    field("needs", self.needs);
  }
  bool operator==(const TrialTerms&) const = default;
};

/// A step of the notice ladder: up to `max_tenure_months` as a customer (absent: beyond the rest),
/// notice lasts `months` (MISSION D12).
struct NoticeStep {
  std::optional<std::int64_t> max_tenure_months;
  std::int64_t months = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("max_tenure_months", self.max_tenure_months);
    field("months", self.months);
  }
  bool operator==(const NoticeStep&) const = default;
};

/// How many devices one user covers (MISSION S2).
struct Pairing {
  std::int64_t business = 0;
  std::int64_t personal = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("business", self.business);
    field("personal", self.personal);
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
    field("basis", self.basis);
    field("timing", self.timing);
    field("billing_day", self.billing_day);
    field("first_period", self.first_period);
    field("last_period", self.last_period);
    field("quantity_change", self.quantity_change);
    field("measure", self.measure);
    field("day_count", self.day_count);
    field("refund", self.refund);
    field("retro_credit", self.retro_credit);
    field("cancel_counts_from", self.cancel_counts_from);
    field("notice", self.notice);
    field("setup_fee", self.setup_fee);
    field("commitment_months", self.commitment_months);
    field("early_termination", self.early_termination);
    field("contract_required", self.contract_required);
    field("sales_only", self.sales_only);
    field("free_while_reselling", self.free_while_reselling);
    field("third_party_licensed", self.third_party_licensed);
    field("retention_days", self.retention_days);
    field("payment_terms_days", self.payment_terms_days);
    field("tax", self.tax);
    field("features", self.features);
    field("pairing", self.pairing);
    field("trial", self.trial);
  }
  bool operator==(const Terms&) const = default;
};

/// A term of a plan that an agreement sets differently (MISSION X1), as typed: `first_period`,
/// `trial.length`.
struct Override {
  std::string term;
  std::string value;
  static constexpr void fields(auto& self, auto&& field) {
    field("term", self.term);
    field("value", self.value);
  }
  bool operator==(const Override&) const = default;
};

/// `terms` with the overrides in place. Refusals: term.unknown, term.malformed.
Result<Terms> with_overrides(Terms terms, const std::vector<Override>& overrides);

/// Every term by name as text, lists joined by `; `: what `catalog show` and `diff` print.
struct NamedTerm {
  std::string name;
  std::string value;
};
std::vector<NamedTerm> named_terms(const Terms& terms);

/// Contradictions, each with the key it is about.
struct TermProblem {
  std::string key;
  std::string problem;
};
std::vector<TermProblem> problems_of(const Terms& terms);

/// The first day on which a notice received on `received_on` from a customer since `since` no
/// longer bills: received + the months of its tenure (MISSION D12).
Date notice_end(const Terms& terms, Date since, Date received_on);

}  // namespace msp
