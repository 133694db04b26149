#include <algorithm>
#include <vector>

#include "cells.h"
#include "msp/report/customers.h"
#include "selection.h"

namespace msp {
namespace {

struct CustomerRow {
  CustomerId id;
  std::string name;
  std::string partner;
  bool deactivated = false;
  std::optional<std::int64_t> group;
  std::int64_t subscriptions = 0;         ///< not ended
  std::optional<std::int64_t> mailboxes;  ///< of those; absent where none are counted
  std::optional<Date> since;
};

bool has_one_that_passes(const Customer& customer, const Query& query) {
  const auto passes = [&query](const Subscription& subscription) {
    const Date on = query.as_of;
    return subscription.ordered_on <= on &&
           (!query.plan || subscription.plan_on(on).plan == *query.plan) &&
           (!query.status || subscription.status_on(on) == *query.status);
  };
  return std::any_of(customer.subscriptions.begin(), customer.subscriptions.end(), passes);
}

CustomerRow row_of(const Customer& customer, Date on) {
  CustomerRow row;
  row.id = customer.id;
  row.name = customer.details.name;
  row.partner = customer.details.partner;
  row.deactivated = customer.deactivated_on(on);
  row.group = customer.group_on(on);
  if (customer.since && *customer.since <= on) row.since = customer.since;
  for (const Subscription& subscription : customer.subscriptions) {
    if (subscription.ordered_on > on || subscription.status_on(on) == Status::ended) continue;
    ++row.subscriptions;
    const CountFrom* count = subscription.count_on(on);
    if (count) row.mailboxes = checked_add(row.mailboxes.value_or(0), count->mailboxes);
  }
  return row;
}

}  // namespace

Columns customer_columns() {
  return {{"customer", "what it goes by"},
          {"name", "of the company"},
          {"status", "active or deactivated"},
          {"partner", "through whom it was sold"},
          {"group", "the invoicing group: the day it is billed on", ColumnKind::count},
          added_up({"subscriptions", "that are not ended", ColumnKind::count}),
          added_up({"mailboxes", "that are counted in all", ColumnKind::count}),
          {"since", "the day of its first order", ColumnKind::date}};
}

Table customer_list(const Ledger& ledger, const Query& query) {
  std::vector<CustomerRow> rows;
  visit_customers(ledger, query, [&](const Customer& customer) {
    if (!has_one_that_passes(customer, query)) return;
    CustomerRow row = row_of(customer, query.as_of);
    if (!query.group || row.group == query.group) rows.push_back(std::move(row));
  });
  std::sort(rows.begin(), rows.end(),
            [](const CustomerRow& a, const CustomerRow& b) { return a.id < b.id; });

  Table table(customer_columns());
  for (const CustomerRow& row : rows) {
    table.add({row.id.text(), row.name, row.deactivated ? "deactivated" : "active", row.partner,
               cell(row.group), std::to_string(row.subscriptions), cell(row.mailboxes),
               cell(row.since)});
  }
  return table;
}

}  // namespace msp
