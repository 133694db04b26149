// What a month of activity is billed by, unit by unit (MISSION S4).
#include <algorithm>
#include <map>
#include <utility>

#include "active_units.h"
#include "msp/report/usage.h"
#include "selection.h"

namespace msp {
namespace {

/// What the units of a month are chosen by: the subscriptions that pass the query, as they stand at
/// the end of the month. In a month in which a trial became active, its units are in trial or not.
class Chosen {
 public:
  Chosen(const Customer& customer, const Catalog& catalog, const Query& query, Month month)
      : query_(query) {
    const Date on = std::min(month.period().through(), query.as_of);
    Query any_status = query;
    any_status.status.reset();
    visit_subscriptions(customer, catalog, any_status, on, [&](const Standing& standing) {
      const bool two = became_active_in(standing.subscription, month, on);
      parts_[standing.subscription.number] = {standing.status, two};
    });
  }

  bool has(const Unit& unit) const {
    // A unit that counts for no subscription is there if nothing is left out.
    if (unit.subscription == 0) return takes_all(query_);
    const auto found = parts_.find(unit.subscription);
    if (found == parts_.end()) return false;
    const auto& [status, two] = found->second;
    const bool in_trial = two && unit.reason == UnitReason::trial;
    return !query_.status || (in_trial ? Status::in_trial : status) == *query_.status;
  }

 private:
  const Query& query_;
  std::map<std::int64_t, std::pair<Status, bool>> parts_;
};

void add_units(Table& table, const Customer& customer, const Catalog& catalog, const Query& query,
               Month month, std::vector<Activity>&& activity) {
  const Chosen chosen(customer, catalog, query, month);
  const std::string month_text = month.text();
  for (const Unit& unit :
       counted_units(customer, catalog, month, std::move(activity), query.as_of)) {
    if (!chosen.has(unit)) continue;
    table.add({customer.id.text(), month_text, unit.id, word(unit.kind), unit.paired_to,
               unit.first_seen.text(), unit.last_seen.text(), std::to_string(unit.active_days),
               unit.billed ? "true" : "false", why_text(unit, customer, catalog, month)});
  }
}

}  // namespace

Columns usage_detail_columns() {
  return {{"customer", "whose"},
          {"month", "of the activity"},
          {"unit", "a user, or a device by itself"},
          {"kind", "which of them"},
          {"paired_to", "the user who covers the device"},
          {"first_seen", "in the month", ColumnKind::date},
          {"last_seen", "in the month", ColumnKind::date},
          {"active_days", "days with any signal", ColumnKind::count},
          {"billed", "whether it counts", ColumnKind::flag},
          {"why", "or why not"}};
}

Table usage_detail(const Ledger& ledger, const Query& query) {
  Table table(usage_detail_columns());
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
