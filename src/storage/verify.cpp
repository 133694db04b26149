// Nothing is believed: everything derived is derived again, and compared.
#include <unordered_map>
#include <unordered_set>

#include "event_rows.h"
#include "hash.h"
#include "personal.h"
#include "refold.h"

namespace msp {
namespace {

constexpr std::size_t most_problems = 20;

class Check {
 public:
  explicit Check(SQLite::Database& db) : db_(db) {}

  VerifyReport run() {
    check_file();
    check_batches();
    check_personal();
    check_events_and_projections();
    return std::move(report_);
  }

 private:
  void problem(std::string text) {
    if (report_.problems.size() < most_problems) report_.problems.push_back(std::move(text));
  }

  void check_file() {
    for (SQLite::Statement rows(db_, "PRAGMA integrity_check(20)"); rows.executeStep();) {
      if (text_of(rows, 0) != "ok") problem(fmt::format("the file: {}", text_of(rows, 0)));
    }
    for (SQLite::Statement rows(db_, "PRAGMA foreign_key_check"); rows.executeStep();) {
      problem(fmt::format("{}: a row refers to one that is not there", text_of(rows, 0)));
    }
  }

  void check_batches() {
    for (SQLite::Statement rows(db_, batch_columns + " ORDER BY b.id"); rows.executeStep();) {
      const Batch batch = stored_batch(rows);
      const Hash digest = batch_digest(batch);
      ++report_.batches;
      if (batch.id != report_.batches) {
        problem(fmt::format("batch {} is missing", report_.batches));
        report_.batches = batch.id;
      }
      if (view_of(digest) != text_of(rows, 11)) {
        problem(fmt::format("batch {} is not what was recorded", batch.id));
      }
      digests_.resize(static_cast<std::size_t>(batch.id) + 1);
      digests_.back() = digest;
      if (!batch.requested_by.empty()) commitments_.insert(batch.requested_by);
    }
  }

  void check_personal() {
    SQLite::Statement rows(db_, "SELECT commitment, salt, value FROM personal");
    while (rows.executeStep()) {
      if (commitment_to(text_of(rows, 1), text_of(rows, 2)) != text_of(rows, 0)) {
        problem(fmt::format("the personal text {} is not what was recorded", text_of(rows, 0)));
      }
      kept_.emplace(text_of(rows, 0), text_of(rows, 2));
    }
  }

  /// Personal texts as check_personal() found them.
  class Kept final : public PersonalTexts {
   public:
    explicit Kept(Check& check) : check_(check) {}
    std::string keep(const std::string&) override { return {}; }
    std::string find(std::string_view commitment) override {
      const auto found = check_.kept_.find(std::string(commitment));
      if (found != check_.kept_.end()) return found->second;
      ++check_.report_.erased;
      return {};
    }

   private:
    Check& check_;
  };

  void check_events_and_projections() {
    for (const std::string& commitment : commitments_) {
      if (!kept_.contains(commitment)) ++report_.erased;
    }
    SQLite::Database expected(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    expected.exec(std::string(schema_sql) + "; BEGIN");
    Projections projections(expected);
    Kept personal(*this);
    refold(db_, projections, personal,
           [this](const StoredEvent& stored, const RecordedEvent& event) {
             check_chain(stored);
             check_totals(event);
           });
    for (const ProjectionTable& table : projection_tables) compare(table, expected);
    report_.customers = expected.execAndGet("SELECT count(*) FROM customer").getInt64();
    report_.invoices = expected.execAndGet("SELECT count(*) FROM invoice").getInt64();
  }

  void check_chain(const StoredEvent& stored) {
    ++report_.events;
    if (stored.seq != report_.head.seq + 1) {
      problem(fmt::format("event {} follows event {}", stored.seq, report_.head.seq));
    }
    std::int64_t& version = versions_[std::string(stored.stream)];
    if (stored.version != ++version) {
      problem(fmt::format("event {} is version {} of {}, not {}", stored.seq, stored.version,
                          stored.stream, version));
      version = stored.version;
    }
    const auto batch = static_cast<std::size_t>(stored.batch);
    const Hash hash = batch < digests_.size()
                          ? event_hash(report_.head.hash, stored, view_of(digests_[batch]))
                          : Hash{};
    if (hash != stored.hash) problem(fmt::format("event {} is not what was recorded", stored.seq));
    report_.head = {stored.seq, stored.hash};
  }

  void check_totals(const RecordedEvent& event) {
    const auto* invoice = std::get_if<InvoiceIssued>(&event.event);
    if (!invoice) return;
    std::int64_t net = 0;
    std::int64_t tax = 0;
    for (const InvoiceLine& line : invoice->lines) net = checked_add(net, line.net);
    for (const TaxTotal& total : invoice->taxes) tax = checked_add(tax, total.tax);
    if (net != invoice->net || tax != invoice->tax || net + tax != invoice->gross) {
      problem(fmt::format("invoice {} (event {}) does not add up", invoice->number, event.seq));
    }
  }

  void compare(const ProjectionTable& table, SQLite::Database& expected) {
    const std::string sql = fmt::format("SELECT * FROM {} ORDER BY {}", table.name, table.order);
    SQLite::Statement want(expected, sql);
    SQLite::Statement have(db_, sql);
    while (true) {
      const bool more_wanted = want.executeStep();
      if (more_wanted != have.executeStep()) return differs(table);
      if (!more_wanted) return;
      for (int i = 0; i < want.getColumnCount(); ++i) {
        if (text_of(want, i) != text_of(have, i)) return differs(table);
      }
    }
  }

  void differs(const ProjectionTable& table) {
    problem(fmt::format("the projection `{}` is not what the events say: `msp ledger rebuild`",
                        table.name));
  }

  SQLite::Database& db_;
  VerifyReport report_;
  std::vector<Hash> digests_;
  std::unordered_map<std::string, std::string> kept_;
  std::unordered_set<std::string> commitments_;
  std::unordered_map<std::string, std::int64_t> versions_;
};

}  // namespace

VerifyReport verify(const Ledger& ledger) {
  return guarded(ledger.path(), [&] { return Check(ledger.store().db).run(); });
}

}  // namespace msp
