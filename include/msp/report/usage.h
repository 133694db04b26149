// What was used, month by month.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/sparkline.h"
#include "msp/table.h"

namespace msp {

Columns usage_columns();
/// One row per subscription that existed in the month: its status and count on the month's last day
/// (or on as_of, if that comes first) and what a month of that costs; in trial it costs nothing. By
/// activity the count is of the units billed, in trial of those that would be; empty if nobody was
/// seen, or where the ledger looks back: evidence does not know when it was told. A month in which
/// a trial by activity became active has two rows: in_trial, with the units that only its days have
/// (empty once the month is purged), and what the subscription was at the end, with those billed
/// (MISSION S6). With from or through: all months from the one to the other.
/// Where there is something to draw on, last_12_months follows: the quantity on the last day of
/// each of the twelve months up to this one, blank where there was no subscription or no count.
Table usage_report(const Ledger& ledger, const Query& query, Drawing drawing = Drawing::none);

Columns usage_detail_columns();
/// Who was seen of the customers in the months of the usage report (on or before as_of), unit by
/// unit: what is billed of it and why (MISSION S1, S2, S4). Filters choose units by the
/// subscription they count for. By month, then in the order the customers came. Empty where the
/// ledger looks back: evidence does not know when it was told.
Table usage_detail(const Ledger& ledger, const Query& query);

}  // namespace msp
