// What a query lets through, shared by the reports over customers and their subscriptions.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "msp/ledger.h"
#include "msp/report/query.h"

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

/// Those that are its partner's; nothing if the query asks for no partner.
std::optional<std::set<CustomerId>> customers_of_partner(const Ledger& ledger, const Query& query);

/// Every document with a date within the query's days, in the order of issue.
void visit_documents(const Ledger& ledger, const Query& query,
                     const std::function<void(const CustomerId&, const InvoiceIssued&)>& visit);

/// What was seen in a month of every customer the query may be about, in the order they came.
void visit_activity(const Ledger& ledger, const Query& query, Month month,
                    const std::function<void(const CustomerId&, std::vector<Activity>&&)>& visit);

/// The months from the first to the last.
struct Months {
  Month first;
  Month last;
  std::size_t count() const;  ///< 0 if the first comes after the last
  Month operator[](std::size_t place) const { return first + static_cast<int>(place); }
};

/// The months that the query's month and its days from and through all reach; where nothing says
/// when to begin, `usual` of them, and where nothing says when to stop, up to as_of's.
Months months_of(const Query& query, int usual);

/// True if the query leaves nothing out for being of another subscription.
inline bool takes_all(const Query& query) { return !query.plan && !query.group && !query.status; }

/// Every subscription of the customer ordered on or before `on` that passes the query's filters.
void visit_subscriptions(const Customer& customer, const Catalog& catalog, const Query& query,
                         Date on, const std::function<void(const Standing&)>& visit);

/// Every subscription ordered on or before `on` that passes the query's filters, in the order the
/// customers came: whoever lists them sorts them.
void visit_subscriptions(const Ledger& ledger, const Catalog& catalog, const Query& query, Date on,
                         const std::function<void(const Standing&)>& visit);

}  // namespace msp
