// What could be credited and is not.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns forgone_columns();
/// What was billed, is owed no more, and is kept by `refund` or `retro_credit` (MISSION decision
/// 8).
Table forgone_report(const Ledger& ledger, const Query& query);

}  // namespace msp
