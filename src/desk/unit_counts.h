// Activity counted for the invoice run: one scan per month, or for one customer on demand.
#pragma once

#include <map>
#include <vector>

#include "msp/desk.h"
#include "msp/units.h"

namespace msp {

/// What a month's units come to for one subscription, and the digest of their detail.
UnitCount count_of(std::int64_t subscription, const std::vector<Unit>& units);

/// The counts of one customer, by month and subscription; what is not there is nobody seen.
class UnitCounts {
 public:
  void add(const Customer& customer, const Catalog& catalog, Month month,
           const std::vector<Activity>& activity);
  UnitsOf known() const;

 private:
  std::map<std::pair<Month, std::int64_t>, UnitCount> counts_;
};

}  // namespace msp
