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

bool is_unusual(std::int64_t last, std::int64_t now) {
  return Rational(last) * Rational(usual_growth) < Rational(now);
}

struct UnusualDay {
  Date date;
  Currency currency;
  std::int64_t net = 0;
  Date last_date;
  std::int64_t last_net = 0;
};

/// `acme` or a day would be billed so much, more than three times of what it was.
std::string told_of(const std::string& what, std::int64_t net, std::int64_t last,
                    const UnusualDay& day) {
  return fmt::format("{} would be billed {} {}, more than three times the {} of {}", what,
                     amount_text(net, day.currency), day.currency.text(),
                     amount_text(last, day.currency), day.last_date.text());
}

/// The oldest first.
std::vector<UnusualDay> unusual_days(const Ledger& ledger, const std::vector<Proposed>& proposed) {
  Totals now;
  for (const auto& [customer, invoice] : proposed) {
    if (invoice->net <= 0) continue;
    std::int64_t& sum = now[{invoice->billed_on, invoice->currency}];
    sum = checked_add(sum, invoice->net);
  }
  if (now.empty()) return {};
  Totals totals;
  for (const DayTotal& day : ledger.charged_since(now.begin()->first.first - days_to_look_back)) {
    totals[{day.billed_on, day.currency}] = day.net;
  }
  std::vector<UnusualDay> unusual;
  for (const auto& [key, sum] : now) {
    const auto& [date, currency] = key;
    const auto last = before(totals, date, currency);
    if (last != totals.end() && is_unusual(last->second, sum)) {
      unusual.push_back({date, currency, sum, last->first.first, last->second});
    }
    totals[key] = sum;
  }
  return unusual;
}

}  // namespace

std::vector<RunOutcome::Parked> conspicuous_in(const Ledger& ledger,
                                               const std::vector<Proposed>& proposed) {
  std::vector<RunOutcome::Parked> found;
  for (const UnusualDay& day : unusual_days(ledger, proposed)) {
    const auto charged = ledger.charged_on(day.last_date, day.currency);
    for (const auto& [customer, invoice] : proposed) {
      const bool of_day = invoice->billed_on == day.date && invoice->currency == day.currency;
      const auto last = charged.find(customer);
      if (!of_day || last == charged.end() || !is_unusual(last->second, invoice->net)) continue;
      found.push_back({customer,
                       {"run.unusual", told_of("it", invoice->net, last->second, day),
                        Hint(Advice::review_customer, {customer.text()}), Exit::usage}});
    }
  }
  return found;
}

std::optional<Refusal> refuse_unusual(const Ledger& ledger, const std::vector<Proposed>& proposed) {
  const auto unusual = unusual_days(ledger, proposed);
  if (unusual.empty()) return std::nullopt;
  const UnusualDay& day = unusual.front();
  return Refusal{"run.unusual", told_of(day.date.text(), day.net, day.last_net, day),
                 Advice::review_run, Exit::usage};
}

}  // namespace msp
