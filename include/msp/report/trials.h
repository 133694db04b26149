// Trials and their deadlines.
#pragma once

#include <optional>

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

enum class TrialScope { open, overdue, all };

Columns trial_columns();
/// Trials: those still to be decided; those whose deadline passed without a word; or all there
/// were. `within_days` keeps those with at most so many days left to decide.
Table trials_report(const Ledger& ledger, const Query& query, TrialScope scope,
                    std::optional<std::int64_t> within_days);

}  // namespace msp
