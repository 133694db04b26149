// The ledger itself: its events and its settings.
#pragma once

#include <string>

#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

/// seq,recorded_at,effective_on,stream,type,actor,requested_by,ref,payload,hash
Table ledger_log(const Ledger& ledger, const EventFilter& filter);
/// field,value
Table ledger_info(const Ledger& ledger);

/// `maija (uid 1000 on desk-host)`: the claim first, the kernel's word behind it.
std::string actor_text(const Actor& actor);

}  // namespace msp
