// Subscriptions, as a list and one by one.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

/// field,value: one subscription, its terms that the agreement changed included.
Table subscription_show(const Customer& customer, const Subscription& subscription,
                        const Catalog& catalog, Date today);
/// subscription,plan,status,mailboxes,ordered_on,connected_on,billing_from,ends_on,unit_price,
/// currency
Table subscription_list(const Ledger& ledger, const Query& query);

}  // namespace msp
