// Rows of part 1 as structs.
#pragma once

#include "json_codec.h"
#include "store.h"

namespace msp {

extern const std::string event_columns;  ///< SELECT … FROM event e JOIN stream s
extern const std::string batch_columns;  ///< SELECT … FROM batch b

/// Its texts live until the statement steps on.
StoredEvent stored_event(const SQLite::Statement& row);
RecordedEvent recorded_event(const StoredEvent& stored, PersonalTexts& personal);
/// `requested_by` as stored: a commitment.
Batch stored_batch(const SQLite::Statement& row);
/// `requested_by` as to be stored.
void insert_batch(SQLite::Database& db, const Batch& batch, const Hash& digest);

class EventInserter {
 public:
  explicit EventInserter(SQLite::Database& db);
  void insert(const StoredEvent& event, std::int64_t stream);

 private:
  SQLite::Statement statement_;
};

Hash hash_from(std::string_view bytes);
Head newest(SQLite::Database& db);

}  // namespace msp
