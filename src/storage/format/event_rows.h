// Rows of part 1 as structs.
#pragma once

#include "format/json_codec.h"
#include "store.h"

namespace msp {

extern const std::string event_fields;   ///< of `event e`
extern const std::string event_columns;  ///< SELECT event_fields and stream name, FROM … JOIN …
extern const std::string batch_columns;  ///< SELECT … FROM batch b

/// Its texts live until the statement steps on.
StoredEvent stored_event(const Statement& row);
/// Where only event_fields were selected, because the stream's name is known.
StoredEvent stored_event(const Statement& row, std::string_view stream);
inline std::int64_t stream_of(const Statement& row) { return row.number(1); }
RecordedEvent recorded_event(const StoredEvent& stored, PersonalTexts& personal);
/// Throws Fault `ledger.history`: an event stands in a stream that is not its own.
[[noreturn]] void misplaced(std::int64_t seq);
/// The event that a state is told.
template <class State>
Recorded<EventOf<State>> event_for(const State&, RecordedEvent recorded) {
  const std::int64_t seq = recorded.seq;
  auto own = in_stream<EventOf<State>>(std::move(recorded));
  if (!own) misplaced(seq);
  return *std::move(own);
}
/// `requested_by` as stored: a commitment.
Batch stored_batch(const Statement& row);
/// `requested_by` as to be stored.
void insert_batch(Database& db, const Batch& batch, const Hash& digest);
/// Only a batch with a request id keeps its answer.
void insert_answer(Database& db, const Batch& batch, const std::string& answer);

class EventInserter {
 public:
  explicit EventInserter(Database& db);
  void insert(const StoredEvent& event, std::int64_t stream);

 private:
  Prepared statement_;
};

Hash hash_from(std::string_view bytes);
Head newest(Database& db);

}  // namespace msp
