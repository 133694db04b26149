// Customers, as a list and one by one.
#pragma once

#include <optional>
#include <string>

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns customer_columns();
/// By name.
Table customer_list(const Ledger& ledger, const Query& query);

/// Who the customer is, its agreements and subscriptions, for reading.
Table customer_show(const Customer& customer, const Catalog& catalog, Date today);

/// `visa ending in 4242, good through 2027-12-31`; after that day, if one is given, `… expired on
/// 2027-12-31`. Without the token.
std::string payment_text(const PaymentMethodSet& payment, std::optional<Date> today = {});

}  // namespace msp
