// The ledger itself: its events and its settings.
#pragma once

#include <string>

#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

Columns log_columns();
Table ledger_log(const Ledger& ledger, const EventFilter& filter);

Table ledger_info(const Ledger& ledger, Date today);

/// `maija (uid 1000 on desk-host)`: the claim first, the kernel's word behind it.
std::string actor_text(const Actor& actor);

}  // namespace msp
