#include "event_rows.h"

#include <algorithm>

#include "payload.h"

namespace msp {

const std::string event_fields =
    "e.seq, e.stream, e.version, e.type, e.effective_on, e.received_on, e.recorded_at, e.batch, "
    "e.payload, e.hash";

const std::string event_columns =
    "SELECT " + event_fields + ", s.name FROM event e JOIN stream s ON s.id=e.stream";

const std::string batch_columns =
    "SELECT b.id, b.command, b.request_id, b.request_digest, b.requested_by, b.ref, b.reason, "
    "b.claimed_actor, b.uid, b.login_uid, b.host, b.digest, "
    "coalesce((SELECT text FROM answer a WHERE a.batch=b.id), '') FROM batch b";

Hash hash_from(std::string_view bytes) {
  Hash hash{};
  if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

StoredEvent stored_event(const Statement& row) { return stored_event(row, text_of(row, 10)); }

StoredEvent stored_event(const Statement& row, std::string_view stream) {
  StoredEvent event;
  event.seq = number_of(row, 0);
  event.stream = stream;
  event.version = number_of(row, 2);
  event.type = text_of(row, 3);
  event.effective_on = text_of(row, 4);
  event.received_on = text_of(row, 5);
  event.recorded_at = number_of(row, 6);
  event.batch = number_of(row, 7);
  event.payload = text_of(row, 8);
  event.hash = hash_from(text_of(row, 9));
  return event;
}

RecordedEvent recorded_event(const StoredEvent& stored, PersonalTexts& personal) {
  const auto effective = Date::from_text(stored.effective_on);
  const auto received = Date::from_text(stored.received_on);
  if (!effective || !received) {
    throw Fault(Exit::ledger, "ledger.damaged", fmt::format("event {} has no date", stored.seq),
                "Run `msp ledger verify`.");
  }
  return {stored.seq,         *effective,   *received,
          stored.recorded_at, stored.batch, decode_payload(stored.type, stored.payload, personal)};
}

Batch stored_batch(const Statement& row) {
  Batch batch;
  batch.id = number_of(row, 0);
  batch.command = text_of(row, 1);
  batch.request_id = text_of(row, 2);
  batch.request_digest = text_of(row, 3);
  batch.requested_by = text_of(row, 4);
  batch.ref = text_of(row, 5);
  batch.reason = text_of(row, 6);
  batch.actor.claim = text_of(row, 7);
  batch.actor.uid = number_of(row, 8);
  batch.actor.login_uid = number_of(row, 9);
  batch.actor.host = text_of(row, 10);
  batch.answer = text_of(row, 12);
  return batch;
}

void insert_batch(SQLite::Database& db, const Batch& batch, const Hash& digest) {
  Statement row(db, "INSERT INTO batch VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
  row.bind(1, batch.id);
  row.bind(2, batch.command);
  row.bind(3, batch.request_id);
  row.bind_blob(4, batch.request_digest);
  row.bind(5, batch.requested_by);
  row.bind(6, batch.ref);
  row.bind(7, batch.reason);
  row.bind(8, batch.actor.claim);
  row.bind(9, batch.actor.uid);
  row.bind(10, batch.actor.login_uid);
  row.bind(11, batch.actor.host);
  row.bind_blob(12, view_of(digest));
  row.run();
}

void insert_answer(SQLite::Database& db, const Batch& batch, const std::string& answer) {
  if (batch.request_id.empty()) return;
  Statement row(db, "INSERT INTO answer VALUES (?,?)");
  row.bind(1, batch.id);
  row.bind(2, answer);
  row.run();
}

EventInserter::EventInserter(SQLite::Database& db)
    : statement_(db, "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?)") {}

void EventInserter::insert(const StoredEvent& event, std::int64_t stream) {
  statement_.reset();
  statement_.bind(1, event.seq);
  statement_.bind(2, stream);
  statement_.bind(3, event.version);
  statement_.lend(4, event.type);
  statement_.lend(5, event.effective_on);
  statement_.lend(6, event.received_on);
  statement_.bind(7, event.recorded_at);
  statement_.bind(8, event.batch);
  statement_.lend(9, event.payload);
  statement_.bind_blob(10, view_of(event.hash));
  statement_.run();
}

Head newest(SQLite::Database& db) {
  Statement row(db, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
  if (!row.step()) return {};
  return {number_of(row, 0), hash_from(text_of(row, 1))};
}

}  // namespace msp
