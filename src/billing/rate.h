// What planned charges cost: money, and no more dates.
#pragma once

#include "msp/billing.h"

namespace msp {

/// What a planned charge is rated for.
struct RatingBasis {
  const Customer& customer;
  const Subscription& subscription;
  const Catalog& catalog;
  const Terms& terms;
  const Planned& planned;
  const UnitsOf& units_of;
  const std::vector<Commitment>& commitments;  ///< all of the subscription's
  std::optional<UnitCount> units = {};  ///< once they are counted, of what is billed by activity
};

/// Rounds parts so that they add up to their rounded sum, however many there are.
class Rounding {
 public:
  std::int64_t next(const Rational& exact);

 private:
  Rational sum_;
  std::int64_t rounded_ = 0;
};

/// One function per component, for its row of components[]: the parts of a charge, and what else of
/// it is not as usual.
void rate_decision_period(const RatingBasis& basis, Charge& charge);
void rate_recurring(const RatingBasis& basis, Charge& charge);
void rate_activity(const RatingBasis& basis, Charge& charge);
void rate_setup(const RatingBasis& basis, Charge& charge);

struct Stretch;
/// Units of stretches at their prices, for a share of a full period: one part for each tier.
std::vector<ChargePart> parts_of(const RatingBasis& basis, const std::vector<Stretch>& stretches,
                                 const Share& share, Rounding& rounding,
                                 const std::optional<LineRemark>& remark = {});

/// A plan as it stands on a day; before its first version as that one says.
const PlanVersion& version_of(const Catalog& catalog, const PlanId& plan, Date on);

/// MISSION D2: says on the first charge there ever is for what was quoted what a full month costs
/// beyond the monthly total that was told at the order.
void compare_with_quote(const Planned& planned, const Customer& customer, const Catalog& catalog,
                        Charge& charge);

/// Why less is owed than a period up to `end` costs: the service ended before.
std::optional<LineRemark> remark_on_end(const Subscription& subscription, Date end);

/// A discount that reaches a period, and what it takes off what those before it left.
struct TakenOff {
  const AgreedDiscount& discount;
  std::int64_t base;  ///< minor units
  Rational exact;
  std::int64_t net() const { return exact.rounded(); }
};

/// The agreement's discounts in the order in which it names them, off `net` minor units, never
/// below nothing. One for n months reaches every period that starts within n months of the first
/// day charged.
std::vector<TakenOff> discounts_off(std::int64_t net, const Customer& customer,
                                    const Subscription& subscription, const Share& share);

/// Adds them as parts behind what they are taken from, which is charged for `share`.
void add_discounts(std::vector<ChargePart>& parts, const RatingBasis& basis, const Share& share);

/// The codes of those that reach a period.
std::vector<DiscountId> discounts_reaching(const Customer& customer,
                                           const Subscription& subscription, Date start);

/// The last two steps of a part: what it comes to, before rounding and after.
void round_to(ChargePart& part, const Rational& exact, std::int64_t net, Currency currency);

std::int64_t sum_of(const std::vector<ChargePart>& parts);

}  // namespace msp
