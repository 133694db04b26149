#include "calendar.h"

#include <algorithm>

namespace msp {
namespace {

/// Days up to `date` in months of thirty days.
std::int32_t counted_in_thirties(Date date) {
  const unsigned day = std::min(date.day(), 30U);
  return (date.year() * 12 + static_cast<std::int32_t>(date.month())) * 30 +
         static_cast<std::int32_t>(day);
}

/// The share of a period that may begin late and ends in full.
Rational share_from_start(const Terms& terms, const BillingPeriod& period, bool first) {
  if (period.days.start == period.nominal.start) return 1;
  const Partial beginning = first ? terms.first_period : Partial::daily;
  if (beginning == Partial::free) return 0;
  // Billed from a later day before, the rest of it is a part of its own.
  const Period rest{period.days.end, period.nominal.end};
  if (beginning == Partial::full) return Rational(1) - daily_share(terms, rest, period.nominal);
  return daily_share(terms, period.days, period.nominal);
}

Share share_to_end(const Terms& terms, const BillingPeriod& period, Rational whole, Date end) {
  const auto& [days, nominal] = period;
  const Period served{days.start, end};
  if (terms.last_period == Partial::free) return {served, 0};
  if (terms.last_period == Partial::full) return {days, whole};
  if (whole == Rational(0)) return {served, 0};
  return {served, daily_share(terms, served, nominal)};
}

Share refunded_share(const Terms& terms, Refund refund, const BillingPeriod& period, Rational whole,
                     Date end) {
  const Period& days = period.days;
  const Period served{days.start, std::max(end, days.start)};
  // Of a part that costs as much as a full period, each of its own days is worth more.
  const Rational left = served.empty() ? 0 : whole * daily_share(terms, served, days);
  switch (refund) {
    case Refund::never:
      return {days, whole};
    case Refund::full:
      return {days, 0};
    case Refund::prorated:
      break;
  }
  return {served.empty() ? days : served, left};
}

}  // namespace

BillingPeriod billing_period_from(Date start, unsigned day) {
  const Date end = next_day_of_month(start, day);
  return {{start, end}, {last_day_of_month(start, day), end}};
}

std::int32_t counted_days(const Terms& terms, Period period) {
  return terms.day_count == DayCount::thirty
             ? counted_in_thirties(period.end) - counted_in_thirties(period.start)
             : period.days();
}

Rational daily_share(const Terms& terms, Period days, Period whole) {
  const std::int32_t all = counted_days(terms, whole);
  return all == 0 ? Rational(1) : Rational(counted_days(terms, days), all);
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
