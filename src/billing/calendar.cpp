#include "calendar.h"

namespace msp {

BillingPeriod billing_period_from(Date start, unsigned day) {
  const Date end = next_day_of_month(start, day);
  return {{start, end}, {last_day_of_month(start, day), end}};
}

std::int32_t counted_days(const Terms& terms, Period nominal) {
  return terms.day_count == DayCount::thirty ? 30 : nominal.days();
}

Rational share_of(const Terms& terms, Period covered, Period nominal, bool first) {
  const bool begins_late = covered.start != nominal.start;
  const bool ends_early = covered.end != nominal.end;
  const Partial beginning = first ? terms.first_period : Partial::daily;
  const auto part_is = [&](Partial partial) {
    return (begins_late && beginning == partial) || (ends_early && terms.last_period == partial);
  };
  if (part_is(Partial::free)) return 0;
  if (!part_is(Partial::daily)) return 1;
  const std::int32_t whole = counted_days(terms, nominal);
  return covered.days() < whole ? Rational(covered.days(), whole) : Rational(1);
}

}  // namespace msp
