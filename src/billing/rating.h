// The price of a charge: count × price × share, exact until each part is rounded, with the steps
// written down by the code that takes them.
#pragma once

#include "calendar.h"
#include "msp/billing.h"

namespace msp {

/// What a charge is rated for.
struct RatingBasis {
  const Customer& customer;
  const Subscription& subscription;
  const Catalog& catalog;
  const Terms& terms;
  LineKind component;
  Period nominal;  ///< the full period whose price it is a share of
  Share share;
  std::optional<UnitCount> units = {};  ///< of what is billed by activity
};

/// The parts of a period's charge: days at one count and price, by tier, then the discounts.
std::vector<ChargePart> rate_period(const RatingBasis& basis);

/// The setup fee: once, when the first period is billed.
std::vector<ChargePart> rate_setup(const RatingBasis& basis);

/// What is left of a commitment, at the last count and price: full periods and parts by the day.
std::vector<ChargePart> rate_commitment(const RatingBasis& basis, const Rational& periods);

/// Takes the agreement's discounts off, in the order in which it names them: each of what the ones
/// before it left, never below nothing. One for n months reaches every period that starts within n
/// months of the first day charged.
void add_discounts(std::vector<ChargePart>& parts, const RatingBasis& basis);

std::int64_t sum_of(const std::vector<ChargePart>& parts);

}  // namespace msp
