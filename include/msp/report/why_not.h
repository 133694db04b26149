// Why there is nothing to bill.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "msp/billing.h"
#include "msp/table.h"

namespace msp {

Columns why_not_columns();
/// Why there is nothing to bill on `date`, the first cause first, and when there will be if nobody
/// says anything; or why every run leaves the customer out, in `words`.
Table invoice_why_not(const Customer& customer, const Catalog& catalog,
                      const LedgerSettings& settings, Date date, const std::vector<Billed>& billed,
                      const UnitsOf& units_of,
                      const std::function<std::string(const Refusal&)>& words);

}  // namespace msp
