// Billing periods: where they begin and end, and what part of one is charged.
#pragma once

#include "msp/money.h"
#include "msp/plan.h"

namespace msp {

/// The days from `days.start` to the next billing day, within the full period they belong to.
struct BillingPeriod {
  Period days;     ///< begins late after a start in mid-period
  Period nominal;  ///< from billing day to billing day
};

/// The billing period that begins on `start`, where billing days fall on `day` of each month.
BillingPeriod billing_period_from(Date start, unsigned day);

/// The part of a full period's price that `covered` costs: nothing, all, or its days over those of
/// the period, as `first_period` and `last_period` say of what begins late and ends early. Only the
/// `first` of all periods can be free for beginning late; one that a change of the billing day cut
/// is paid by the day.
Rational share_of(const Terms& terms, Period covered, Period nominal, bool first);

/// The days a full period counts as (`day_count`).
std::int32_t counted_days(const Terms& terms, Period nominal);

}  // namespace msp
