// An event told in the words of the desk: what changed, from what, to what.
#pragma once

#include <string>
#include <vector>

#include "msp/event.h"

namespace msp {

struct Change {
  std::int64_t subscription = 0;  ///< 0: of the customer as a whole
  std::string what;
  std::string before;
  std::string after;
};

/// What `recorded` changes for a customer that is still as it was before. Usually one change; one
/// per field for new details; none for what only accompanies another event.
std::vector<Change> changes_of(const Customer& before, const Recorded<CustomerEvent>& recorded);

}  // namespace msp
