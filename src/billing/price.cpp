#include <fmt/format.h>

#include "msp/billing.h"

namespace msp {

Price price_for(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                Date date) {
  const Agreement& agreement = customer.agreement_of(subscription);
  if (agreement.unit_price) {
    Price agreed;
    agreed.from = agreement.made_on;
    agreed.amount = *agreement.unit_price;
    agreed.currency = subscription.currency;
    agreed.seq = agreement.seq;
    return agreed;
  }
  const PlanFrom& plan = subscription.plan_on(date);
  const Plan* known = catalog.plan(plan.plan);
  const Price* price = known ? known->price_on(date, plan.from, subscription.currency) : nullptr;
  if (price) return *price;
  throw Fault(Exit::refused, "price.missing",
              fmt::format("{}: {} has no {} price on {}", customer.ref(subscription).text(),
                          plan.plan.text(), subscription.currency.text(), date.text()),
              "Load a catalog that has one.");
}

}  // namespace msp
