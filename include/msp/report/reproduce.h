// A document computed once more.
#pragma once

#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

/// A document computed once more. `then` looks back to what was known before it was issued.
struct Reproduction {
  bool same = false;  ///< byte for byte
  /// line,subscription,from,through,issued,reproduced,changed_since,billed_on,currency: with what
  /// has been learned since, as the adjustment it will become and when.
  Table table;
};
Reproduction invoice_reproduce(const Ledger& now, const Ledger& then, const CustomerId& customer,
                               const InvoiceIssued& invoice, Date today);

}  // namespace msp
