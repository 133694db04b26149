// Subscriptions, as a list and one by one.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

/// One subscription, its terms that the agreement changed included.
Table subscription_show(const Customer& customer, const Subscription& subscription,
                        const Catalog& catalog, Date today);

Columns subscription_columns();
Table subscription_list(const Ledger& ledger, const Query& query);

}  // namespace msp
