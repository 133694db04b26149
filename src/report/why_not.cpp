// Why there is nothing to bill.
#include "msp/report/why_not.h"
#include "cells.h"

namespace msp {

Columns why_not_columns() {
  return {{"subscription", "which"},
          {"plan", "by which terms"},
          {"status", "where it stands"},
          {"why", "the cause, the first one first"},
          {"event", "what says so", ColumnKind::count},
          {"next_bill_on", "when there will be, if nobody says anything", ColumnKind::date}};
}

Table invoice_why_not(const Customer& customer, const Catalog& catalog,
                      const LedgerSettings& settings, Date date, const std::vector<Billed>& billed,
                      const UnitsOf& units_of,
                      const std::function<std::string(const Refusal&)>& words) {
  Table table(why_not_columns());
  if (const auto why = why_unbillable(customer, catalog, settings, date, billed, units_of)) {
    for (const Subscription& each : customer.subscriptions) {
      table.add({customer.ref(each).text(), each.plan_on(date).plan.text(),
                 word(each.status_on(date)), words(*why), "", ""});
    }
    return table;
  }
  for (const NothingToBill& answer : why_not(customer, catalog, date, billed, units_of)) {
    const Subscription& subscription = *customer.subscription(answer.subscription);
    const auto add = [&](const std::string& why, std::optional<std::int64_t> event) {
      table.add({customer.ref(subscription).text(), subscription.plan_on(date).plan.text(),
                 word(subscription.status_on(date)), why, cell(event), cell(answer.bill_on)});
    };
    for (const auto& [why, event] : answer.causes) add(why, event);
    if (answer.causes.empty()) add("there is something to bill", std::nullopt);
  }
  return table;
}

}  // namespace msp
