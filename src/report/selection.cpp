#include "selection.h"
#include "msp/report/query.h"

#include <algorithm>

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
  const auto visit_if = [&](const Customer& customer) {
    const bool passes =
        !query.partner ||
        (customer.exists() && customer.details_on(query.as_of).partner == *query.partner);
    if (passes) visit(customer);
  };
  if (!query.customer) return ledger.customers(visit_if);
  if (const auto customer = ledger.customer(*query.customer)) visit_if(*customer);
}

std::optional<std::set<CustomerId>> customers_of_partner(const Ledger& ledger, const Query& query) {
  if (!query.partner) return std::nullopt;
  std::set<CustomerId> found;
  visit_customers(ledger, query, [&found](const Customer& customer) { found.insert(customer.id); });
  return found;
}

void visit_documents(const Ledger& ledger, const Query& query,
                     const std::function<void(const CustomerId&, const InvoiceIssued&)>& visit) {
  EventFilter filter;
  filter.customer = query.customer;
  filter.type = InvoiceIssued::type;
  const auto of_partner = customers_of_partner(ledger, query);
  ledger.customer_events(filter, [&](const CustomerId& customer, const auto& recorded) {
    const auto& document = std::get<InvoiceIssued>(recorded.event);
    if (of_partner && !of_partner->contains(customer)) return;
    if (in_time(query, document.issued_on)) visit(customer, document);
  });
}

void visit_activity(const Ledger& ledger, const Query& query, Month month,
                    const std::function<void(const CustomerId&, std::vector<Activity>&&)>& visit) {
  if (!query.customer) return ledger.activity(month, visit);
  visit(*query.customer, ledger.activity(*query.customer, month));
}

std::size_t Months::count() const {
  std::size_t count = 0;
  for (Month month = first; month <= last; month = month + 1) ++count;
  return count;
}

Columns field_columns() {
  return {{"field", "what is known"}, {"value", "as it stands on the day"}};
}

Months months_of(const Query& query, int usual) {
  Month last = query.month.value_or(Month::of(query.as_of));
  if (query.through) {
    const bool bounded = query.month || query.from;
    last = bounded ? std::min(last, Month::of(*query.through)) : Month::of(*query.through);
  }
  Month first = query.month.value_or(query.from ? Month::of(*query.from) : last + (1 - usual));
  if (query.from) first = std::max(first, Month::of(*query.from));
  return {first, last};
}

void visit_subscriptions(const Customer& customer, const Catalog& catalog, const Query& query,
                         Date on, const std::function<void(const Standing&)>& visit) {
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
}

void visit_subscriptions(const Ledger& ledger, const Catalog& catalog, const Query& query, Date on,
                         const std::function<void(const Standing&)>& visit) {
  visit_customers(ledger, query, [&](const Customer& customer) {
    visit_subscriptions(customer, catalog, query, on, visit);
  });
}

}  // namespace msp
