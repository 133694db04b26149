// What ought to be billed by activity: units of whole calendar months (MISSION S1).
#include <algorithm>

#include "calendar.h"
#include "propose.h"

namespace msp {

/// MISSION S1: who was seen once in a calendar month costs the month, whole, in the one in which
/// the service begins or ends too. Nobody seen, no charge.
void Proposal::add_activity(const Terms& terms, const BillingPeriod& period, const Due& due) {
  const Month month = Month::of(period.days.start);
  UnitCount count;
  if (const FrozenUnits* frozen = subscription_.frozen_in(month)) {
    count = {frozen->units, frozen->digest, frozen->seq};
  } else if (units_of_) {
    count = units_of_(customer_, subscription_, month);
  }
  if (count.units == 0) return;
  const auto& ending = subscription_.ending;
  const Date end = ending ? std::min(ending->ends_on, period.days.end) : period.days.end;
  add(LineKind::activity, terms, {{period.days.start, end}, 1}, period.nominal, due, count);
}

/// Activity that comes in late only adds: a device that counted for itself may turn out to be
/// somebody's, but what is billed for it is not lowered.
void Proposal::keep_what_late_usage_lowers() {
  for (auto& [charge, after] : rated_) {
    const auto& late = customer_.late_usage;
    const Month month = Month::of(charge.period.start);
    const bool added = std::find(late.begin(), late.end(), month) != late.end();
    if (charge.component != LineKind::activity || !added) continue;
    for (const Billed& billed : billed_) {
      const bool same = billed.subscription == charge.subscription &&
                        billed.component == charge.component &&
                        billed.period.start == charge.period.start;
      if (same) charge.floor = std::max(charge.floor, billed.net);
    }
  }
}

}  // namespace msp
