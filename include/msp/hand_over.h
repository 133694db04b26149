// What bookkeeping was given, remembered: nothing is handed over twice or left out.
#pragma once

#include "msp/desk.h"

namespace msp {

/// Documents `first` to `last`, in the order of issue, as they stand in a file.
struct HandOver {
  std::int64_t first = 0;  ///< ordinals; 0: there are none
  std::int64_t last = 0;
  std::string format;
  std::string file_hash;  ///< hex
  std::vector<HandedOverTotal> totals;
};

struct HandOverOutcome : Outcome {
  HandOver handed_over;
};

/// Records it; nothing if there are none.
/// Refusal journal.not_next (1): these are not the documents that come next.
Result<HandOverOutcome> hand_over(Ledger& ledger, const Envelope& envelope, const HandOver& what,
                                  const Describe<HandOverOutcome>& describe = {});

}  // namespace msp
