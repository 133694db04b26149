// Figures so far from the last ones that somebody should look before they are issued.
#pragma once

#include <optional>

#include "msp/desk.h"

namespace msp {

/// A billing day of the run whose total, in a currency, is more than three times that of the last
/// billing day of its group. Nothing to compare with is nothing unusual.
std::optional<Refusal> refuse_unusual(const Ledger& ledger, const RunOutcome& outcome);

}  // namespace msp
