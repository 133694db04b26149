#include "msp/monthly_revenue.h"

#include <algorithm>

#include "propose.h"

namespace msp {
namespace {

std::int64_t quantity_of(const Subscription& subscription, const Terms& terms, Date on,
                         std::int64_t units) {
  switch (terms.basis) {
    case Basis::activity:
      return units;
    case Basis::flat:
      return 1;
    case Basis::mailbox:
      break;
  }
  const CountFrom* count = subscription.count_on(on);
  return count ? count->mailboxes : 0;
}

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
  if (terms->free_while_reselling && resells_on(customer, subscription, catalog, on)) return 0;
  const std::int64_t quantity = quantity_of(subscription, *terms, on, units);
  const Price price = price_for(customer, subscription, catalog, on);
  std::vector<ChargePart> parts(1);
  parts.front().net = cost_of(quantity, price).rounded();
  const Period period{period_start(customer, subscription, *terms, on), on + 1};
  add_discounts(
      parts, {customer, subscription, catalog, *terms, LineKind::recurring, period, {period, 1}});
  return sum_of(parts);
}

}  // namespace msp
