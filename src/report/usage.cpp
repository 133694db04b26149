// What was in use in a month, and what a month of it costs (MISSION S4).
#include <algorithm>
#include <map>
#include <vector>

#include "cells.h"
#include "selection.h"

namespace msp {
namespace {

struct Row {
  SubscriptionRef ref;
  PlanId plan;
  Basis basis = Basis::mailbox;
  Status status = Status::ordered;
  std::optional<std::int64_t> quantity;
  Price price;
  std::optional<std::int64_t> amount;  ///< minor units
  std::optional<std::int64_t> group;
};

bool is_charged(Status status) {
  return status == Status::active || status == Status::notice || status == Status::negotiation;
}

/// Activity is known only once it is imported: until then there is no count.
std::optional<std::int64_t> quantity_of(const Standing& standing) {
  switch (standing.terms.basis) {
    case Basis::activity:
      return std::nullopt;
    case Basis::flat:
      return 1;
    case Basis::mailbox:
      break;
  }
  const CountFrom* count = standing.subscription.count_on(standing.on);
  return count ? count->mailboxes : 0;
}

/// The count on another day; none if there was no subscription yet, or no longer.
std::optional<std::int64_t> quantity_on(Date on, const Standing& standing, const Catalog& catalog) {
  const Subscription& subscription = standing.subscription;
  if (subscription.ordered_on > on) return std::nullopt;
  const Status status = subscription.status_on(on);
  if (status == Status::ended) return std::nullopt;
  const AgreedTerms terms = terms_on(standing.customer, subscription, catalog, on);
  return quantity_of({standing.customer, subscription, *terms, on, status, standing.group});
}

std::string drawn_months(const Standing& standing, const Catalog& catalog, Month month,
                         Drawing drawing) {
  std::vector<std::optional<std::int64_t>> quantities;
  for (int back = 11; back >= 0; --back) {
    const Date last_day = (month + -back).period().through();
    quantities.push_back(quantity_on(std::min(last_day, standing.on), standing, catalog));
  }
  return sparkline(quantities, drawing);
}

Row row_of(const Standing& standing, const Catalog& catalog) {
  Row row;
  row.ref = standing.ref();
  row.plan = standing.plan();
  row.basis = standing.terms.basis;
  row.status = standing.status;
  row.quantity = quantity_of(standing);
  row.price = price_for(standing.customer, standing.subscription, catalog, standing.on);
  if (row.quantity) {
    row.amount = is_charged(row.status) ? cost_of(*row.quantity, row.price).rounded() : 0;
  }
  row.group = standing.group;
  return row;
}

/// Pictures by subscription, where there is something to draw on. They stand beside the rows and
/// not in them: rows are sorted, and nothing but a terminal should pay for what only a terminal
/// shows.
using Pictures = std::map<SubscriptionRef, std::string>;

std::vector<Row> rows_of(const Ledger& ledger, const Query& query, Month month, Drawing drawing,
                         Pictures& pictures) {
  const Period days = month.period();
  const Catalog catalog = ledger.catalog();
  std::vector<Row> rows;
  const Date on = std::min(days.through(), query.as_of);
  visit_subscriptions(ledger, catalog, query, on, [&](const Standing& standing) {
    const auto& ending = standing.subscription.ending;
    const bool gone = standing.status == Status::ended && ending->ends_on <= days.start;
    if (gone) return;
    rows.push_back(row_of(standing, catalog));
    if (drawing == Drawing::none) return;
    pictures[standing.ref()] = drawn_months(standing, catalog, month, drawing);
  });
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.ref < b.ref; });
  return rows;
}

}  // namespace

Table usage_report(const Ledger& ledger, const Query& query, Drawing drawing) {
  Table table({{"customer"},
               {"subscription"},
               {"plan"},
               {"basis"},
               {"month"},
               {"status"},
               {"quantity", ColumnKind::count},
               {"unit_price", ColumnKind::amount},
               {.name = "amount", .kind = ColumnKind::amount, .adds_up = true},
               {"currency"},
               {"group", ColumnKind::count}});
  const Month month = query.month.value_or(Month::of(query.as_of));
  const std::string month_text = month.text();
  table.draw({"Amount by customer, " + month_text, "customer", "amount"});
  Pictures pictures;
  for (const Row& row : rows_of(ledger, query, month, drawing, pictures)) {
    const Currency currency = row.price.currency;
    table.add({row.ref.customer.text(), row.ref.text(), row.plan.text(), word(row.basis),
               month_text, word(row.status), cell(row.quantity), unit_price_text(row.price),
               row.amount ? amount_text(*row.amount, currency) : "", currency.text(),
               cell(row.group)});
  }
  if (drawing != Drawing::none) {
    std::vector<std::string> cells;
    for (auto& [ref, picture] : pictures) cells.push_back(std::move(picture));  // sorted as rows
    table.append({"last_12_months", ColumnKind::picture}, cells);
  }
  return table;
}

}  // namespace msp
