// Recurring revenue and how it moved.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/sparkline.h"
#include "msp/table.h"

namespace msp {

Columns revenue_columns();
/// Monthly recurring revenue by month and currency. A subscription's is monthly_revenue() on the
/// month's last day (or on as_of, if that comes first); what happens within a month shows in its
/// difference to the month before. Each subscription moves for itself: from nothing to something
/// is new, a return after churn included; from something to nothing is churn; else it is expansion
/// or contraction. Contraction and churn are negative: start + new + expansion + contraction +
/// churn = end, and a month's start is the end of the one before.
///
/// Filters choose whole subscriptions, by what they are on as_of, so that the parts of any filter
/// add up to the whole in every column, and a month's row does not depend on the months shown
/// beside it. Months are those that from, through and month touch; without any the last 12 up to
/// as_of. A currency begins with its first month that is not all nothing. Where there is something
/// to draw on, a bar of `end` follows.
Table revenue_report(const Ledger& ledger, const Query& query, Drawing drawing = Drawing::none);

}  // namespace msp
