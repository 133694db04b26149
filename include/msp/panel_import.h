// Taking in what a partner's panel counts (MISSION D11).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "msp/csv.h"
#include "msp/desk.h"

namespace msp {

struct PanelFile {
  std::string name;  ///< what problems call it
  NextBytes next;
};

struct PanelOutcome : Outcome {
  std::size_t rows = 0;
  std::size_t customers = 0;
  std::optional<std::int64_t> taken_by = {};  ///< the event that took the very same file before
};

/// Reads customer,count[,date] (columns in any order, found by name; without a date the request's
/// effective day), all or nothing. Customers need not be in the ledger. A file that was taken
/// already, and one without rows, change nothing; without dates the same bytes are the same file
/// only for the same day. Refusal file.rejected (exit 3) names what is
/// wrong by line: besides what read_csv() finds, names that are no text, counts that are no whole
/// number below a thousand million, days that do not exist or have not come yet, two counts of one
/// customer for one day.
Result<PanelOutcome> import_panel(Ledger& ledger, const Envelope& envelope, const PanelFile& file,
                                  const Describe<PanelOutcome>& describe = {});

}  // namespace msp
