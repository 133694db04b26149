// Units of activity by subscription, for the reports.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/units.h"

namespace msp {

/// What a customer's month of activity comes to, of what was seen on or before `as_of`.
std::vector<Unit> counted_units(const Customer& customer, const Catalog& catalog, Month month,
                                std::vector<Activity> activity, Date as_of);

/// True if the subscription bills by activity on `on`.
bool is_by_activity(const Customer& customer, const Subscription& subscription,
                    const Catalog& catalog, Date on);

/// True if the month holds, up to `on`, both days of the subscription's trial and days that are
/// billed: it has a part in trial and one that is charged.
bool became_active_in(const Subscription& subscription, Month month, Date on);

/// A subscription's month of activity.
struct MonthUnits {
  std::int64_t billed = 0;
  /// What its trial's days would have added if they were billed: the units seen only on them.
  /// Unknown of a month that is purged.
  std::optional<std::int64_t> in_trial = 0;
};

/// The units of a month by subscription, of all `customers` who were seen in it; who is not in it
/// was not seen. Of a month that is purged, the counts that were frozen. The evidence knows nothing
/// of when it was told: where the ledger looks back, nobody was seen.
using UnitCounts = std::map<SubscriptionRef, MonthUnits>;
UnitCounts count_units(const Ledger& ledger, const Catalog& catalog, const Query& query,
                       const std::map<CustomerId, Customer>& customers, Month month);

}  // namespace msp
