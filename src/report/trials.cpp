// Trials, and by when somebody has to decide (MISSION D8, D9).
#include <algorithm>
#include <tuple>
#include <vector>

#include "cells.h"
#include "msp/report/trials.h"
#include "selection.h"

namespace msp {
namespace {

struct TrialRow {
  SubscriptionRef ref;
  PlanId plan;
  Status status = Status::ordered;
  std::optional<Date> connected_on;
  std::optional<Date> trial_through;
  std::optional<Date> decide_by;
  std::optional<std::int64_t> days_left;  ///< absent once there is nothing left to decide
  std::string sales_rep;
  std::optional<Decimal> monthly_total;
  Currency currency;

  /// What has no date yet stands behind what has one.
  auto order() const { return std::tuple(!decide_by, decide_by, ref); }
};

/// The trial, once it has begun.
const Trial* begun(const Standing& standing) {
  const auto& trial = standing.subscription.trial;
  return trial && trial->starts_on <= standing.on ? &*trial : nullptr;
}

/// Somebody said yes, no, or that they leave; today's list knows it even if it holds only later.
bool is_decided(const Subscription& subscription, const Query& query) {
  const auto seen = [&query](Date date) {
    return date <= query.as_of || query.today <= query.as_of;
  };
  const auto& trial = subscription.trial;
  const auto& ending = subscription.ending;
  return (ending && seen(ending->notice_on)) ||
         (trial && trial->converted_on && seen(*trial->converted_on));
}

bool is_open(const Standing& standing, const Query& query) {
  if (is_decided(standing.subscription, query)) return false;
  const Trial* trial = begun(standing);
  return !trial || query.today < trial->decline_before();
}

/// Where there was no deadline, the trial's end has decided, and nobody is late.
bool is_overdue(const Standing& standing, const Query& query) {
  const Trial* trial = begun(standing);
  return trial && trial->deadline && *trial->deadline <= query.today &&
         !is_decided(standing.subscription, query);
}

TrialRow row_of(const Standing& standing, const Query& query) {
  const Subscription& subscription = standing.subscription;
  TrialRow row;
  row.ref = standing.ref();
  row.plan = standing.plan();
  row.status = standing.status;
  row.sales_rep = subscription.sales_rep.value;
  row.monthly_total = subscription.monthly_total;
  row.currency = subscription.currency;
  const Trial* trial = begun(standing);
  if (!trial) return row;
  row.connected_on = subscription.connected_on();
  row.trial_through = trial->ends_on - 1;
  row.decide_by = trial->decline_before() - 1;
  if (is_open(standing, query) || is_overdue(standing, query)) {
    row.days_left = *row.decide_by - query.today;
  }
  return row;
}

bool in_scope(TrialScope scope, const Standing& standing, const Query& query) {
  switch (scope) {
    case TrialScope::open:
      return is_open(standing, query);
    case TrialScope::overdue:
      return is_overdue(standing, query);
    case TrialScope::all:
      break;
  }
  return true;
}

/// A trial belongs to the day it began; before that, to the day it was ordered.
bool is_asked_for(const Standing& standing, const Query& query) {
  if (!standing.subscription.trial_ordered) return false;
  const Trial* trial = begun(standing);
  return in_time(query, trial ? trial->starts_on : standing.subscription.ordered_on);
}

}  // namespace

Columns trial_columns() {
  return {{"customer", "whose"},
          {"subscription", "what is tried"},
          {"plan", "by which terms and price"},
          {"status", "where it stands"},
          {"connected_on", "when service began", ColumnKind::date},
          {"trial_through", "the last day that is free", ColumnKind::date},
          {"decide_by", "the last day to say yes or no", ColumnKind::date},
          {"days_left", "to decide", ColumnKind::count},
          {"sales_rep", "who sold it, and gets the security report"},
          added_up({"monthly_total", "what was told at the order that a month will cost",
                    ColumnKind::amount}),
          {"currency", "of the amount"}};
}

Table trials_report(const Ledger& ledger, const Query& query, TrialScope scope,
                    std::optional<std::int64_t> within_days) {
  std::vector<TrialRow> rows;
  const Catalog catalog = ledger.catalog();
  visit_subscriptions(ledger, catalog, query, query.as_of, [&](const Standing& standing) {
    if (!is_asked_for(standing, query) || !in_scope(scope, standing, query)) return;
    TrialRow row = row_of(standing, query);
    if (within_days && (!row.days_left || *row.days_left > *within_days)) return;
    rows.push_back(std::move(row));
  });
  std::sort(rows.begin(), rows.end(),
            [](const TrialRow& a, const TrialRow& b) { return a.order() < b.order(); });

  Table table(trial_columns());
  for (const TrialRow& row : rows) {
    table.add({row.ref.customer.text(), row.ref.text(), row.plan.text(), word(row.status),
               cell(row.connected_on), cell(row.trial_through), cell(row.decide_by),
               cell(row.days_left), row.sales_rep,
               row.monthly_total ? row.monthly_total->text(row.currency.exponent()) : "",
               row.currency.text()});
  }
  return table;
}

}  // namespace msp
