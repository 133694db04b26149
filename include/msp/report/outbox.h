// What is due to be told, and to whom.
#pragma once

#include <optional>

#include "msp/ledger.h"
#include "msp/outbox.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

/// The schedule of the monthly security reports in the query's months (the month of today): one row
/// per subscription with a sales rep, on the invoicing group's date, and when the sales rep was
/// told (MISSION D2, D6). By date, then by subscription.
/// customer,subscription,sales_rep,group,due_on,sent_on
Table security_report(const Ledger& ledger, const Query& query);

/// The outbox: what is due to be told to whom, oldest first of each customer, in the order they
/// came. `why` says what is wrong with it, or the command that mends it.
/// message,status,kind,customer,subscription,to,due_on,settled_on,why
Table message_list(const Ledger& ledger, const Query& query, std::optional<MessageStatus> status);

}  // namespace msp
