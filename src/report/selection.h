// What a query lets through, shared by the reports over customers and their subscriptions.
#pragma once

#include <functional>
#include <optional>

#include "msp/report.h"

namespace msp {

/// A subscription as it stands on a day.
struct Standing {
  const Customer& customer;
  const Subscription& subscription;
  const Terms& terms;  ///< as agreed
  Date on;
  Status status;
  std::optional<std::int64_t> group;  ///< the day of the month it is billed on, once known

  SubscriptionRef ref() const { return customer.ref(subscription); }
  const PlanId& plan() const { return subscription.plan_on(on).plan; }
};

/// True if something that holds from `effective_on` on is within the query's days.
bool in_time(const Query& query, Date effective_on);

/// Every customer the query may be about, in the order they came.
void visit_customers(const Ledger& ledger, const Query& query,
                     const std::function<void(const Customer&)>& visit);

/// Every subscription ordered on or before `on` that passes the query's filters, in the order the
/// customers came: whoever lists them sorts them.
void visit_subscriptions(const Ledger& ledger, const Catalog& catalog, const Query& query, Date on,
                         const std::function<void(const Standing&)>& visit);

}  // namespace msp
