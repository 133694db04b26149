// Figures so far from the last ones that somebody should look before they are issued (MISSION 29).
#pragma once

#include <optional>
#include <vector>

#include "msp/desk.h"

namespace msp {

/// A document, and whose.
struct Proposed {
  CustomerId customer;
  const InvoiceIssued* document;
};

/// Who makes a billing day unusual: whoever would be charged more than three times of what it was
/// on the last billing day of the group, where that is so of the whole day, in a currency.
std::vector<RunOutcome::Parked> conspicuous_in(const Ledger& ledger,
                                               const std::vector<Proposed>& proposed);

/// A billing day whose total is more than three times that of the last one of its group; nothing to
/// compare with is nothing unusual. Charges are compared with charges: what credit notes gave back
/// in between makes no difference.
std::optional<Refusal> refuse_unusual(const Ledger& ledger, const std::vector<Proposed>& proposed);

}  // namespace msp
