// Documents, their lines, and what a run issues.
#pragma once

#include <optional>

#include "msp/desk.h"
#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

/// number,kind,customer,issued_on,due_on,net,tax,gross,currency
Table invoice_list(const Ledger& ledger, const std::optional<CustomerId>& customer);
/// line,kind,subscription,plan,from,through,quantity,unit_price,net,tax_rate,currency,free_rider,
/// corrects,description
Table invoice_show(const CustomerId& customer, const InvoiceIssued& invoice);
/// number,kind,customer,net,tax,gross,currency; without numbers for a dry run
Table invoice_run_table(const RunOutcome& outcome, bool numbered);
/// The same with last_net,change,why behind: each document beside what its customer was billed on
/// the billing day before, the largest change first; who is billed no more has a row without one.
Table invoice_run_diff(const Ledger& ledger, const RunOutcome& outcome, bool numbered);

}  // namespace msp
