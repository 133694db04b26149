// Closing days: what a day asks for, and what missed days asked for (MISSION decision 9). Every
// part may be repeated: what is done is not done again.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "msp/turns.h"

namespace msp {

/// What came of days that were closed.
struct ClosedDays {
  Date from;
  Date through;
  std::size_t swept = 0;
  std::size_t documents = 0;
  std::map<Currency, std::int64_t> gross = {};  ///< minor units
  std::map<CustomerId, Refusal> parked = {};    ///< and why
  /// The day that could not be billed, and why; it and those after it stay open.
  struct Stopped {
    Date on;
    Refusal why;
  };
  std::optional<Stopped> stopped = {};
};

/// Records what fell due, bills, and closes each day up to `through` (absent: today) since the last
/// one that was closed; at a first run only that day. Each is a transaction of its own. What was
/// missed is recorded as of when it was due; its documents are dated today. Refusals daily.future;
/// daily.far (exit 2): more days than a month to catch up, and nobody said
/// --yes, so the clock is not believed (MISSION 29).
Result<ClosedDays> close_days(const Turns& turns, std::optional<Date> through);

}  // namespace msp
