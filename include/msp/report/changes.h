// A customer's history.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns change_columns();
/// Every change of a customer's history in order of seq, with what was before and after. Events
/// that only follow from others (line settlement) are left out; issued invoices are in.
Table changes_report(const Ledger& ledger, const Query& query);

}  // namespace msp
