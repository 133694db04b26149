// Documents, their lines, and what a run issues.
#pragma once

#include <optional>

#include "msp/desk.h"
#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

Columns invoice_columns();
/// Of one customer, or of all; in the order of issue.
Table invoice_list(const Ledger& ledger, const std::optional<CustomerId>& customer);

Columns line_columns();
Table invoice_show(const CustomerId& customer, const InvoiceIssued& invoice);

/// With `compared` also what invoice_run_diff() puts behind it.
Columns run_columns(bool compared);
/// Without numbers for a dry run.
Table invoice_run_table(const RunOutcome& outcome, bool numbered);
/// The same, compared: each document beside what its customer was billed on
/// the billing day before, the largest change first; who is billed no more has a row without one.
Table invoice_run_diff(const Ledger& ledger, const RunOutcome& outcome, bool numbered);

}  // namespace msp
