// Mailboxes by name, and whether a count is what it ought to be.
#pragma once

#include "msp/customer.h"
#include "msp/table.h"

namespace msp {

Columns mailbox_columns();
/// The mailboxes that are kept by name, on a day; of one
/// subscription, or of all (0).
Table mailbox_list(const Customer& customer, std::int64_t subscription, Date on);

Columns assertion_columns();
/// The ledger's count of a subscription, or of all of a
/// customer's (0), beside what it ought to be.
struct CountAssertion {
  bool holds = false;
  Table table;
};
CountAssertion assert_count(const Customer& customer, std::int64_t subscription,
                            std::int64_t expected, Date on);

}  // namespace msp
