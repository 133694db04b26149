// A command taken back: by the desk, as a whole (MISSION 25).
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "msp/corrections.h"
#include "msp/desk.h"

namespace msp {

struct UndoOutcome : Outcome {
  struct About {
    Customer before;
    Customer after;
  };
  struct Sent {
    MessageRef message;
    std::string to;
    std::optional<Date> on;
  };
  std::int64_t event = 0;                          ///< that was named, or found
  Batch taken;                                     ///< what it was recorded with
  std::int64_t recorded_at = 0;                    ///< microseconds UTC
  std::optional<std::int64_t> taken_back_by = {};  ///< it was so already
  std::size_t left_out = 0;                        ///< events that count for nothing now
  std::vector<About> customers;
  Corrections moves;       ///< net
  std::vector<Sent> sent;  ///< mails that had left
};

/// Takes back the whole command that recorded `event`; without one, the newest that whoever asks
/// has recorded and that stands. What time makes due without it is recorded with it.
/// Refusals: undo.unknown, undo.none, undo.stood_on (what was decided later stands on it) and those
/// of take_back().
Result<UndoOutcome> undo(Ledger& ledger, const Envelope& envelope,
                         std::optional<std::int64_t> event,
                         const Describe<UndoOutcome>& describe = {});

}  // namespace msp
