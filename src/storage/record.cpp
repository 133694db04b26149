// Writing: one batch, one transaction, read back before it is committed.
#include <map>
#include <unordered_map>

#include "activity.h"
#include "care/erase.h"
#include "care/refold.h"
#include "fold.h"
#include "format/format.h"
#include "format/hash.h"
#include "format/payload.h"
#include "format/state_codec.h"
#include "msp/advice.h"
#include "msp/recording.h"
#include "projections.h"
#include "store.h"

namespace msp {
namespace {

[[noreturn]] void read_back_differs(std::int64_t seq) {
  throw Fault(Exit::system, "system.read_back",
              fmt::format("event {} does not read back as it was written", seq),
              "The disk or the memory is failing: nothing was committed.");
}

}  // namespace

struct Recording::Work {
  struct StreamAt {
    std::string_view name;
    std::int64_t id = 0;
    std::int64_t version = 0;
  };

  Work(Ledger& ledger, Batch note, std::int64_t clock)
      : db(database_of(ledger)),
        transaction(db),
        batch(std::move(note)),
        now(clock),
        head(newest(db)),
        personal(db),
        projections(db),
        events(db),
        activity(db),
        find_stream(db.prepare("SELECT s.id, (SELECT max(version) FROM event WHERE stream=s.id) "
                               "FROM stream s WHERE s.name=?1")) {
    const auto last = db.prepare(
        "SELECT recorded_at, (SELECT state FROM snapshot ORDER BY stream LIMIT 1) FROM event "
        "WHERE seq=?1",
        head.seq);
    before = head;
    if (!last->step()) return;  // nothing is recorded yet
    latest = last->number(0);
    if (!is_folded_here(last->text(1))) refold(db);
  }

  StreamAt& stream(std::string_view name);
  void begin_batch(std::int64_t stream);
  template <class Any>
  Recorded<Any> append(StreamAt& at, const FactOf<Any>& fact, Date received_on);
  void read_back();
  void read_back_projections();

