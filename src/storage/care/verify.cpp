// Nothing is believed: everything derived is derived again, and compared.
#include <unordered_map>
#include <unordered_set>

#include "activity.h"
#include "care/refold.h"
#include "format/event_rows.h"
#include "format/hash.h"
#include "format/shape.h"
#include "msp/ledger_care.h"
#include "personal.h"
#include "sqlite/sqlite.h"

namespace msp {
namespace {

constexpr std::size_t most_problems = 20;
constexpr const char* not_opened = "it does not begin with the event that opens a ledger";

/// Runs `check`; what it finds out by failing is a problem too.
template <class Check>
std::optional<std::string> failure_of(Check&& check) {
  try {
    check();
  } catch (const Fault& fault) {
    if (fault.exit() == Exit::system || fault.exit() == Exit::busy) throw;
    return fault.what();
  }
  return std::nullopt;
}

class Check {
 public:
  explicit Check(Database& db) : db_(db) {}

  VerifyReport run() {
    auto kept_well = db_.self_check();
    attempt([this] { check_batches(); });
    attempt([this] { check_personal(); });
    attempt([this] { check_events_and_projections(); });
    attempt([&] {
      for (std::string& text : kept_well.get()) problem(std::move(text));
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
    for (const auto rows = db_.prepare(batch_columns + " ORDER BY b.id"); rows->step();) {
      const Batch batch = stored_batch(*rows);
      const Hash digest = batch_digest(batch);
      ++report_.batches;
      if (batch.id != report_.batches) {
        problem(fmt::format("batch {} is missing", report_.batches));
        report_.batches = batch.id;
      }
      if (view_of(digest) != rows->text(11)) {
        problem(fmt::format("batch {} is not what was recorded", batch.id));
      }
      digests_.emplace(batch.id, digest);
      if (!batch.requested_by.empty()) commitments_.insert(batch.requested_by);
    }
  }

  void check_personal() {
    const auto rows = db_.prepare("SELECT commitment, salt, value FROM personal");
    while (rows->step()) {
      if (commitment_to(rows->text(1), rows->text(2)) != rows->text(0)) {
        problem(fmt::format("the personal text {} is not what was recorded", rows->text(0)));
      }
      kept_.emplace(rows->text(0), rows->text(2));
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
    const auto expected = sqlite::in_memory();
    Projections projections(*expected);
    Kept personal(*this);
    bool believed = true;
    refold(db_, projections, [&](const StoredEvent& stored, std::int64_t version_before) {
      believed = check_chain(stored) && believed;
      std::optional<RecordedEvent> event;
      if (!believed) return event;
      believed = attempt([&] {
        check_version(stored, version_before + 1);
        if (stored.seq == 1 && stored.type != LedgerOpened::type) problem(not_opened);
        event = recorded_event(stored, personal);
        check_totals(*event);
        check_series(*event);
        note_import(*event);
        note_purge(*event);
      });
      if (!believed) event.reset();
      return event;
    });
    if (report_.events == 0) problem(not_opened);
    if (!believed) return problem("what follows from the events was not checked");
    // What another msp folded nobody reads: there is nothing to be compared with.
    const bool with_states = has_state_of_ours();
    for (const KeyedTable& table : projection_tables) compare(table, *expected, with_states);
    check_activity();
    report_.customers = expected->number("SELECT count(*) FROM customer");
    report_.invoices = expected->number("SELECT count(*) FROM invoice");
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

  /// In a series numbers and dates rise together (MISSION 23). msp 0.1.0, whose lines do not say
  /// what they are, dated what was missed when it had been due.
  void check_series(const RecordedEvent& event) {
    if (const auto* opened = std::get_if<LedgerOpened>(&event.event)) {
      number_format_ = opened->settings.invoice_number;
    }
    const auto* invoice = std::get_if<InvoiceIssued>(&event.event);
    if (!invoice) return;
    const bool dated_at_issue = !invoice->lines.empty() && invoice->lines.front().said;
    const auto number = number_in(number_format_, invoice->number);
    const bool same_year = invoice->issued_on.year() == newest_issued_.year();
    if (dated_at_issue && invoice->issued_on < newest_issued_) {
      problem(fmt::format("invoice {} (event {}) is dated before the one before it",
                          invoice->number, event.seq));
    }
    if (number && same_year && *number <= last_number_) {
      problem(fmt::format("invoice {} (event {}) is numbered before the one before it",
                          invoice->number, event.seq));
    }
    newest_issued_ = std::max(newest_issued_, invoice->issued_on);
    last_number_ = number.value_or(last_number_);
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
    for (const auto names = db_.prepare("SELECT id, name FROM stream"); names->step();) {
      if (names->text(1).starts_with(customer_prefix)) customers.insert(names->number(0));
    }
    for (const auto rows = db_.prepare(activity_columns); rows->step();) {
      const ActivityRow row = activity_row(*rows);
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

  bool has_state_of_ours() {
    const auto row = db_.prepare(
        "SELECT 1 FROM (SELECT state FROM snapshot UNION ALL SELECT state FROM customer) states "
        "WHERE substr(state, 1, ?1)=?2 LIMIT 1",
        static_cast<std::int64_t>(fingerprint.size()), Blob{fingerprint});
    return row->step();
  }

  void compare(const KeyedTable& table, Database& expected, bool with_states) {
    const std::string sql = fmt::format("SELECT * FROM {} ORDER BY {}", table.name, table.key);
    const auto want = expected.prepare(sql);
    const auto have = db_.prepare(sql);
    while (true) {
      const bool more_wanted = want->step();
      if (more_wanted != have->step()) return differs(table);
      if (!more_wanted) return;
      // The state is the last column.
      const int columns = want->columns() - (has_state(table) && !with_states ? 1 : 0);
      for (int i = 0; i < columns; ++i) {
        const std::string_view wanted = want->text(i);
        if (wanted != have->text(i)) return differs(table);
        if (wanted.empty() && want->is_null(i) != have->is_null(i)) return differs(table);
      }
    }
  }

  void differs(const KeyedTable& table) {
    report_.stale.push_back(
        fmt::format("the projection `{}` is not what the events say", table.name));
    problem(report_.stale.back());
  }

  Database& db_;
  VerifyReport report_;
  std::unordered_map<std::int64_t, Hash> digests_;
  std::unordered_map<std::string, std::string> kept_;
  std::unordered_set<std::string> commitments_;
  std::unordered_map<std::string, std::int64_t> imported_;  // days of imports, by month
  std::string number_format_;
  Date newest_issued_;
  std::int64_t last_number_ = 0;
  std::string purged_before_;  // the month; empty: nothing is
};

}  // namespace

VerifyReport verify(const Ledger& ledger) { return Check(database_of(ledger)).run(); }

}  // namespace msp
