#include "msp/price.h"

#include <fmt/format.h>

namespace msp {

std::vector<TierUnits> units_by_price(std::int64_t quantity, const Price& price) {
  if (!price.tiers) return {{1, quantity, price.amount}};
  const bool volume = price.tiers->mode == TierMode::volume;
  std::vector<TierUnits> units;
  std::int64_t before = 0;
  for (const TierStep& step : price.tiers->steps) {
    const bool last = !step.through || quantity <= *step.through;
    if (volume && last) return {{1, quantity, step.amount}};
    if (!volume) units.push_back({before + 1, last ? quantity : *step.through, step.amount});
    if (last) break;
    before = *step.through;
  }
  return units;
}

Rational cost_of(std::int64_t quantity, Decimal amount, const Price& price) {
  return Rational(quantity) * Rational(amount.micros(), Decimal::scale) *
         Rational(price.currency.minor_per_unit(), price.per);
}

Rational cost_of(std::int64_t quantity, const Price& price) {
  Rational cost;
  for (const TierUnits& units : units_by_price(quantity, price)) {
    cost = cost + cost_of(units.count(), units.amount, price);
  }
  return cost;
}

namespace {

Price agreed_at(Decimal amount, Date from, Currency currency, std::int64_t seq) {
  Price price;
  price.from = from;
  price.amount = amount;
  price.currency = currency;
  price.seq = seq;
  return price;
}

}  // namespace

std::optional<Price> agreed_price(const Customer& customer, const Subscription& subscription,
                                  const PlanFrom& plan) {
  const PlanFrom* said = &plan;
  while (said->seq != subscription.ordered_seq) {
    if (said->unit_price) {
      return agreed_at(*said->unit_price, said->from, subscription.currency, said->seq);
    }
    if (said->as_order && subscription.begins_plan(*said)) return std::nullopt;
    const PlanFrom& before = subscription.plan_on(said->from - 1);
    if (before.seq == said->seq) break;
    said = &before;
  }
  const Agreement& agreement = customer.agreement_of(subscription);
  if (!agreement.unit_price) return std::nullopt;
  return agreed_at(*agreement.unit_price, agreement.made_on, subscription.currency, agreement.seq);
}

Price price_for(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                Date date, Date period_start) {
  const PlanFrom& plan = subscription.plan_on(period_start);
  if (const auto agreed = agreed_price(customer, subscription, plan)) return *agreed;
  const Plan* known = catalog.plan(plan.plan);
  const Price* price = known ? known->price_on(date, period_start, subscription.on_plan_since(plan),
                                               subscription.currency)
                             : nullptr;
  if (price) return *price;
  throw Unbillable(Exit::refused, "price.missing",
                   fmt::format("{}: {} has no {} price on {}", customer.ref(subscription).text(),
                               plan.plan.text(), subscription.currency.text(), date.text()),
                   "Load a catalog that has one.");
}

}  // namespace msp
