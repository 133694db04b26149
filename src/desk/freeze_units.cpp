#include "freeze_units.h"

#include "unit_counts.h"

namespace msp {

std::size_t freeze_units(Recorder& recorder, const Ledger& ledger, const Catalog& catalog,
                         Customer& customer, const std::vector<Month>& months, Outcome& outcome) {
  std::size_t frozen = 0;
  for (const Month month : months) {
    const auto units = units_of(customer, catalog, month, ledger.activity(customer.id, month));
    for (std::size_t place = 0; place < customer.subscriptions.size(); ++place) {
      const Subscription& subscription = customer.subscriptions[place];
      const std::int64_t number = subscription.number;
      const UnitCount count = count_of(number, units);
      if (count.units == 0 || subscription.frozen_in(month)) continue;
      const UsageFrozen fact{number, month, count.units, count.digest};
      recorder.record(customer, {fact, month.period().start}, outcome);
      ++frozen;
    }
  }
  return frozen;
}

}  // namespace msp
