// What is ordered and not yet served, and what of it is late (MISSION D4).
#include <algorithm>
#include <vector>

#include "selection.h"

namespace msp {
namespace {

/// The service is connected 24 to 72 hours after the MX change. Only days are known: on the fourth
/// day after it 72 hours have surely passed.
constexpr std::int32_t days_to_connect = 3;

struct Row {
  SubscriptionRef ref;
  PlanId plan;
  std::string_view step;  ///< the last one done
  Date since;
  bool late = false;
};

Row row_of(const Standing& standing) {
  Row row{standing.ref(), standing.plan(), "ordered", standing.subscription.ordered_on, false};
  const bool connected = standing.status == Status::connected;
  for (const StepOn& step : standing.subscription.steps) {
    if (step.on > standing.on) continue;
    if (step.step == OnboardingStep::mx_changed) {
      row.late = !connected && standing.on - step.on > days_to_connect;
    }
    if (step.on < row.since) continue;
    row.step = word(step.step);
    row.since = step.on;
  }
  return row;
}

}  // namespace

Table order_list(const Ledger& ledger, const Query& query) {
  std::vector<Row> rows;
  const Catalog catalog = ledger.catalog();
  visit_subscriptions(ledger, catalog, query, query.as_of, [&](const Standing& standing) {
    const bool waits = standing.status == Status::ordered || standing.status == Status::connected;
    if (waits) rows.push_back(row_of(standing));
  });
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.ref < b.ref; });

  Table table({{"order"},
               {"customer"},
               {"plan"},
               {"step"},
               {"since", ColumnKind::date},
               {"days", ColumnKind::count},
               {"late", ColumnKind::flag}});
  for (const Row& row : rows) {
    table.add({row.ref.text(), row.ref.customer.text(), row.plan.text(), row.step, row.since.text(),
               std::to_string(query.as_of - row.since), row.late ? "true" : "false"});
  }
  return table;
}

}  // namespace msp
