#include "calendar.h"

#include <algorithm>

namespace msp {
namespace {

/// The share of a period that may begin late and ends in full.
Rational share_from_start(const Terms& terms, const BillingPeriod& period, bool first) {
  if (period.days.start == period.nominal.start) return 1;
  const Partial beginning = first ? terms.first_period : Partial::daily;
  if (beginning == Partial::free) return 0;
  if (beginning == Partial::full) return 1;
  return daily_share(terms, period.days.days(), period.nominal);
}

Share share_to_end(const Terms& terms, const BillingPeriod& period, Rational whole, Date end) {
  const auto& [days, nominal] = period;
  const Period served{days.start, end};
  if (terms.last_period == Partial::free) return {served, 0};
  if (terms.last_period == Partial::full) return {days, whole};
  if (whole == Rational(0)) return {served, 0};
  return {served, daily_share(terms, served.days(), nominal)};
}

Share refunded_share(const Terms& terms, Refund refund, const BillingPeriod& period, Rational whole,
                     Date end) {
  const auto& [days, nominal] = period;
  const Period served{days.start, std::max(end, days.start)};
  const std::int32_t unserved = days.end - served.end;
  // Of a part that costs as much as a full period, each of its own days is worth more; what was
  // not served at all comes back whole, also where a month of 28 days counts as 30.
  const bool dear = whole == Rational(1) && days != nominal;
  Rational back = dear ? Rational(unserved, days.days())
                       : std::min(daily_share(terms, unserved, nominal), whole);
  if (served.empty()) back = whole;
  switch (refund) {
    case Refund::never:
      return {days, whole};
    case Refund::full:
      return {days, 0};
    case Refund::prorated:
      break;
  }
  return {served.empty() ? days : served, whole - back};
}

}  // namespace

BillingPeriod billing_period_from(Date start, unsigned day) {
  const Date end = next_day_of_month(start, day);
  return {{start, end}, {last_day_of_month(start, day), end}};
}

std::int32_t counted_days(const Terms& terms, Period nominal) {
  return terms.day_count == DayCount::thirty ? 30 : nominal.days();
}

Rational daily_share(const Terms& terms, std::int32_t days, Period nominal) {
  const std::int32_t whole = counted_days(terms, nominal);
  return days < whole ? Rational(days, whole) : Rational(1);
}

bool was_prepaid(const Terms& terms, Date start, const Ending& ending) {
  return terms.timing == Timing::advance && start <= ending.received_on;
}

Share share_of(const Terms& terms, const BillingPeriod& period, bool first,
               const std::optional<Ending>& ending) {
  const Rational whole = share_from_start(terms, period, first);
  if (!ending || ending->ends_on >= period.days.end) return {period.days, whole};
  return was_prepaid(terms, period.days.start, *ending)
             ? refunded_share(terms, terms.refund, period, whole, ending->ends_on)
             : share_to_end(terms, period, whole, ending->ends_on);
}

std::optional<Share> share_if_refunded(const Terms& terms, const BillingPeriod& period, bool first,
                                       const std::optional<Ending>& ending) {
  const bool kept = ending && ending->ends_on < period.days.end && terms.refund == Refund::never &&
                    was_prepaid(terms, period.days.start, *ending);
  if (!kept) return std::nullopt;
  return refunded_share(terms, Refund::prorated, period, share_from_start(terms, period, first),
                        ending->ends_on);
}

}  // namespace msp
