// How a stream's state follows from its events as they go by.
#pragma once

#include "format/event_rows.h"
#include "msp/fold.h"
#include "personal.h"

namespace msp {

/// The events of a stream up to `seq`, as `db` shows them.
template <class State>
EventsOf<State> events_of_stream(Database& db, std::int64_t stream, std::int64_t seq) {
  EventsOf<State> events;
  StoredPersonal personal(db);
  const auto rows = db.prepare(
      event_columns + " WHERE e.stream=?1 AND e.seq<=?2 ORDER BY e.version", stream, seq);
  while (rows->step()) {
    events.push_back(event_for(State(), recorded_event(stored_event(*rows), personal)));
  }
  return events;
}

/// Tells `state` the next event of its stream, which is in `db`. One that takes others back is
/// rare: the stream is folded anew, without them.
template <class State>
void fold_next(Database& db, std::int64_t stream, State& state,
               const Recorded<EventOf<State>>& next) {
  if (!std::holds_alternative<BatchTakenBack>(next.event)) return evolve(state, next);
  State fresh;
  if constexpr (requires { state.id; }) fresh.id = state.id;
  state = folded(std::move(fresh), events_of_stream<State>(db, stream, next.seq));
}

}  // namespace msp
