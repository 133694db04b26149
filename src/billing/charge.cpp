#include "charge.h"

#include <fmt/format.h>

#include "calendar.h"

namespace msp {
namespace {

/// A figure and the event that set it.
struct Sourced {
  std::int64_t value = 0;
  std::optional<std::int64_t> event;
};

Sourced from(const CountFrom* count) {
  if (!count) return {};
  return {count->mailboxes, count->seq};
}

Sourced peak_count(const Subscription& subscription, Period period) {
  Sourced peak = from(subscription.count_on(period.start));
  for (const CountFrom& count : subscription.counts) {
    const bool held = subscription.count_on(count.from) == &count;  // the last said for its day
    if (held && period.contains(count.from) && count.mailboxes > peak.value) peak = from(&count);
  }
  return peak;
}

/// MISSION decision 6: the day whose count a period is billed by.
Sourced quantity_of(const ChargeBasis& basis) {
  const Subscription& subscription = basis.subscription;
  if (basis.terms.basis != Basis::mailbox) return {1, subscription.ordered_seq};
  switch (basis.terms.measure) {
    case Measure::at_start:
      return from(subscription.count_on(basis.covered.start));
    case Measure::at_end:
      return from(subscription.count_on(basis.covered.through()));
    case Measure::peak:
      break;
  }
  return peak_count(subscription, basis.covered);
}

std::string description_of(const ChargeBasis& basis) {
  const Plan& plan = *basis.catalog.plan(basis.subscription.plan_on(basis.covered.start).plan);
  const PlanVersion* version = plan.version_on(basis.covered.start);
  const std::string& name = (version ? *version : plan.versions.front()).name;
  return basis.component == LineKind::decision_period ? name + ", month of decision" : name;
}

/// The event that made a period shorter than full: the end of service, or its start.
std::optional<std::int64_t> reason_for_share(const ChargeBasis& basis) {
  const Subscription& subscription = basis.subscription;
  if (basis.covered.end != basis.nominal.end && subscription.ending) {
    return subscription.ending->seq;
  }
  return subscription.trial ? subscription.trial->seq : subscription.ordered_seq;
}

}  // namespace

Charge compute(const ChargeBasis& basis) {
  const Sourced quantity = quantity_of(basis);
  const Price price =
      price_for(basis.customer, basis.subscription, basis.catalog, basis.covered.start);
  const Currency currency = basis.subscription.currency;
  const Rational full = Rational(quantity.value) * Rational(price.amount.micros(), Decimal::scale) *
                        Rational(currency.minor_per_unit(), price.per);
  const Rational exact = full * basis.share;

  Charge charge;
  charge.subscription = basis.subscription.number;
  charge.component = basis.component;
  charge.period = basis.covered;
  charge.full = basis.nominal;
  charge.bill_on = basis.bill_on;
  charge.plan = basis.subscription.plan_on(basis.covered.start).plan;
  charge.description = description_of(basis);
  charge.currency = currency;
  charge.quantity = quantity.value;
  charge.unit_price = price.amount;
  charge.per = price.per;
  charge.net = exact.rounded();
  charge.tax = basis.terms.tax;
  charge.tax_on =
      basis.terms.timing == Timing::arrears ? basis.covered.through() : basis.covered.start;
  charge.payment_terms_days = basis.terms.payment_terms_days;

  const auto step = [&charge](StepKind kind, std::string amount,
                              std::optional<std::int64_t> event) {
    charge.steps.push_back({kind, std::move(amount), event});
  };
  step(StepKind::quantity, std::to_string(quantity.value), quantity.event);
  step(StepKind::unit_price, price.amount.text(currency.exponent()), price.seq);
  if (basis.share != Rational(1)) {
    step(StepKind::days,
         fmt::format("{}/{}", basis.covered.days(), counted_days(basis.terms, basis.nominal)),
         reason_for_share(basis));
  }
  step(StepKind::exact, exact.amount_text(currency), std::nullopt);
  step(StepKind::rounded, amount_text(charge.net, currency), std::nullopt);
  return charge;
}

}  // namespace msp
