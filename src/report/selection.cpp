#include "selection.h"

namespace msp {
namespace {

bool passes(const Query& query, const Standing& standing) {
  return (!query.plan || standing.plan() == *query.plan) &&
         (!query.status || standing.status == *query.status) &&
         (!query.group || standing.group == query.group);
}

}  // namespace

bool in_time(const Query& query, Date effective_on) {
  return effective_on <= query.as_of && (!query.from || *query.from <= effective_on) &&
         (!query.through || effective_on <= *query.through) &&
         (!query.month || query.month->period().contains(effective_on));
}

void visit_customers(const Ledger& ledger, const Query& query,
                     const std::function<void(const Customer&)>& visit) {
  if (!query.customer) return ledger.customers([&visit](Customer&& customer) { visit(customer); });
  if (const auto customer = ledger.customer(*query.customer)) visit(*customer);
}

void visit_subscriptions(const Ledger& ledger, const Catalog& catalog, const Query& query, Date on,
                         const std::function<void(const Standing&)>& visit) {
  visit_customers(ledger, query, [&](const Customer& customer) {
    for (const Subscription& subscription : customer.subscriptions) {
      if (subscription.ordered_on > on) continue;
      const AgreedTerms terms = terms_on(customer, subscription, catalog, on);
      const Standing standing{customer,
                              subscription,
                              *terms,
                              on,
                              subscription.status_on(on),
                              billing_day_on(customer, *terms, on)};
      if (passes(query, standing)) visit(standing);
    }
  });
}

}  // namespace msp
