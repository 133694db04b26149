// What a month of activity is billed by, frozen before its evidence goes.
#pragma once

#include <vector>

#include "recorder.h"
#include "unit_counts.h"

namespace msp {

/// Records the counts and digests of these months of the customer's, of those not frozen yet, and
/// says how many. Nothing to bill, nothing to freeze.
template <class Told>
std::size_t freeze_units(Recorder<Told>& recorder, const Ledger& ledger, const Catalog& catalog,
                         Customer& customer, const std::vector<Month>& months, Outcome& outcome) {
  std::size_t frozen = 0;
  for (const Month month : months) {
    const auto units = units_of(customer, catalog, month, ledger.activity(customer.id, month));
    for (std::int64_t number = 1; customer.subscription(number); ++number) {
      const UnitCount count = count_of(number, units);
      if (count.units == 0 || customer.subscription(number)->frozen_in(month)) continue;
      const UsageFrozen fact{number, month, count.units, count.digest};
      recorder.record(customer, {fact, month.period().start}, outcome);
      ++frozen;
    }
  }
  return frozen;
}

}  // namespace msp
