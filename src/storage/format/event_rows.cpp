#include "format/event_rows.h"

#include <algorithm>

#include "format/payload.h"
#include "msp/advice.h"

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

StoredEvent stored_event(const Statement& row) { return stored_event(row, row.text(10)); }

StoredEvent stored_event(const Statement& row, std::string_view stream) {
  StoredEvent event;
  event.seq = row.number(0);
  event.stream = stream;
  event.version = row.number(2);
  event.type = row.text(3);
  event.effective_on = row.text(4);
  event.received_on = row.text(5);
  event.recorded_at = row.number(6);
  event.batch = row.number(7);
  event.payload = row.text(8);
  event.hash = hash_from(row.text(9));
  return event;
}

RecordedEvent recorded_event(const StoredEvent& stored, PersonalTexts& personal) {
  const auto effective = Date::from_text(stored.effective_on);
  const auto received = Date::from_text(stored.received_on);
  if (!effective || !received) {
    throw Fault(Exit::ledger, "ledger.damaged", fmt::format("event {} has no date", stored.seq),
                Advice::verify);
  }
  return {stored.seq,         *effective,   *received,
          stored.recorded_at, stored.batch, decode_payload(stored.type, stored.payload, personal)};
}

void misplaced(std::int64_t seq) {
  throw Fault(Exit::ledger, "ledger.history",
              fmt::format("event {} stands in a stream that is not its own", seq), Advice::restore);
}

Batch stored_batch(const Statement& row) {
  Batch batch;
  batch.id = row.number(0);
  batch.command = row.text(1);
  batch.request_id = row.text(2);
  batch.request_digest = row.text(3);
  batch.requested_by = row.text(4);
  batch.ref = row.text(5);
  batch.reason = row.text(6);
  batch.actor.claim = row.text(7);
  batch.actor.uid = row.number(8);
  batch.actor.login_uid = row.number(9);
  batch.actor.host = row.text(10);
  batch.answer = row.text(12);
  return batch;
}

void insert_batch(Database& db, const Batch& batch, const Hash& digest) {
  const Actor& actor = batch.actor;
  db.run("INSERT INTO batch VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)", batch.id,
         batch.command, batch.request_id, Blob{batch.request_digest}, batch.requested_by, batch.ref,
         batch.reason, actor.claim, actor.uid, actor.login_uid, actor.host, Blob{view_of(digest)});
}

void insert_answer(Database& db, const Batch& batch, const std::string& answer) {
  if (!batch.request_id.empty()) db.run("INSERT INTO answer VALUES (?1,?2)", batch.id, answer);
}

EventInserter::EventInserter(Database& db)
    : statement_(db.prepare("INSERT INTO event VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")) {}

void EventInserter::insert(const StoredEvent& event, std::int64_t stream) {
  statement_->bind(1, event.seq);
  statement_->bind(2, stream);
  statement_->bind(3, event.version);
  statement_->lend(4, event.type);
  statement_->lend(5, event.effective_on);
  statement_->lend(6, event.received_on);
  statement_->bind(7, event.recorded_at);
  statement_->bind(8, event.batch);
  statement_->lend(9, event.payload);
  statement_->bind(10, Blob{view_of(event.hash)});
  statement_->run();
}

Head newest(Database& db) {
  const auto row = db.prepare("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
  if (!row->step()) return {};
  return {row->number(0), hash_from(row->text(1))};
}

}  // namespace msp
