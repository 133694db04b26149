// The document that a command names.
#pragma once

#include "invocation.h"

namespace msp::cli {

/// The operand NUMBER, or a refusal with a did-you-mean.
inline IssuedDocument issued_document(const Ledger& ledger, const Invocation& invocation) {
  return take(find_document(ledger, *invocation.arguments().text("NUMBER"), invocation.as_known()));
}

}  // namespace msp::cli
