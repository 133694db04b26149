// The line at a terminal that says how far a command is, see msp/progress.h.
#pragma once

#include <string>
#include <string_view>

#include "msp/progress.h"

namespace msp::cli {

/// `ledger verify: 1 200 000 of 3 000 000 events (40 %), 980 000/s, 2 s left`
std::string progress_line(std::string_view work, const Progressed& now);

/// From here on long work is told on stderr as what `work` does; the text must live on.
void tell_progress_of(std::string_view work);

}  // namespace msp::cli
