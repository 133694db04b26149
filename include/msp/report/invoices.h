// Documents, their lines, and what a run issues.
#pragma once

#include <optional>

#include "msp/desk.h"
#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns invoice_columns();
/// In the order of issue; by the date on them.
Table invoice_list(const Ledger& ledger, const Query& query,
                   std::optional<DocumentKind> kind = std::nullopt);

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
