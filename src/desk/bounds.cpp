#include "bounds.h"
#include "msp/advice.h"

#include <fmt/format.h>

#include <map>

namespace msp {
namespace {

constexpr std::int64_t usual_growth = 3;
constexpr std::int32_t days_to_look_back = 100;
constexpr unsigned month_end = 28;

/// Billing days of one group: the same day of the month; days that a short month clamps are one.
unsigned slot_of(Date billed_on) { return std::min(billed_on.day(), month_end); }

using Totals = std::map<std::pair<Date, Currency>, std::int64_t>;

/// The group's billing day before `date`, if something was billed on it.
Totals::const_iterator before(const Totals& totals, Date date, Currency currency) {
  auto found = totals.end();
  for (auto each = totals.begin(); each != totals.end(); ++each) {
    const auto& [day, other] = each->first;
    if (day < date && other == currency && slot_of(day) == slot_of(date)) found = each;
  }
  return found;
}

}  // namespace

std::optional<Refusal> refuse_unusual(const Ledger& ledger, const RunOutcome& outcome) {
  if (outcome.documents.empty()) return std::nullopt;
  const Date first = outcome.documents.front().invoice.billed_on;
  Totals totals;
  for (const DayTotal& day : ledger.totals_since(first - days_to_look_back)) {
    totals[{day.billed_on, day.currency}] = day.net;
  }
  Totals now;
  for (const auto& [customer, invoice] : outcome.documents) {
    std::int64_t& sum = now[{invoice.billed_on, invoice.currency}];
    sum = checked_add(sum, invoice.net);
  }
  for (const auto& [key, sum] : now) {
    const auto& [date, currency] = key;
    const auto last = before(totals, date, currency);
    if (last != totals.end() && Rational(last->second) * Rational(usual_growth) < Rational(sum)) {
      return Refusal{"run.unusual",
                     fmt::format("{} would be billed {} {}, more than three times the {} of {}",
                                 date.text(), amount_text(sum, currency), currency.text(),
                                 amount_text(last->second, currency), last->first.first.text()),
                     Advice::review_run, Exit::usage};
    }
    totals[key] = sum;
  }
  return std::nullopt;
}

}  // namespace msp
