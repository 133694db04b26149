// Taking a file of activity into the evidence (MISSION S1).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "msp/csv.h"
#include "msp/desk.h"

namespace msp {

struct UsageFile {
  std::string name;  ///< what problems call it
  NextBytes next;
  /// The day on the wall, in the ledger's zone, of an instant such as `2026-03-31T23:30:00Z`;
  /// nothing if that is no instant.
  std::function<std::optional<Date>(std::string_view)> day_of_instant;
  bool late = false;  ///< rows of invoiced months are meant: they go on the next invoice
  std::string way_out_if_late = {};  ///< ends what is said of such rows: how to mean them
};

struct UsageOutcome : Outcome {
  std::int64_t rows = 0;
  std::size_t customers = 0;
  std::size_t late = 0;                       ///< invoiced months to which it adds something
  Date first_day;                             ///< of what was seen; only if there are rows
  Date last_day;                              ///< the same
  std::optional<std::int64_t> taken_by = {};  ///< the event that took the very same file before
};

/// Reads customer,date,user,device,device_kind (columns in any order, found by name), all or
/// nothing. A row that is there already is the same fact; a file that was taken already, and one
/// without rows, change nothing. Refusal file.rejected (exit 3) names what is wrong by line:
/// besides what read_csv() finds, unknown customers, those not served by activity on that day any
/// more, days that do not exist or have not come yet, of months that are purged or, unless the file
/// is `late`, invoiced; rows about nobody, devices without a kind.
Result<UsageOutcome> import_usage(Ledger& ledger, const Envelope& envelope, const UsageFile& file,
                                  const Describe<UsageOutcome>& describe = {});

}  // namespace msp