  Database& db;
  Transaction transaction;
  Batch batch;
  Hash digest{};
  std::int64_t now;
  std::int64_t latest = 0;  // recorded_at of the newest event
  Head before;              // this batch
  Head head;
  StoredPersonal personal;
  Projections projections;
  EventInserter events;
  ActivityTally activity;
  Prepared find_stream;
  std::unordered_map<std::string, StreamAt> streams;
  std::map<std::int64_t, std::string> projected;  // state written, by stream
  std::optional<std::int64_t> next_ordinal;       // of invoices; read when first asked for
  int format = format_of_states;                  // that is needed to read what is written
  std::vector<std::int64_t> seqs;
  std::string payload;
};

Recording::Work::StreamAt& Recording::Work::stream(std::string_view name) {
  const auto [place, fresh] = streams.try_emplace(std::string(name));
  StreamAt& at = place->second;
  if (!fresh) return at;
  at.name = place->first;
  find_stream->bind(1, name);
  if (find_stream->step()) {
    at.id = find_stream->number(0);
    at.version = find_stream->number(1);
  } else {
    at.id = db.number(
        "INSERT INTO stream SELECT coalesce(max(id), 0) + 1, ?1 FROM stream RETURNING id", name);
  }
  find_stream->reset();
  return at;
}

void Recording::Work::begin_batch(std::int64_t stream) {
  if (batch.id != 0) return;
  batch.id = db.number("SELECT coalesce(max(id), 0) + 1 FROM batch");
  personal.of_stream(stream);
  if (!batch.requested_by.empty()) batch.requested_by = personal.keep(batch.requested_by);
  digest = batch_digest(batch);
  insert_batch(db, batch, digest);
}

template <class Any>
Recorded<Any> Recording::Work::append(StreamAt& at, const FactOf<Any>& fact, Date received_on) {
  begin_batch(at.id);
  personal.of_stream(at.id);
  latest = std::max(latest + 1, now);
  const Recorded<Any> recorded{head.seq + 1, fact.effective_on, received_on,
                               latest,       batch.id,          fact.event};

  format = std::max(format, needed_format(fact.event));
  payload.clear();
  encode_payload(payload, fact.event, personal);
  const std::string effective = fact.effective_on.text();
  const std::string received = received_on.text();
  StoredEvent stored;
  stored.seq = recorded.seq;
  stored.stream = at.name;
  stored.version = ++at.version;
  stored.type = type_of(fact.event);
  stored.effective_on = effective;
  stored.received_on = received;
  stored.recorded_at = latest;
  stored.batch = batch.id;
  stored.payload = payload;
  stored.hash = event_hash(head.hash, stored, view_of(digest));
  events.insert(stored, at.id);
  head = {stored.seq, stored.hash};
  seqs.push_back(stored.seq);
  return recorded;
}

/// What the database now holds is hashed again, and must lead from the head before to the head
/// after.
void Recording::Work::read_back() {
  const auto rows = db.prepare(event_columns + " WHERE e.seq>?1 ORDER BY e.seq", before.seq);
  Head found = before;
  while (rows->step()) {
    const StoredEvent stored = stored_event(*rows);
    const Hash hash = event_hash(found.hash, stored, view_of(digest));
    if (stored.seq != found.seq + 1 || hash != stored.hash) read_back_differs(stored.seq);
    found = {stored.seq, hash};
  }
  if (found.seq != head.seq || found.hash != head.hash) read_back_differs(head.seq);
}

void Recording::Work::read_back_projections() {
  const auto row = db.prepare("SELECT state FROM customer WHERE stream=?1");
  for (const auto& [stream, state] : projected) {
    row->reset();
    row->bind(1, stream);
    if (!row->step() || row->text(0) != state) read_back_differs(head.seq);
  }
}

Recording::Recording(Ledger& ledger, Batch batch, std::int64_t now)
    : work_(std::make_unique<Work>(ledger, std::move(batch), now)) {}

Recording::~Recording() = default;

std::optional<Batch> Recording::earlier(const std::string& request_id) const {
  const auto row =
      work_->db.prepare(batch_columns + " WHERE b.request_id=?1 AND b.request_id<>''", request_id);
  if (!row->step()) return std::nullopt;
  Batch batch = stored_batch(*row);
  if (head_of(batch.id).seq == 0) {
    throw Fault(
        Exit::ledger, "ledger.history",
        fmt::format("batch {} is kept under this request id and recorded no event", batch.id),
        Advice::verify);
  }
  return batch;
}

Head Recording::head_of(std::int64_t batch) const {
  const auto row = work_->db.prepare(
      "SELECT seq, hash FROM event WHERE batch=?1 ORDER BY seq DESC LIMIT 1", batch);
  if (!row->step()) return {};
  return {row->number(0), hash_from(row->text(1))};
}

void Recording::append(Customer& customer, const Fact& fact, Date received_on) {
  auto& at = work_->stream(stream_name(customer.id));
  const auto recorded = work_->append(at, fact, received_on);
  fold_next(work_->db, at.id, customer, recorded);
  if (const auto* invoice = std::get_if<InvoiceIssued>(&fact.event)) {
    work_->projections.add(at.id, next_invoice_ordinal(), recorded.seq, *invoice);
    ++*work_->next_ordinal;
  }
}

void Recording::append(Catalog& catalog, const CatalogFact& fact, Date received_on) {
  auto& at = work_->stream(catalog_stream);
  fold_next(work_->db, at.id, catalog, work_->append(at, fact, received_on));
  work_->projections.put_snapshot(at.id, at.version, catalog);
}

void Recording::append(LedgerSettings& settings, const LedgerFact& fact, Date received_on) {
  auto& at = work_->stream(ledger_stream);
  fold_next(work_->db, at.id, settings, work_->append(at, fact, received_on));
  work_->projections.put_snapshot(at.id, at.version, settings);
}

void Recording::project(const Customer& customer) {
  const auto& at = work_->stream(stream_name(customer.id));
  work_->projected[at.id] = work_->projections.put(at.id, at.version, customer);
}

std::int64_t Recording::next_invoice_ordinal() const {
  std::optional<std::int64_t>& next = work_->next_ordinal;
  if (!next) next = work_->db.number("SELECT coalesce(max(ordinal), 0) + 1 FROM invoice");
  return *next;
}

std::int64_t Recording::stream_of(const CustomerId& id) {
  return work_->stream(stream_name(id)).id;
}

void Recording::see(const Sighting& sighting) { work_->activity.add(sighting); }

std::vector<MonthDigest> Recording::write_activity() {
  work_->activity.write();
  std::vector<MonthDigest> digests;
  for (const std::string& month : work_->activity.months()) {
    digests.push_back(digest_of_month(work_->db, month));
  }
  return digests;
}

std::vector<MonthDigest> Recording::activity_without(const CustomerId& id) {
  const std::int64_t stream = stream_of(id);
  std::vector<MonthDigest> digests;
  const auto months =
      work_->db.prepare("SELECT DISTINCT month FROM activity WHERE stream=?1", stream);
  while (months->step()) {
    digests.push_back(digest_of_month(work_->db, std::string(months->text(0)), stream));
  }
  return digests;
}

void Recording::erase(Customer& customer) {
  erase_personal_data(work_->db, work_->stream(stream_name(customer.id)).id);
  customer = folded_states(work_->db)->customer(customer.id).value();
  project(customer);
  scrub_personal_data(work_->db);
}

std::int64_t Recording::purge_activity(Month month) {
  return msp::purge_activity(work_->db, month);
}

const std::vector<std::int64_t>& Recording::seqs() const { return work_->seqs; }

Head Recording::commit(const std::string& answer) {
  if (work_->seqs.empty()) return work_->head;
  insert_answer(work_->db, work_->batch, answer);
  work_->activity.write();
  work_->db.raise_format(work_->format);
  work_->read_back();
  work_->read_back_projections();
  work_->transaction.commit();
  return work_->head;
}

}  // namespace msp
