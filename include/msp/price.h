// What units cost: the price that holds, and its tiers.
#pragma once

#include <vector>

#include "msp/customer.h"

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

/// The price agreed for what is billed by a plan's statement, and where that was said: with the
/// order, a change to the plan, or a word about it since. Nothing where the catalog's holds.
std::optional<Price> agreed_price(const Customer& customer, const Subscription& subscription,
                                  const PlanFrom& plan);

/// What a unit of the subscription costs on `date`, in a period that starts on `period_start`: the
/// agreed price, or the catalog's. Throws Unbillable `price.missing` if there is none.
Price price_for(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                Date date, Date period_start);
inline Price price_for(const Customer& customer, const Subscription& subscription,
                       const Catalog& catalog, Date date) {
  return price_for(customer, subscription, catalog, date, date);
}

}  // namespace msp
