// Taking back what the desk recorded by mistake (MISSION 25): what of a stream goes with a batch,
// and what keeps it from being taken back.
#pragma once

#include <cstdint>
#include <vector>

#include "msp/fold.h"
#include "msp/result.h"

namespace msp {

/// Of one stream.
struct TakingBack {
  BatchTakenBack event;
  Date from;                         ///< the first day that any of it was about
  std::vector<std::int64_t> stands;  ///< seqs of what later commands decided upon it, oldest first
};

/// `events` is the stream, and a batch of it is taken back. Refusals, where its own events are such
/// that nobody can: undo.document (it issued one), undo.nothing (only what time had made due),
/// undo.evidence, undo.left (mails), undo.gone (purged or erased), undo.kept (a day that is
/// closed).
Result<TakingBack> take_back(const CustomerId& id, const EventsOf<Customer>& events,
                             const Catalog& catalog, std::int64_t batch);
Result<TakingBack> take_back(const EventsOf<Catalog>& events, std::int64_t batch);
Result<TakingBack> take_back(const EventsOf<LedgerSettings>& events, std::int64_t batch);

/// What a customer ordered, or was billed, by what `loaded` lacks and `catalog` says: the event, or
/// 0 if there is none. `since` is the first event of the load.
std::int64_t used_of(const Catalog& catalog, const Catalog& without, std::int64_t since,
                     const Customer& customer);

/// True if the catalog has the plans, with prices, that a customer's subscriptions are by.
bool is_ordered_by(const Catalog& catalog, const Customer& customer);

}  // namespace msp
