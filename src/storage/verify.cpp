// Nothing is believed: everything derived is derived again, and compared.
#include <future>
#include <unordered_map>
#include <unordered_set>

#include "activity.h"
#include "event_rows.h"
#include "hash.h"
#include "personal.h"
#include "refold.h"

namespace msp {
namespace {

constexpr std::size_t most_problems = 20;

std::vector<std::string> problems_of_file(const SQLite::Database& db) {
  std::vector<std::string> problems;
  for (Statement rows(db, "PRAGMA integrity_check(20)"); rows.step();) {
    if (text_of(rows, 0) != "ok") problems.push_back(fmt::format("the file: {}", text_of(rows, 0)));
  }
  for (Statement rows(db, "PRAGMA foreign_key_check"); rows.step();) {
    problems.push_back(fmt::format("{}: a row refers to one that is not there", text_of(rows, 0)));
  }
  return problems;
}

/// Runs `check`; what it finds out by failing is a problem too.
template <class Check>
std::optional<std::string> failure_of(Check&& check) {
  try {
    check();
  } catch (const SQLite::Exception& error) {
    const int code = error.getErrorCode() & 0xff;
    if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB && code != SQLITE_CONSTRAINT) throw;
    return fmt::format("the file: {}", error.what());
  } catch (const Fault& fault) {
    if (fault.exit() == Exit::system) throw;
    return fault.what();
  }
  return std::nullopt;
}

/// The same for another thread, which needs a connection of its own. Both see one moment: nobody
/// can commit while either reads. Nothing if a writer is about to: it waits for us, so we must not
/// wait for it.
std::optional<std::vector<std::string>> problems_of_file_beside(const std::string& path) {
  try {
    SQLite::Database db(path, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
    db.exec("PRAGMA cell_size_check=ON; PRAGMA cache_size=-32768; BEGIN");
    return problems_of_file(db);
  } catch (const SQLite::Exception& error) {
    if ((error.getErrorCode() & 0xff) == SQLITE_BUSY) return std::nullopt;
    throw;
  }
}

class Check {
 public:
  Check(SQLite::Database& db, std::string path) : db_(db), path_(std::move(path)) {}

  VerifyReport run() {
    auto file = std::async(std::launch::async, problems_of_file_beside, path_);
    attempt([this] { check_batches(); });
    attempt([this] { check_personal(); });
    attempt([this] { check_events_and_projections(); });
    attempt([&] {
      auto found = file.get();
      if (!found) found = problems_of_file(db_);
      for (std::string& text : *found) problem(std::move(text));
    });
    return std::move(report_);
  }

 private:
  void problem(std::string text) {
    if (report_.problems.size() < most_problems) report_.problems.push_back(std::move(text));
  }

  template <class Work>
  bool attempt(Work&& work) {
    const auto failure = failure_of(work);
    if (failure) problem(*failure);
    return !failure;
  }

  void check_batches() {
    for (Statement rows(db_, batch_columns + " ORDER BY b.id"); rows.step();) {
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
      digests_.emplace(batch.id, digest);
      if (!batch.requested_by.empty()) commitments_.insert(batch.requested_by);
    }
  }

  void check_personal() {
    Statement rows(db_, "SELECT commitment, salt, value FROM personal");
    while (rows.step()) {
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
    bool believed = true;
    refold(db_, projections, [&](const StoredEvent& stored, std::int64_t version_before) {
      believed = check_chain(stored) && believed;
      std::optional<RecordedEvent> event;
      if (!believed) return event;
      believed = attempt([&] {
        check_version(stored, version_before + 1);
        event = recorded_event(stored, personal);
        check_totals(*event);
        note_import(*event);
        note_purge(*event);
      });
      if (!believed) event.reset();
      return event;
    });
    if (!believed) return problem("what follows from the events was not checked");
    for (const ProjectionTable& table : projection_tables) compare(table, expected);
    check_activity();
    report_.customers = expected.execAndGet("SELECT count(*) FROM customer").getInt64();
    report_.invoices = expected.execAndGet("SELECT count(*) FROM invoice").getInt64();
  }

  /// True if the event is what was recorded, and so are all before it.
  bool check_chain(const StoredEvent& stored) {
    ++report_.events;
    if (stored.seq != report_.head.seq + 1) {
      problem(fmt::format("event {} follows event {}", stored.seq, report_.head.seq));
    }
    const auto batch = digests_.find(stored.batch);
    const bool same = batch != digests_.end() &&
                      event_hash(report_.head.hash, stored, view_of(batch->second)) == stored.hash;
    if (!same) problem(fmt::format("event {} is not what was recorded", stored.seq));
    report_.head = {stored.seq, stored.hash};
    return same;
  }

  void check_version(const StoredEvent& stored, std::int64_t version) {
    if (stored.version == version) return;
    problem(fmt::format("event {} is version {} of {}, not {}", stored.seq, stored.version,
                        stored.stream, version));
  }

  void check_totals(const RecordedEvent& event) {
    const auto* invoice = std::get_if<InvoiceIssued>(&event.event);
    if (!invoice) return;
    std::int64_t net = 0;
    std::int64_t tax = 0;
    for (const InvoiceLine& line : invoice->lines) net = checked_add(net, line.net);
    for (const TaxTotal& total : invoice->taxes) tax = checked_add(tax, total.tax);
    if (net != invoice->net || tax != invoice->tax || checked_add(net, tax) != invoice->gross) {
      problem(fmt::format("invoice {} (event {}) does not add up", invoice->number, event.seq));
    }
  }

  void note_import(const RecordedEvent& event) {
    const auto* import = std::get_if<UsageImported>(&event.event);
    if (!import) return;
    if (import->last_day < import->first_day || import->last_day.year() == 9999) {
      return problem(fmt::format("event {} is an import of impossible days", event.seq));
    }
    const Period days{import->first_day, import->last_day + 1};
    for (Month month = Month::of(days.start); month.period().start < days.end; month = month + 1) {
      imported_[month.text()] |= days_of(month, days);
    }
  }

  void note_purge(const RecordedEvent& event) {
    const auto* purge = std::get_if<UsagePurged>(&event.event);
    if (purge) purged_before_ = std::max(purged_before_, Month::of(purge->before).text());
  }

  /// Evidence has no hash; but it belongs to a customer, and to days that some import was about.
  void check_activity() {
    std::unordered_set<std::int64_t> customers;
    Statement names(db_, "SELECT id FROM stream WHERE name LIKE 'customer/%'");
    while (names.step()) customers.insert(number_of(names, 0));
    for (Statement rows(db_, activity_columns); rows.step();) {
      const ActivityRow row = activity_row(rows);
      ++report_.activity;
      auto wrong = problem_of(row);
      if (!wrong && !customers.contains(row.stream)) wrong = "no customer";
      if (!wrong) {
        const auto imported = imported_.find(std::string(row.month));
        const bool known = imported != imported_.end() && (row.days & ~imported->second) == 0;
        if (!known) wrong = "days that no import was about";
      }
      if (!wrong && row.month < purged_before_) wrong = "been purged and is there again";
      if (wrong) {
        problem(fmt::format("activity of {} (stream {}) has {}", row.month, row.stream, *wrong));
      }
    }
  }

  void compare(const ProjectionTable& table, SQLite::Database& expected) {
    const std::string sql = fmt::format("SELECT * FROM {} ORDER BY {}", table.name, table.order);
    Statement want(expected, sql);
    Statement have(db_, sql);
    while (true) {
      const bool more_wanted = want.step();
      if (more_wanted != have.step()) return differs(table);
      if (!more_wanted) return;
      for (int i = 0; i < want.columns(); ++i) {
        const std::string_view wanted = text_of(want, i);
        if (wanted != text_of(have, i)) return differs(table);
        if (wanted.empty() && want.is_null(i) != have.is_null(i)) return differs(table);
      }
    }
  }

  void differs(const ProjectionTable& table) {
    problem(fmt::format("the projection `{}` is not what the events say: `msp ledger rebuild`",
                        table.name));
  }

  SQLite::Database& db_;
  std::string path_;
  VerifyReport report_;
  std::unordered_map<std::int64_t, Hash> digests_;
  std::unordered_map<std::string, std::string> kept_;
  std::unordered_set<std::string> commitments_;
  std::unordered_map<std::string, std::int64_t> imported_;  // days of imports, by month
  std::string purged_before_;                               // the month; empty: nothing is
};

}  // namespace

VerifyReport verify(const Ledger& ledger) {
  return guarded(ledger.path(), [&] { return Check(ledger.store().db, ledger.path()).run(); });
}

}  // namespace msp
