#include <algorithm>

#include "msp/advice.h"
#include "msp/customer.h"
#include "state/timeline.h"

namespace msp {

AgreedTerms::AgreedTerms(const Terms& shared, const std::vector<Override>& overrides)
    : shared_(&shared) {
  if (!overrides.empty()) own_ = require(with_overrides(shared, overrides));
}

AgreedTerms terms_on(const Customer& customer, const Subscription& subscription,
                     const Catalog& catalog, Date date) {
  const PlanId& id = subscription.plan_on(date).plan;
  const Plan* plan = catalog.plan(id);
  if (!plan || plan->versions.empty()) {
    throw Unbillable(Exit::ledger, "catalog.missing", "the ledger has no plan " + id.text(),
                     Advice::verify);
  }
  const PlanVersion* version = plan->version_on(date);
  return {(version ? *version : plan->versions.front()).terms,
          customer.agreement_of(subscription).overrides};
}

std::optional<unsigned> billing_day_on(const Customer& customer, const Terms& terms, Date date) {
  if (!terms.billing_day.is_group()) return terms.billing_day.day();
  const auto group = customer.group_on(date);
  if (!group) return std::nullopt;
  return static_cast<unsigned>(*group);
}

std::optional<Date> next_billing_day(const Customer& customer, const Terms& terms, Date date) {
  while (const auto day = billing_day_on(customer, terms, date + 1)) {
    const Date next = next_day_of_month(date, *day);
    const auto& groups = customer.groups;
    const auto changes = [&](const GroupFrom& group) {
      return date + 1 < group.from && group.from <= next;
    };
    const auto change = std::find_if(groups.begin(), groups.end(), changes);
    if (!terms.billing_day.is_group() || change == groups.end()) return next;
    date = change->from - 1;  // from there on it is another day of the month
  }
  return std::nullopt;
}

}  // namespace msp
