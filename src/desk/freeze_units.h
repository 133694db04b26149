// What a month of activity is billed by, frozen before its evidence goes.
#pragma once

#include <vector>

#include "recorder.h"

namespace msp {

/// Records the counts and digests of these months of the customer's, of those not frozen yet, and
/// says how many. Nothing to bill, nothing to freeze.
std::size_t freeze_units(Recorder& recorder, const Ledger& ledger, const Catalog& catalog,
                         Customer& customer, const std::vector<Month>& months, Outcome& outcome);

}  // namespace msp
