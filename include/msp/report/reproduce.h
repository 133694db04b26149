// A document computed once more.
#pragma once

#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

Columns reproduction_columns();
/// A document computed once more. `then` looks back to what was known before it was issued.
struct Reproduction {
  bool same = false;  ///< byte for byte
  Table table;        ///< with what has been learned since: the adjustment it becomes, and when
};
Reproduction invoice_reproduce(const Ledger& now, const Ledger& then, const CustomerId& customer,
                               const InvoiceIssued& invoice, Date today);

}  // namespace msp
