// What an agreed price and a commitment hold: the day they were made on, whatever is said later
// (MISSION 16, 17).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "msp/customer.h"
#include "msp/price.h"

namespace msp {

/// A subscription is bound to a plan for so many months, with as many units as it had on the day
/// that was agreed.
struct Commitment {
  Period days;                    ///< of it; a day is in it also once a change of plan ended it
  PlanId plan;                    ///< that was committed
  std::int64_t count = 1;         ///< so many at least are billed
  std::int64_t seq = 0;           ///< of the event that said so
  Price price;                    ///< of a unit on the day it was made
  std::optional<Date> left_on;    ///< a change to a plan that costs less ended it
  bool remaining_is_owed = true;  ///< `early_termination`: by who leaves before it is over

  /// The first day it no longer holds.
  Date end() const { return left_on.value_or(days.end); }
};

/// All there ever were, oldest first. One begins with regular billing and with each change to a
/// plan that asks for it; several may hold at a time.
std::vector<Commitment> commitments_of(const Customer& customer, const Subscription& subscription,
                                       const Catalog& catalog);

/// Of those that hold on `date` the one with most units; nullptr if there is none.
const Commitment* binding_on(const std::vector<Commitment>& commitments, Date date);

/// The terms a plan begins with: those of its order as agreed there; of a change of plan the
/// catalog's own, for what was agreed with another plan about fees does not follow it.
AgreedTerms terms_begun_with(const Customer& customer, const Subscription& subscription,
                             const Catalog& catalog, Date begins);

}  // namespace msp
