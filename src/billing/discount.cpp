// Discounts: lines of their own behind what they are taken from.
#include <algorithm>

#include "rate.h"

namespace msp {
namespace {

/// The first day that this subscription was ever charged for.
Date first_charged_on(const Subscription& subscription, Date otherwise) {
  if (subscription.trial && subscription.trial->decision_charged) {
    return subscription.trial->ends_on;
  }
  return subscription.billing_from.value_or(otherwise);
}

bool reaches(const AgreedDiscount& discount, const Subscription& subscription, Date start) {
  constexpr std::int64_t for_ever = 12'000;  // of months, a thousand years: no number wraps
  const Date first = first_charged_on(subscription, start);
  return !discount.months ||
         start < add_months(first, static_cast<int>(std::min(*discount.months, for_ever)));
}

/// What it takes off `base` minor units, before rounding.
Rational taken_off(const AgreedDiscount& discount, std::int64_t base, Currency currency,
                   const Rational& share) {
  if (discount.percent) {
    return Rational(base) * Rational(discount.percent->micros(), Int128{Decimal::scale} * 100);
  }
  const Rational amount =
      Rational(discount.amount->micros(), Decimal::scale) * Rational(currency.minor_per_unit());
  return std::min(amount * share, Rational(base));
}

}  // namespace

std::vector<TakenOff> discounts_off(std::int64_t net, const Customer& customer,
                                    const Subscription& subscription, const Share& share) {
  std::vector<TakenOff> taken;
  for (const AgreedDiscount& discount : customer.agreement_of(subscription).discounts) {
    if (net <= 0 || !reaches(discount, subscription, share.days.start)) continue;
    taken.push_back({discount, net, taken_off(discount, net, subscription.currency, share.part)});
    net -= taken.back().net();
  }
  return taken;
}

std::vector<DiscountId> discounts_reaching(const Customer& customer,
                                           const Subscription& subscription, Date start) {
  std::vector<DiscountId> codes;
  for (const AgreedDiscount& discount : customer.agreement_of(subscription).discounts) {
    if (reaches(discount, subscription, start)) codes.push_back(discount.code);
  }
  return codes;
}

void add_discounts(std::vector<ChargePart>& parts, const RatingBasis& basis, const Share& share) {
  const Customer& customer = basis.customer;
  const Subscription& subscription = basis.subscription;
  const Currency currency = subscription.currency;
  if (parts.empty()) return;
  const Period days{parts.front().period.start, parts.back().period.end};
  for (const auto& [discount, base, exact] :
       discounts_off(sum_of(parts), customer, subscription, share)) {
    ChargePart part;
    part.kind = LineKind::discount;
    part.period = days;
    part.said.name = discount.code.text();
    part.net = -exact.rounded();
    part.unit_price = decimal_of(part.net, currency);
    part.steps = {
        {StepKind::base, StepAmount::money(base, currency), std::nullopt},
        {StepKind::discount,
         discount.percent ? StepAmount::percent(*discount.percent)
                          : StepAmount::decimal(*discount.amount, currency.exponent()),
         customer.agreement_of(subscription).seq},
        {StepKind::exact, StepAmount::exact(Rational(-1) * exact, currency), std::nullopt},
        {StepKind::rounded, StepAmount::money(part.net, currency), std::nullopt}};
    parts.push_back(std::move(part));
  }
}

}  // namespace msp
