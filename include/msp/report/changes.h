// A customer's history.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

/// Every change of a customer's history in order of seq, with what was before and after. Events
/// that only follow from others (line settlement) are left out; issued invoices are in.
/// seq,effective_on,received_on,recorded_at,customer,subscription,what,old,new,actor,requested_by,
/// ref,reason
Table changes_report(const Ledger& ledger, const Query& query);

}  // namespace msp
