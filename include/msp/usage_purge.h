// Removing the detail of activity after a while, whatever is billed of it (MISSION S3).
#pragma once

#include <functional>

#include "msp/desk.h"

namespace msp {

struct PurgeOutcome : Outcome {
  Date before;             ///< the first of a month: the day asked for, or the one before it
  std::int64_t rows = 0;   ///< removed
  Month first;             ///< the months they were about; only if there are any
  Month last;              ///< the same
  std::size_t frozen = 0;  ///< counts that stand instead of them
};

/// Removes the activity of all months that end before `date`. What is billed by it, or may be
/// looked at again, has its counts and digests frozen first: no later bill differs for it.
/// Refusals: usage.not_over (a month that is not over), usage.unconfirmed (exit 2: nobody said
/// --yes).
Result<PurgeOutcome> purge_usage(Ledger& ledger, const Envelope& envelope, Date date,
                                 const Describe<PurgeOutcome>& describe = {});

}  // namespace msp
