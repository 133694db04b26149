// What was in use in a month, and what a month of it costs (MISSION S4).
#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "active_units.h"
#include "cells.h"
#include "msp/report/usage.h"
#include "selection.h"

namespace msp {
namespace {

struct UsageRow {
  Month month;
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

/// The count on another day; none if there was no subscription yet, or no longer.
std::optional<std::int64_t> quantity_on(Date on, const Standing& standing, const Catalog& catalog) {
  const Subscription& subscription = standing.subscription;
  if (subscription.ordered_on > on) return std::nullopt;
  const Status status = subscription.status_on(on);
  if (status == Status::ended) return std::nullopt;
  return counted_on(standing.customer, subscription, catalog, on);
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

UsageRow row_of(const Standing& standing, const Catalog& catalog, Month month) {
  UsageRow row;
  row.month = month;
  row.ref = standing.ref();
  const bool by_activity = standing.terms.basis == Basis::activity;
  const Date by =
      by_activity ? std::min(counted_by(standing.subscription, month), standing.on) : standing.on;
  row.plan = standing.subscription.plan_on(by).plan;
  row.basis = standing.terms.basis;
  row.status = standing.status;
  row.quantity = counted_on(standing.customer, standing.subscription, catalog, standing.on);
  const FullPrice full = price_of_month(standing.customer, standing.subscription, catalog, by,
                                        row.quantity.value_or(0));
  row.price = full.price;
  if (row.quantity) row.amount = is_charged(row.status) ? full.net() : 0;
  row.group = standing.group;
  return row;
}

/// Pictures by row, where there is something to draw on. They stand beside the rows and
/// not in them: rows are sorted, and nothing but a terminal should pay for what only a terminal
/// shows.
using Pictures = std::map<std::pair<Month, SubscriptionRef>, std::string>;

class Usage {
 public:
  Usage(const Ledger& ledger, const Query& query, Drawing drawing)
      : ledger_(ledger), query_(query), drawing_(drawing), catalog_(ledger.catalog()) {}

  /// By month, then by subscription, what it was in trial first.
  std::vector<UsageRow> rows(const Months& months) {
    visit_customers(ledger_, query_, [&](const Customer& customer) {
      for (std::size_t place = 0; place < months.count(); ++place) add(customer, months[place]);
    });
    std::sort(rows_.begin(), rows_.end(), [](const UsageRow& a, const UsageRow& b) {
      const bool a_active = a.status != Status::in_trial;
      const bool b_active = b.status != Status::in_trial;
      return std::tie(a.month, a.ref, a_active) < std::tie(b.month, b.ref, b_active);
    });
    for (std::size_t place = 0; place < months.count(); ++place) add_activity(months[place]);
    return std::move(rows_);
  }

  std::vector<std::string> pictures(const std::vector<UsageRow>& rows) const {
    std::vector<std::string> cells;
    for (const UsageRow& row : rows) cells.push_back(pictures_.at({row.month, row.ref}));
    return cells;
  }

 private:
  void add(const Customer& customer, Month month) {
    const Period days = month.period();
    const Date on = std::min(days.through(), query_.as_of);
    Query any_status = query_;  // a month has two if a trial became active in it
    any_status.status.reset();
    visit_subscriptions(customer, catalog_, any_status, on, [&](const Standing& standing) {
      const auto& ending = standing.subscription.ending;
      const bool gone = standing.status == Status::ended && ending->ends_on <= days.start;
      if (gone) return;
      UsageRow row = row_of(standing, catalog_, month);
      const bool shown = add(row);
      row.status = Status::in_trial;
      const bool by_activity = row.basis == Basis::activity;
      const bool two = by_activity && became_active_in(standing.subscription, month, on);
      const bool shown_too = two && add(row);
      if (!shown && !shown_too) return;
      if (by_activity) active_.try_emplace(customer.id, customer);
      if (drawing_ == Drawing::none) return;
      pictures_[{month, standing.ref()}] = drawn_months(standing, catalog_, month, drawing_);
    });
  }

  /// False if it is not asked for.
  bool add(const UsageRow& row) {
    if (query_.status && row.status != *query_.status) return false;
    rows_.push_back(row);
    return true;
  }

  /// Billable units are billed, whatever the subscription is on the month's last day; who was seen
  /// only in the trial is not.
  void add_activity(Month month) {
    const UnitCounts counts = count_units(ledger_, catalog_, query_, active_, month);
    if (counts.empty()) return;
    for (UsageRow& row : rows_) {
      const auto units = counts.find(row.ref);
      if (row.month != month || row.basis != Basis::activity || units == counts.end()) continue;
      const bool free = row.status == Status::in_trial;
      row.quantity = free ? units->second.in_trial : units->second.billed;
      row.amount = free ? 0 : month_of(row).net();
    }
  }

  FullPrice month_of(const UsageRow& row) const {
    const Customer& customer = active_.at(row.ref.customer);
    const Subscription& subscription = *customer.subscription(row.ref.number);
    const Date by = std::min(counted_by(subscription, row.month), query_.as_of);
    return price_of_month(customer, subscription, catalog_, by, *row.quantity);
  }

  const Ledger& ledger_;
  const Query& query_;
  Drawing drawing_;
  Catalog catalog_;
  std::vector<UsageRow> rows_;
  std::map<CustomerId, Customer> active_;  // who has a service by activity
  Pictures pictures_;
};

std::string title_of(const Months& months) {
  std::string title = "Amount by customer, " + months.first.text();
  if (months.first != months.last) title += " to " + months.last.text();
  return title;
}

}  // namespace

Columns usage_columns() {
  return {
      {"customer", "whose"},
      {"subscription", "what was used"},
      {"plan", "by which terms and price"},
      {"basis", "what is counted"},
      {"month", "of the use"},
      {"status", "where it stood on the month's last day"},
      {"quantity", "mailboxes on that day, units seen in the month, or 1", ColumnKind::count},
      {"unit_price", "of one, a month", ColumnKind::amount},
      added_up({"amount", "what a month of that costs; nothing in a trial", ColumnKind::amount}),
      {"currency", "of the amounts"},
      {"group", "the invoicing group: the day it is billed on", ColumnKind::count}};
}

Table usage_report(const Ledger& ledger, const Query& query, Drawing drawing) {
  Table table(usage_columns());
  const Months months = months_of(query, 1);
  table.draw({title_of(months), "customer", "amount"});
  Usage usage(ledger, query, drawing);
  const std::vector<UsageRow> rows = usage.rows(months);
  for (const UsageRow& row : rows) {
    const Currency currency = row.price.currency;
    table.add({row.ref.customer.text(), row.ref.text(), row.plan.text(), word(row.basis),
               row.month.text(), word(row.status), cell(row.quantity), unit_price_text(row.price),
               row.amount ? amount_text(*row.amount, currency) : "", currency.text(),
               cell(row.group)});
  }
  if (drawing != Drawing::none) {
    table.append({"last_12_months", "the quantity at each month's end", ColumnKind::picture},
                 usage.pictures(rows));
  }
  return table;
}

}  // namespace msp
