// Units and what each of them costs, where a price has tiers.
#pragma once

#include <vector>

#include "msp/billing.h"

namespace msp {

/// The `first`-th to the `last`-th unit, at `amount` per `per`.
struct TierUnits {
  std::int64_t first = 1;
  std::int64_t last = 0;
  Decimal amount;
  std::int64_t count() const { return last - first + 1; }
};

/// `quantity` units by what they cost: one entry, or one per graduated tier reached.
std::vector<TierUnits> units_by_price(std::int64_t quantity, const Price& price);

/// Minor units, exact, of `quantity` units at `amount` per `price.per`.
Rational cost_of(std::int64_t quantity, Decimal amount, const Price& price);

/// The same of a full period, tiers included.
Rational cost_of(std::int64_t quantity, const Price& price);

}  // namespace msp
