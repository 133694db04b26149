// The panel beside the ledger.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns panel_columns();
/// Where the panel's counts and the ledger's differ on the day `as_of`, the most money first: the
/// newest count that was seen in the panel by then, the ledger's on that day, that of the last
/// invoice. A subscription that the panel knows by its panel id is compared by itself, a customer's
/// others together, by the customer's id. Who is not known on one side differs by all of the
/// other's count; names that only the panel knows are left out if the query is about some customers
/// only. amount_per_month is what the difference costs in a full month, by the price of the day and
/// its tiers, without discounts. `suggestion` is the command that settles it; words in capitals are
/// to be filled in. Refusal panel.none: no count was seen by then.
Result<Table> panel_diff(const Ledger& ledger, const Query& query);

}  // namespace msp
