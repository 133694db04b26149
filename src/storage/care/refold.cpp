#include "care/refold.h"

#include "format/event_rows.h"
#include "format/state_codec.h"
#include "msp/progress.h"

namespace msp {
namespace {

/// A stream while its events go by.
struct Stream {
  std::string name;
  std::int64_t version = 0;
  std::optional<Customer> customer = {};  ///< of a customer's stream
};

/// The state of every stream while the events go by.
class Fold {
 public:
  Fold(Database& ledger, Projections& projections) : db_(ledger), projections_(projections) {
    for (const auto rows = ledger.prepare("SELECT id, name FROM stream ORDER BY id");
         rows->step();) {
      if (rows->number(0) != static_cast<std::int64_t>(streams_.size()) + 1) break;
      Stream& stream = streams_.emplace_back();
      stream.name = rows->text(1);
      if (const auto id = customer_of(stream.name)) stream.customer.emplace().id = *id;
    }
  }

  /// Nothing if there is none with this id.
  const Stream* find(std::int64_t stream) const {
    const bool known = stream >= 1 && stream <= static_cast<std::int64_t>(streams_.size());
    return known ? &streams_[index(stream)] : nullptr;
  }

  void add(const StoredEvent& stored, std::int64_t id, RecordedEvent&& recorded) {
    Stream& stream = streams_[index(id)];
    stream.version = stored.version;
    if (stream.name == catalog_stream) return fold(id, catalog_, std::move(recorded));
    if (stream.name == ledger_stream) return fold(id, settings_, std::move(recorded));
    if (!stream.customer) misplaced(recorded.seq);
    if (const auto* invoice = std::get_if<InvoiceIssued>(&recorded.event)) {
      projections_.add(id, ++invoices_, recorded.seq, *invoice);
    }
    fold(id, *stream.customer, std::move(recorded));
  }

  void write() {
    std::int64_t id = 0;
    for (const Stream& stream : streams_) {
      ++id;
      if (stream.version == 0) continue;  // nothing was recorded in it
      if (stream.name == catalog_stream) {
        projections_.put_snapshot(id, stream.version, catalog_);
      } else if (stream.name == ledger_stream) {
        projections_.put_snapshot(id, stream.version, settings_);
      } else {
        projections_.put(id, stream.version, *stream.customer);
      }
    }
  }

 private:
  template <class State>
  void fold(std::int64_t stream, State& state, RecordedEvent&& recorded) {
    fold_next(db_, stream, state, event_for(state, std::move(recorded)));
  }
  static std::size_t index(std::int64_t stream) { return static_cast<std::size_t>(stream - 1); }

  Database& db_;
  Projections& projections_;
  std::vector<Stream> streams_;  // by id: 1, 2, 3 … without holes
  Catalog catalog_;
  LedgerSettings settings_;
  std::int64_t invoices_ = 0;
};

}  // namespace

bool refold(Database& ledger, Projections& projections, const ReadEvent& read) {
  Fold fold(ledger, projections);
  const auto rows = ledger.prepare("SELECT " + event_fields + " FROM event e ORDER BY e.seq");
  bool believed = true;
  Progress progress("events", ledger.number("SELECT coalesce(max(seq),0) FROM event"));
  while (rows->step()) {
    progress.step();
    const std::int64_t id = stream_of(*rows);
    const Stream* stream = fold.find(id);
    if (!stream) continue;  // verify() misses the event
    const StoredEvent stored = stored_event(*rows, stream->name);
    auto recorded = read(stored, stream->version);
    believed = believed && recorded;
    if (believed) fold.add(stored, id, *std::move(recorded));
  }
  if (believed) fold.write();
  return believed;
}

}  // namespace msp
