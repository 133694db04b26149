// The whole of part 1 as JSON lines: `{"kind":"batch",…}`, then `event`, `personal`, `activity`,
// `head`.
// Enough for anybody to compute the chain again without msp, and to make the ledger anew.
#include <nlohmann/json.hpp>

#include "activity.h"
#include "format/event_rows.h"
#include "msp/advice.h"
#include "msp/ledger_care.h"
#include "msp/progress.h"
#include "store.h"

namespace msp {
namespace {

using Json = nlohmann::ordered_json;

class Exporter {
 public:
  Exporter(Database& db, const std::function<void(std::string_view)>& write)
      : db_(db), write_(write) {}

  void run() {
    progress_.emplace("lines", lines());
    for (const auto rows = db_.prepare(batch_columns + " ORDER BY b.id"); rows->step();) {
      const Batch batch = stored_batch(*rows);
      line({{"kind", "batch"},
            {"id", batch.id},
            {"command", batch.command},
            {"request_id", batch.request_id},
            {"request_digest", hex(batch.request_digest)},
            {"requested_by", batch.requested_by},
            {"ref", batch.ref},
            {"reason", batch.reason},
            {"claimed_actor", batch.actor.claim},
            {"uid", batch.actor.uid},
            {"login_uid", batch.actor.login_uid},
            {"host", batch.actor.host},
            {"answer", batch.answer}});
    }
    for (const auto rows = db_.prepare(event_columns + " ORDER BY e.seq"); rows->step();) {
      const StoredEvent event = stored_event(*rows);
      line({{"kind", "event"},
            {"seq", event.seq},
            {"stream", event.stream},
            {"version", event.version},
            {"type", event.type},
            {"effective_on", event.effective_on},
            {"received_on", event.received_on},
            {"recorded_at", event.recorded_at},
            {"batch", event.batch},
            {"payload", event.payload},
            {"hash", hex(event.hash)}});
    }
    const auto texts = db_.prepare(
        "SELECT commitment, name, salt, value FROM personal p "
        "JOIN stream s ON s.id=p.stream ORDER BY commitment");
    while (texts->step()) {
      line({{"kind", "personal"},
            {"commitment", texts->text(0)},
            {"stream", texts->text(1)},
            {"salt", hex(texts->text(2))},
            {"value", texts->text(3)}});
    }
    write_activity();
    line({{"kind", "head"}, {"head", newest(db_).text()}});
    flush();
  }

 private:
  void write_activity() {
    const auto names = db_.prepare("SELECT name FROM stream WHERE id=?1");
    const auto rows =
        db_.prepare(fmt::format("{} ORDER BY {}", activity_columns, activity_table.key));
    while (rows->step()) {
      const ActivityRow row = activity_row(*rows);
      names->reset();
      names->bind(1, row.stream);
      line({{"kind", "activity"},
            {"month", row.month},
            {"stream", names->step() ? names->text(0) : std::string_view()},
            {"user", row.user},
            {"device", row.device},
            {"device_kind", row.device_kind},
            {"days", row.days}});
    }
  }

  std::int64_t lines() {
    return db_.number(
        "SELECT (SELECT count(*) FROM batch)+(SELECT count(*) FROM event)+"
        "(SELECT count(*) FROM personal)+(SELECT count(*) FROM activity)+1");
  }

  void line(const Json& json) {
    progress_->step();
    buffer_ += json.dump();
    buffer_ += '\n';
    if (buffer_.size() > 1 << 16) flush();
  }
  void flush() {
    write_(buffer_);
    buffer_.clear();
  }

  Database& db_;
  const std::function<void(std::string_view)>& write_;
  std::string buffer_;
  std::optional<Progress> progress_;
};

}  // namespace

void export_ledger(const Ledger& ledger, const std::function<void(std::string_view)>& write) {
  try {
    Exporter(database_of(ledger), write).run();
  } catch (const Json::exception&) {
    throw Fault(Exit::ledger, "ledger.damaged",
                fmt::format("{} holds a text that is not UTF-8", ledger.path()), Advice::restore);
  }
}

}  // namespace msp
