// The document that a command names.
#pragma once

#include "invocation.h"

namespace msp::cli {

struct Issued {
  CustomerId customer;
  InvoiceIssued invoice;
  std::int64_t seq = 0;  ///< of the event that holds it
};

/// The operand NUMBER, or a refusal with a did-you-mean.
Issued issued_document(const Ledger& ledger, const Invocation& invocation);

}  // namespace msp::cli
