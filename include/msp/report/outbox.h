// What is due to be told, and to whom.
#pragma once

#include <optional>

#include "msp/ledger.h"
#include "msp/outbox.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns security_columns();
/// The schedule of the monthly security reports in the query's months (the month of today): one row
/// per subscription with a sales rep, on the invoicing group's date, and when the sales rep was
/// told (MISSION D2, D6). By date, then by subscription.
Table security_report(const Ledger& ledger, const Query& query);

Columns message_columns();
/// The outbox: what is due to be told to whom, oldest first of each customer, in the order they
/// came; with days in the query what is due on them. `why` says what is wrong with it, or the
/// command that mends it.
Table message_list(const Ledger& ledger, const Query& query, std::optional<MessageStatus> status,
                   std::optional<MessageKind> kind = std::nullopt);

}  // namespace msp
