#include "msp/monthly_revenue.h"

#include <algorithm>

#include "rate.h"
#include "schedule.h"

namespace msp {
namespace {

/// Where the period begins that `on` lies in: discounts go by it.
Date period_start(const Customer& customer, const Subscription& subscription, const Terms& terms,
                  Date on) {
  const bool regular = subscription.billing_from && *subscription.billing_from <= on;
  if (!regular) return subscription.trial->ends_on;  // the month of decision
  const auto day = billing_day_on(customer, terms, on);
  return day ? std::max(*subscription.billing_from, last_day_of_month(on, *day)) : on;
}

}  // namespace

bool is_charged_on(const Subscription& subscription, Date on) {
  const auto& ending = subscription.ending;
  if (ending && ending->ends_on <= on) return false;
  if (subscription.billing_from && *subscription.billing_from <= on) return true;
  // Until somebody decided, the month of decision may turn out to be free (MISSION decision 4).
  const auto& trial = subscription.trial;
  return trial && trial->decision_charged && trial->ends_on <= on && trial->converted_on &&
         *trial->converted_on <= on;
}

std::int64_t monthly_revenue(const Customer& customer, const Subscription& subscription,
                             const Catalog& catalog, Date on, std::int64_t units) {
  if (!is_charged_on(subscription, on)) return 0;
  const AgreedTerms terms = terms_on(customer, subscription, catalog, on);
  if (is_free_on(customer, subscription, catalog, *terms, on)) return 0;
  const std::int64_t quantity = counted_on(customer, subscription, catalog, on).value_or(units);
  return net_of_month(customer, subscription, catalog,
                      {period_start(customer, subscription, *terms, on), on + 1}, quantity);
}

std::int64_t net_of_month(const Customer& customer, const Subscription& subscription,
                          const Catalog& catalog, Period days, std::int64_t quantity) {
  std::int64_t net =
      price_of_month(customer, subscription, catalog, days.through(), quantity).net();
  for (const TakenOff& off : discounts_off(net, customer, subscription, {days, 1})) {
    net -= off.net();
  }
  return net;
}

}  // namespace msp
