// What a month of activity is billed by, unit by unit (MISSION S4).
#include <algorithm>
#include <set>

#include "active_units.h"
#include "selection.h"

namespace msp {
namespace {

/// Those whose subscription passes the query, as it stands at the end of the month.
void add_units(Table& table, const Customer& customer, const Catalog& catalog, const Query& query,
               Month month, std::vector<Activity>&& activity) {
  const Date on = std::min(month.period().through(), query.as_of);
  std::set<std::int64_t> chosen;
  if (takes_all(query)) chosen.insert(0);  // a unit that counts for no subscription
  visit_subscriptions(customer, catalog, query, on, [&](const Standing& standing) {
    chosen.insert(standing.subscription.number);
  });
  const std::string month_text = month.text();
  for (const Unit& unit :
       counted_units(customer, catalog, month, std::move(activity), query.as_of)) {
    if (!chosen.contains(unit.subscription)) continue;
    table.add({customer.id.text(), month_text, unit.id, word(unit.kind), unit.paired_to,
               unit.first_seen.text(), unit.last_seen.text(), std::to_string(unit.active_days),
               unit.billed ? "true" : "false", why_text(unit, customer, catalog, month)});
  }
}

}  // namespace

Table usage_detail(const Ledger& ledger, const Query& query) {
  Table table({{"customer"},
               {"month"},
               {"unit"},
               {"kind"},
               {"paired_to"},
               {"first_seen", ColumnKind::date},
               {"last_seen", ColumnKind::date},
               {"active_days", ColumnKind::count},
               {"billed", ColumnKind::flag},
               {"why"}});
  const Catalog catalog = ledger.catalog();
  const Months months = months_of(query, 1);
  for (std::size_t place = 0; place < months.count() && !ledger.looks_back(); ++place) {
    const Month month = months[place];
    visit_activity(ledger, query, month,
                   [&](const CustomerId& id, std::vector<Activity>&& activity) {
                     const auto customer = ledger.customer(id);
                     if (!customer) return;
                     add_units(table, *customer, catalog, query, month, std::move(activity));
                   });
  }
  return table;
}

}  // namespace msp
