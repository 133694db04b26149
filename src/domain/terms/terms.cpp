// The values that terms have, as text.
#include "msp/terms.h"

namespace msp {
namespace {

constexpr std::string_view days_suffix = " days";
constexpr std::int64_t longest_trial = 3650;  // days

}  // namespace

std::optional<BillingDay> BillingDay::from_text(std::string_view text) {
  if (text == "group") return group();
  const auto day = count_from_text(text);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  return BillingDay(static_cast<unsigned>(*day));
}

std::string BillingDay::text() const { return is_group() ? "group" : std::to_string(day_); }

std::optional<TrialLength> TrialLength::from_text(std::string_view text) {
  TrialLength length;
  if (text == "until-billing-day" || text == "per-order") {
    length.kind_ = text == "per-order" ? Kind::per_order : Kind::until_billing_day;
    length.days_ = 0;
    return length;
  }
  if (!text.ends_with(days_suffix)) return std::nullopt;
  const auto days = count_from_text(text.substr(0, text.size() - days_suffix.size()));
  if (!days || *days < 1 || *days > longest_trial) return std::nullopt;
  length.days_ = static_cast<std::int32_t>(*days);
  return length;
}

std::string TrialLength::text() const {
  switch (kind_) {
    case Kind::until_billing_day:
      return "until-billing-day";
    case Kind::per_order:
      return "per-order";
    case Kind::days:
      break;
  }
  return std::to_string(days_) + std::string(days_suffix);
}

Terms Terms::defaults(Basis basis, std::optional<Timing> timing) {
  Terms terms;
  terms.basis = basis;
  terms.timing = timing.value_or(basis == Basis::activity ? Timing::arrears : Timing::advance);
  terms.measure = terms.timing == Timing::arrears ? Measure::at_end : Measure::at_start;
  return terms;
}

}  // namespace msp
