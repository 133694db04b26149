// --known-at: what the ledger knew once, and will always have known then.
#pragma once

#include <string>

#include "msp/ledger.h"

namespace msp::cli {

/// The newest event known at `moment`: the number of an event, an instant, or a day, which means
/// its end in the ledger's zone. Refuses (exit 2) what is none of these, an event there is not, a
/// moment before the first event, and one that is not over: what is known then may still change.
/// `now` is the clock before the ledger was opened, in turn; an event's number needs neither.
std::int64_t newest_known(const Ledger& ledger, const std::string& moment, std::int64_t now);

}  // namespace msp::cli
