// What is ordered and not yet served, for whom it waits, and what of it is late (MISSION D4).
#include <algorithm>
#include <tuple>
#include <vector>

#include "msp/report/orders.h"
#include "selection.h"

namespace msp {
namespace {

/// The service is connected 24 to 72 hours after the MX change. Only days are known: on the fourth
/// day after it 72 hours have surely passed.
constexpr std::int32_t days_to_connect = 3;

struct OrderRow {
  std::string ref;
  CustomerId customer;
  PlanId plan;
  std::string_view step;  ///< the last one done
  Date since;
  bool late = false;
  std::string_view waits_for = {};  ///< who has to do the next step
  std::string_view next = {};
};

/// What comes after the steps done, and whose turn it is: an own mail server is opened by the
/// customer, the MX change goes through the partner, all else is the desk's.
void say_next(OrderRow& row, const Subscription& subscription, Date on) {
  const auto done = [&](OnboardingStep step) {
    const auto same = [&](const StepOn& each) { return each.step == step && each.on <= on; };
    return std::any_of(subscription.steps.begin(), subscription.steps.end(), same);
  };
  const auto next = [&row](std::string_view who, OnboardingStep step) {
    row.waits_for = who;
    row.next = word(step);
  };
  if (done(OnboardingStep::connected)) return;
  if (done(OnboardingStep::mx_changed)) return next("desk", OnboardingStep::connected);
  if (done(OnboardingStep::mx_requested)) return next("partner", OnboardingStep::mx_changed);
  const bool own = !subscription.own_mail_server.empty();
  if (own && !done(OnboardingStep::firewall_opened)) {
    return next("customer", OnboardingStep::firewall_opened);
  }
  if (own && !done(OnboardingStep::server_tested)) {
    return next("desk", OnboardingStep::server_tested);
  }
  next("desk", OnboardingStep::mx_requested);
}

OrderRow row_of(const Standing& standing) {
  OrderRow row{standing.ref().text(), standing.customer.id, standing.plan(), "ordered",
               standing.subscription.ordered_on};
  say_next(row, standing.subscription, standing.on);
  const bool connected = standing.status == Status::connected;
  for (const StepOn& step : standing.subscription.steps) {
    if (step.on > standing.on || standing.subscription.step(step.step) != &step) continue;
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

Columns order_columns() {
  return {{"order", "the subscription, or the draft"},
          {"customer", "whose"},
          {"plan", "what is ordered"},
          {"step", "the last one done"},
          {"since", "the day of that step", ColumnKind::date},
          {"days", "since then", ColumnKind::count},
          {"late", "whether it should be connected by now: over 72 h", ColumnKind::flag},
          {"waits_for", "whose turn it is"},
          {"next", "what is to be done"}};
}

Table order_list(const Ledger& ledger, const Query& query, bool only_late) {
  std::vector<OrderRow> rows;
  const Catalog catalog = ledger.catalog();
  visit_subscriptions(ledger, catalog, query, query.as_of, [&](const Standing& standing) {
    const bool waits = standing.status == Status::ordered || standing.status == Status::connected;
    if (waits) rows.push_back(row_of(standing));
  });
  visit_customers(ledger, query, [&](const Customer& customer) {
    for (const Draft& draft : customer.drafts) {
      if (draft.since > query.as_of) continue;
      for (const DraftLine& line : draft.lines) {
        if (query.plan && line.order.plan != *query.plan) continue;
        rows.push_back({customer.ref(draft).text(), customer.id, line.order.plan, "draft",
                        draft.since, false, "desk", "finalize"});
      }
    }
  });
  if (only_late) std::erase_if(rows, [](const OrderRow& row) { return !row.late; });
  std::stable_sort(rows.begin(), rows.end(), [](const OrderRow& a, const OrderRow& b) {
    return std::tie(a.customer, a.ref) < std::tie(b.customer, b.ref);
  });

  Table table(order_columns());
  for (const OrderRow& row : rows) {
    table.add({row.ref, row.customer.text(), row.plan.text(), row.step, row.since.text(),
               std::to_string(query.as_of - row.since), row.late ? "true" : "false", row.waits_for,
               row.next});
  }
  return table;
}

}  // namespace msp
