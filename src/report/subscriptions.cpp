#include <algorithm>
#include <vector>

#include "cells.h"
#include "msp/report/subscriptions.h"
#include "selection.h"

namespace msp {
namespace {

struct SubscriptionRow {
  SubscriptionRef ref;
  PlanId plan;
  Status status = Status::ordered;
  std::optional<std::int64_t> mailboxes;
  Date ordered_on;
  std::optional<Date> connected_on;
  std::optional<Date> billing_from;
  std::optional<Date> ends_on;
  Price price;
};

std::optional<Date> seen_by(Date on, const std::optional<Date>& date) {
  return date && *date <= on ? date : std::nullopt;
}

SubscriptionRow row_of(const Standing& standing, const Catalog& catalog) {
  const Subscription& subscription = standing.subscription;
  SubscriptionRow row;
  row.ref = standing.ref();
  row.plan = standing.plan();
  row.status = standing.status;
  if (const CountFrom* count = subscription.count_on(standing.on)) row.mailboxes = count->mailboxes;
  row.ordered_on = subscription.ordered_on;
  row.connected_on = seen_by(standing.on, subscription.connected_on());
  row.billing_from = subscription.billing_from;
  if (subscription.ending && subscription.ending->notice_on <= standing.on) {
    row.ends_on = subscription.ending->ends_on;
  }
  row.price = price_for(standing.customer, subscription, catalog, standing.on);
  return row;
}

}  // namespace

Columns subscription_columns() {
  return {{"subscription", "what it goes by"},
          {"plan", "by which terms and price"},
          {"status", "where it stands"},
          added_up({"mailboxes", "how many are billed", ColumnKind::count}),
          {"ordered_on", "when it was ordered", ColumnKind::date},
          {"connected_on", "when service began", ColumnKind::date},
          {"billing_from", "the first day that is billed", ColumnKind::date},
          {"ends_on", "the first day no longer served", ColumnKind::date},
          {"unit_price", "of one, a period", ColumnKind::amount},
          {"currency", "of the price"}};
}

Table subscription_list(const Ledger& ledger, const Query& query) {
  std::vector<SubscriptionRow> rows;
  const Catalog catalog = ledger.catalog();
  visit_subscriptions(ledger, catalog, query, query.as_of,
                      [&](const Standing& standing) { rows.push_back(row_of(standing, catalog)); });
  std::sort(rows.begin(), rows.end(),
            [](const SubscriptionRow& a, const SubscriptionRow& b) { return a.ref < b.ref; });

  Table table(subscription_columns());
  for (const SubscriptionRow& row : rows) {
    table.add({row.ref.text(), row.plan.text(), word(row.status), cell(row.mailboxes),
               row.ordered_on.text(), cell(row.connected_on), cell(row.billing_from),
               cell(row.ends_on), unit_price_text(row.price), row.price.currency.text()});
  }
  return table;
}

}  // namespace msp
