// Customers, as a list and one by one.
#pragma once

#include <optional>
#include <string>

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

enum class CustomerStatus { active, deactivated };
template <>
inline constexpr auto words<CustomerStatus> = worded<CustomerStatus>("active", "deactivated");

/// Of which customers, beyond what their subscriptions say.
struct CustomerFilter {
  std::optional<CustomerStatus> status = {};
  std::optional<std::string> search = {};  ///< a part of id or name, in any case
  bool lacking = false;                    ///< those that cannot be sent an e-invoice, and why
};

Columns customer_columns();
/// With what a customer lacks for e-invoices.
Columns lacking_customer_columns();
/// By name.
Table customer_list(const Ledger& ledger, const Query& query, const CustomerFilter& filter = {});

/// Who the customer is, its agreements and subscriptions, for reading.
Table customer_show(const Customer& customer, const Catalog& catalog, Date today);

/// `visa ending in 4242, good through 2027-12-31`; after that day, if one is given, `… expired on
/// 2027-12-31`. Without the token.
std::string payment_text(const PaymentMethodSet& payment, std::optional<Date> today = {});

}  // namespace msp
