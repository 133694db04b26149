// What documents to come will correct of those that were issued.
#pragma once

#include "msp/corrections.h"
#include "msp/desk.h"

namespace msp {

/// By what is known of the customer now: on its next billing days, if nobody says anything else.
/// Nothing where the customer cannot be billed.
Corrections corrections_ahead(const Ledger& ledger, const Customer& customer,
                              const Catalog& catalog, Date today);

}  // namespace msp
