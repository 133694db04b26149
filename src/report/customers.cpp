#include <algorithm>
#include <vector>

#include "cells.h"
#include "msp/ascii.h"
#include "msp/e_invoice.h"
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
  std::vector<Lacking> lacking;
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

Columns lacking_customer_columns() {
  Columns columns = customer_columns();
  columns.push_back({"lacks", "what an e-invoice to it cannot do without"});
  columns.push_back({"mended_by", "the command that says it; fill in what is in capitals"});
  return columns;
}

namespace {

bool passes(const Customer& customer, const CustomerFilter& filter, Date on) {
  const CustomerDetailsSet& details = customer.details_on(on);
  const bool deactivated = customer.deactivated_on(on);
  if (filter.status && (*filter.status == CustomerStatus::deactivated) != deactivated) return false;
  if (!filter.search) return true;
  const std::string part = in_small_letters(*filter.search);
  return customer.id.text().find(part) != std::string::npos ||
         in_small_letters(details.name).find(part) != std::string::npos;
}

std::vector<Lacking> lacking_of_newest(const Customer& customer) {
  const CustomerDetailsSet& details = customer.details;
  return lacking_of(
      Buyer{details.name, details.billing_address, details.country, details.vat_id, details.party});
}

std::pair<std::string, std::string> lacks_of(const CustomerRow& row) {
  std::string what;
  std::string options;
  for (const Lacking& each : row.lacking) {
    what += (what.empty() ? "" : ", ") + each.what;
    options += " " + each.option;
  }
  return {what, "msp customer edit " + row.id.text() + options};
}

}  // namespace

Table customer_list(const Ledger& ledger, const Query& query, const CustomerFilter& filter) {
  std::vector<CustomerRow> rows;
  visit_customers(ledger, query, [&](const Customer& customer) {
    if (!has_one_that_passes(customer, query) || !passes(customer, filter, query.as_of)) return;
    CustomerRow row = row_of(customer, query.as_of);
    if (filter.lacking) row.lacking = lacking_of_newest(customer);
    if (filter.lacking && row.lacking.empty()) return;
    if (!query.group || row.group == query.group) rows.push_back(std::move(row));
  });
  std::sort(rows.begin(), rows.end(),
            [](const CustomerRow& a, const CustomerRow& b) { return a.id < b.id; });

  Table table(filter.lacking ? lacking_customer_columns() : customer_columns());
  for (const CustomerRow& row : rows) {
    const std::string group = cell(row.group);
    const std::string subscriptions = std::to_string(row.subscriptions);
    const std::string mailboxes = cell(row.mailboxes);
    const std::string since = cell(row.since);
    const std::string_view status = row.deactivated ? "deactivated" : "active";
    if (filter.lacking) {
      const auto [lacks, mended_by] = lacks_of(row);
      table.add({row.id.text(), row.name, status, row.partner, group, subscriptions, mailboxes,
                 since, lacks, mended_by});
    } else {
      table.add(
          {row.id.text(), row.name, status, row.partner, group, subscriptions, mailboxes, since});
    }
  }
  return table;
}

}  // namespace msp
