// What a month of activity is billed by, unit by unit (MISSION S4).
#include <algorithm>

#include "msp/units.h"
#include "selection.h"

namespace msp {
namespace {

void add_units(Table& table, const Customer& customer, const Catalog& catalog, Month month,
               std::vector<Activity> activity, Date as_of) {
  const Days known = days_of(month, {month.period().start, as_of + 1});
  for (Activity& seen : activity) seen.days &= known;
  std::erase_if(activity, [](const Activity& seen) { return seen.days == 0; });
  const std::string month_text = month.text();
  for (const Unit& unit : units_of(customer, catalog, month, activity)) {
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
  const Month month = query.month.value_or(Month::of(query.as_of));
  const Catalog catalog = ledger.catalog();
  const auto add = [&](const CustomerId& id, std::vector<Activity>&& activity) {
    const auto customer = ledger.customer(id);
    if (customer) {
      add_units(table, *customer, catalog, month, std::move(activity), query.as_of);
    }
  };
  if (query.customer) {
    add(*query.customer, ledger.activity(*query.customer, month));
  } else {
    ledger.activity(month, add);
  }
  return table;
}

}  // namespace msp
