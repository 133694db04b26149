// Every figure of a document, traced to events.
#pragma once

#include <optional>

#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

/// line,step,amount,event,effective_on,received_on,recorded_at,actor,requested_by,ref,what
/// All lines, or one; then the steps of tax and totals, with `line` empty.
Table invoice_explain(const Ledger& ledger, const InvoiceIssued& invoice,
                      std::optional<std::int64_t> line);

}  // namespace msp
