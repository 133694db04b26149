// Discounts: lines of their own behind what they are taken from.
#include <algorithm>

#include "rating.h"

namespace msp {
namespace {

/// The first day that this subscription was ever charged for.
Date first_charged_on(const Subscription& subscription, Date otherwise) {
  if (subscription.trial && subscription.trial->decision_charged) {
    return subscription.trial->ends_on;
  }
  return subscription.billing_from.value_or(otherwise);
}

bool reaches(const AgreedDiscount& discount, const RatingBasis& basis) {
  const Date start = basis.share.covered.start;
  const Date first = first_charged_on(basis.subscription, start);
  return !discount.months || start < add_months(first, static_cast<int>(*discount.months));
}

/// What it takes off `base` minor units, before rounding.
Rational taken_off(const AgreedDiscount& discount, std::int64_t base, const RatingBasis& basis) {
  if (discount.percent) {
    return Rational(base) * Rational(discount.percent->micros(), Int128{Decimal::scale} * 100);
  }
  const Rational amount = Rational(discount.amount->micros(), Decimal::scale) *
                          Rational(basis.subscription.currency.minor_per_unit());
  return std::min(amount * basis.share.charged, Rational(base));
}

}  // namespace

void add_discounts(std::vector<ChargePart>& parts, const RatingBasis& basis) {
  const Agreement& agreement = basis.customer.agreement_of(basis.subscription);
  const Currency currency = basis.subscription.currency;
  for (const AgreedDiscount& discount : agreement.discounts) {
    const std::int64_t base = sum_of(parts);
    if (base <= 0 || !reaches(discount, basis)) continue;
    const Rational off = taken_off(discount, base, basis);
    ChargePart part;
    part.kind = LineKind::discount;
    part.period = basis.share.covered;
    part.description = "Discount " + discount.code.text();
    part.net = -off.rounded();
    part.unit_price = decimal_of(part.net, currency);
    part.steps = {{StepKind::base, amount_text(base, currency), std::nullopt},
                  {StepKind::discount,
                   discount.percent ? discount.percent->text() + " %"
                                    : discount.amount->text(currency.exponent()),
                   agreement.seq},
                  {StepKind::exact, (Rational(-1) * off).amount_text(currency), std::nullopt},
                  {StepKind::rounded, amount_text(part.net, currency), std::nullopt}};
    parts.push_back(std::move(part));
  }
}

}  // namespace msp
