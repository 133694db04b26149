// Billing periods: where they begin and end, and what part of one is charged.
#pragma once

#include "msp/charge.h"

namespace msp {

/// The days from `days.start` to the next billing day, within the full period they belong to.
struct BillingPeriod {
  Period days;     ///< begins late after a start in mid-period
  Period nominal;  ///< from billing day to billing day
};

/// The billing period that begins on `start`, where billing days fall on `day` of each month.
BillingPeriod billing_period_from(Date start, unsigned day);

/// The days a period counts as (`day_count`): its own, or those of months of thirty days, in which
/// the 31st counts as the 30th (MISSION decision 30). Its parts always add up to it.
std::int32_t counted_days(const Terms& terms, Period period);

/// `days` as a part of the `whole` that they lie in; all of it where that counts no day.
Rational daily_share(const Terms& terms, Period days, Period whole);

/// `first_period` says what a period costs that begins late: only the `first` of all can be free
/// for that, one that a change of the billing day cut is paid by the day. `last_period` says what
/// one costs in which the service ends; but where it was due in advance before the desk was told,
/// `refund` does (MISSION X5).
Share share_of(const Terms& terms, const BillingPeriod& period, bool first,
               const std::optional<Ending>& ending);

/// What a prorated refund would leave, where `refund` never gives none.
std::optional<Share> share_if_refunded(const Terms& terms, const BillingPeriod& period, bool first,
                                       const std::optional<Ending>& ending);

/// True if the period that starts on `start` was due before the desk was told of the end.
bool was_prepaid(const Terms& terms, Date start, const Ending& ending);

}  // namespace msp
