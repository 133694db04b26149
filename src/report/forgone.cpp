// What was billed, is no longer owed, and is kept by the plan's terms (MISSION decision 8).
#include <map>
#include <tuple>

#include "cells.h"
#include "msp/report/forgone.h"
#include "selection.h"

namespace msp {
namespace {

struct Kept {
  CustomerId customer;
  Date on;
  CreditForgone credit;
};

/// Of each charge what was said last; by customer, subscription, component and start.
using KeptByCharge = std::map<std::tuple<std::string, std::int64_t, LineKind, Date>, Kept>;

bool passes(const Ledger& ledger, const Query& query, const Kept& kept) {
  if (!query.plan && !query.group) return true;
  const auto customer = ledger.customer(kept.customer);
  if (!customer) return false;
  const Subscription* subscription = customer->subscription(kept.credit.subscription);
  const Date start = kept.credit.charge_start;
  return subscription && (!query.plan || subscription->plan_on(start).plan == *query.plan) &&
         (!query.group || customer->group_on(start) == query.group);
}

}  // namespace

Columns forgone_columns() {
  return {{"customer", "whose"},
          {"subscription", "what was billed"},
          {"component", "the kind of charge"},
          {"from", "the first day of the charge", ColumnKind::date},
          {"through", "its last day", ColumnKind::date},
          added_up({"refund", "what the term `refund` keeps", ColumnKind::amount}),
          added_up({"retro_credit", "what the term `retro_credit` keeps", ColumnKind::amount}),
          {"currency", "of both"},
          {"line", "of the document that billed it"},
          {"decided_on", "when it turned out that it is owed no more", ColumnKind::date}};
}

Table forgone_report(const Ledger& ledger, const Query& query) {
  Table table(forgone_columns());
  KeptByCharge kept;
  EventFilter filter;
  filter.customer = query.customer;
  filter.type = CreditForgone::type;
  ledger.customer_events(filter, [&](const CustomerId& id, const auto& recorded) {
    const auto& credit = std::get<CreditForgone>(recorded.event);
    if (!in_time(query, recorded.effective_on)) return;
    kept.insert_or_assign({id.text(), credit.subscription, credit.component, credit.charge_start},
                          Kept{id, recorded.effective_on, credit});
  });
  for (const auto& [key, each] : kept) {
    const CreditForgone& credit = each.credit;
    if ((credit.refund == 0 && credit.retro_credit == 0) || !passes(ledger, query, each)) continue;
    table.add({each.customer.text(), SubscriptionRef{each.customer, credit.subscription}.text(),
               word(credit.component), credit.charge_start.text(), (credit.end - 1).text(),
               amount_text(credit.refund, credit.currency),
               amount_text(credit.retro_credit, credit.currency), credit.currency.text(),
               cell(credit.line), each.on.text()});
  }
  return table;
}

}  // namespace msp
