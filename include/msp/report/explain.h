// Every figure of a document, traced to events.
#pragma once

#include <optional>

#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

Columns explanation_columns();
/// All lines, or one; then the steps of tax and totals, with `line` empty.
Table invoice_explain(const Ledger& ledger, const InvoiceIssued& invoice,
                      std::optional<std::int64_t> line);

}  // namespace msp
