#include "care/proof.h"

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "activity.h"
#include "care/may_be.h"
#include "care/refold.h"
#include "format/event_rows.h"
#include "format/format.h"
#include "format/hash.h"
#include "msp/advice.h"
#include "personal.h"

namespace msp {
namespace {

constexpr const char* not_opened = "it does not begin with the event that opens a ledger";

}  // namespace

/// The walk itself, and what it has to remember of what it has passed.
class Proof::Events {
 public:
  Events(Database& db, Proof& proof) : db_(db), proof_(proof), report_(proof.report_) {}

  bool walk(Projections& projections) {
    bool believed = false;
    proof_.attempt([this] { check_batches(); });
    proof_.attempt([this] { check_personal(); });
    proof_.attempt([&] { believed = check_events(projections); });
    proof_.attempt([this] { check_activity(); });
    return believed;
  }

  int format() const { return format_; }

 private:
  void check_batches() {
    for (const auto rows = db_.prepare(batch_columns + " ORDER BY b.id"); rows->step();) {
      const Batch batch = stored_batch(*rows);
      const Hash digest = batch_digest(batch);
      ++report_.batches;
      if (batch.id != report_.batches) {
        proof_.problem(fmt::format("batch {} is missing", report_.batches));
        report_.batches = batch.id;
      }
      if (view_of(digest) != rows->text(11)) {
        proof_.problem(fmt::format("batch {} is not what was recorded", batch.id));
      }
      digests_.emplace(batch.id, digest);
      if (!batch.requested_by.empty()) commitments_.insert(batch.requested_by);
    }
    // A batch hangs in the chain by its events only: without any it could have been planted.
    const auto bare =
        db_.prepare("SELECT id FROM batch WHERE id NOT IN (SELECT batch FROM event) ORDER BY id");
    while (bare->step()) {
      proof_.problem(fmt::format("batch {} recorded no event", bare->number(0)));
    }
    const auto answers = db_.prepare(
        "SELECT batch FROM answer WHERE batch NOT IN "
        "(SELECT id FROM batch WHERE request_id<>'') ORDER BY batch");
    while (answers->step()) {
      proof_.problem(
          fmt::format("batch {} has an answer that nobody can ask for again", answers->number(0)));
    }
  }

  void check_personal() {
    const auto rows = db_.prepare("SELECT commitment, salt, value FROM personal");
    while (rows->step()) {
      if (!is_commitment_to(rows->text(0), rows->text(1), rows->text(2))) {
        proof_.problem(fmt::format("the personal text {} is not what was recorded", rows->text(0)));
      }
      kept_.emplace(rows->text(0), rows->text(2));
    }
    for (const std::string& commitment : commitments_) {
      if (!kept_.contains(commitment)) ++report_.erased;
    }
  }

  /// Personal texts as check_personal() found them.
  class Kept final : public PersonalTexts {
   public:
    explicit Kept(Events& events) : events_(events) {}
    std::string keep(const std::string&) override { return {}; }
    std::string find(std::string_view commitment) override {
      const auto found = events_.kept_.find(std::string(commitment));
      if (found != events_.kept_.end()) return found->second;
      ++events_.report_.erased;
      return {};
    }

   private:
    Events& events_;
  };

  bool check_events(Projections& projections) {
    Kept personal(*this);
    bool believed = true;
    const auto read = [&](const StoredEvent& stored, std::int64_t version_before) {
      believed = check_chain(stored) && believed;
      std::optional<RecordedEvent> event;
      if (!believed) return event;
      believed = proof_.attempt([&] {
        check_place(stored, version_before + 1);
        event = recorded_event(stored, personal);
        check_meaning(*event);
      });
      if (!believed) event.reset();
      return event;
    };
    refold(db_, projections, read);
    if (report_.events == 0) proof_.problem(not_opened);
    if (!believed) proof_.problem("what follows from the events was not checked");
    return believed;
  }

  /// True if the event is what was recorded, and so are all before it.
  bool check_chain(const StoredEvent& stored) {
    ++report_.events;
    if (stored.seq != report_.head.seq + 1) {
      proof_.problem(fmt::format("event {} follows event {}", stored.seq, report_.head.seq));
    }
    const auto batch = digests_.find(stored.batch);
    const bool same = batch != digests_.end() &&
                      event_hash(report_.head.hash, stored, view_of(batch->second)) == stored.hash;
    if (!same) proof_.problem(fmt::format("event {} is not what was recorded", stored.seq));
    report_.head = {stored.seq, stored.hash};
    return same;
  }

  /// That it stands where the ledger would have put it.
  void check_place(const StoredEvent& stored, std::int64_t version) {
    if (stored.seq == 1 && stored.type != LedgerOpened::type) proof_.problem(not_opened);
    if (stored.version != version) {
      proof_.problem(fmt::format("event {} is version {} of {}, not {}", stored.seq, stored.version,
                                 stored.stream, version));
    }
    if (stored.recorded_at <= latest_) {
      proof_.problem(fmt::format("event {} was recorded before the one before it", stored.seq));
    }
    if (stored.batch < newest_batch_ || stored.batch > newest_batch_ + 1) {
      proof_.problem(fmt::format("event {} is of batch {}, behind batch {}", stored.seq,
                                 stored.batch, newest_batch_));
    }
    latest_ = std::max(latest_, stored.recorded_at);
    newest_batch_ = std::max(newest_batch_, stored.batch);
  }

  /// That it says what a command could have decided.
  void check_meaning(const RecordedEvent& event) {
    format_ = std::max(format_, needed_format(event.event));
    if (const auto wrong = why_it_may_not_be(event.event)) {
      throw Fault(Exit::ledger, "ledger.history",
                  fmt::format("event {} says what no command records: {}", event.seq, *wrong));
    }
    check_totals(event);
    check_series(event);
    if (const auto* erased = std::get_if<CustomerErased>(&event.event)) {
      note_digests(erased->digests);
    }
    note_import(event);
    note_purge(event);
  }

  void check_totals(const RecordedEvent& event) {
    const auto* invoice = std::get_if<InvoiceIssued>(&event.event);
    if (!invoice) return;
    std::int64_t net = 0;
    std::int64_t tax = 0;
    for (const InvoiceLine& line : invoice->lines) net = checked_add(net, line.net);
    for (const TaxTotal& total : invoice->taxes) tax = checked_add(tax, total.tax);
    if (net != invoice->net || tax != invoice->tax || checked_add(net, tax) != invoice->gross) {
      proof_.problem(
          fmt::format("invoice {} (event {}) does not add up", invoice->number, event.seq));
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
      proof_.problem(fmt::format("invoice {} (event {}) is dated before the one before it",
                                 invoice->number, event.seq));
    }
    if (number && same_year && *number <= last_number_) {
      proof_.problem(fmt::format("invoice {} (event {}) is numbered before the one before it",
                                 invoice->number, event.seq));
    }
    newest_issued_ = std::max(newest_issued_, invoice->issued_on);
    last_number_ = number.value_or(last_number_);
  }

  void note_import(const RecordedEvent& event) {
    const auto* import = std::get_if<UsageImported>(&event.event);
    if (!import) return;
    note_digests(import->digests);
    const Period days{import->first_day, import->last_day + 1};
    for (Month month = Month::of(days.start); month.period().start < days.end; month = month + 1) {
      imported_[month.text()] |= days_of(month, days);
    }
  }

  void note_purge(const RecordedEvent& event) {
    const auto* purge = std::get_if<UsagePurged>(&event.event);
    if (!purge) return;
    purged_before_ = std::max(purged_before_, Month::of(purge->before).text());
    month_digests_.erase(month_digests_.begin(), month_digests_.lower_bound(purged_before_));
  }

  /// The newest that is said of a month holds.
  void note_digests(const std::vector<MonthDigest>& digests) {
    for (const MonthDigest& each : digests) month_digests_[each.month.text()] = each.digest;
  }

  /// Evidence is no event; but it belongs to a customer, to days that some import was about, and to
  /// a month whose digest stands in the chain since msp writes one.
  void check_activity() {
    std::unordered_map<std::int64_t, std::string> customers;
    for (const auto names = db_.prepare("SELECT id, name FROM stream"); names->step();) {
      if (names->text(1).starts_with(customer_prefix)) {
        customers.emplace(names->number(0), names->text(1));
      }
    }
    std::map<std::string, MonthHash, std::less<>> hashes;
    for (const auto& [month, digest] : month_digests_) hashes.try_emplace(month);
    const auto rows =
        db_.prepare(fmt::format("{} ORDER BY {}", activity_columns, activity_table.key));
    while (rows->step()) {
      const ActivityRow row = activity_row(*rows);
      ++report_.activity;
      auto wrong = problem_of(row);
      const auto customer = customers.find(row.stream);
      if (customer == customers.end()) {
        if (!wrong) wrong = "no customer";
      } else if (const auto hash = hashes.find(row.month); hash != hashes.end()) {
        hash->second.add(customer->second, row);
      }
      if (!wrong) {
        const auto imported = imported_.find(std::string(row.month));
        const bool known = imported != imported_.end() && (row.days & ~imported->second) == 0;
        if (!known) wrong = "days that no import was about";
      }
      if (!wrong && row.month < purged_before_) wrong = "been purged and is there again";
      if (wrong) {
        proof_.problem(
            fmt::format("activity of {} (stream {}) has {}", row.month, row.stream, *wrong));
      }
    }
    for (auto& [month, hash] : hashes) {
      if (hash.finish() == month_digests_.at(month)) continue;
      proof_.problem(fmt::format("the activity of {} is not what was recorded", month));
    }
  }

  Database& db_;
  Proof& proof_;
  VerifyReport& report_;
  std::unordered_map<std::int64_t, Hash> digests_;
  std::unordered_map<std::string, std::string> kept_;
  std::unordered_set<std::string> commitments_;
  std::unordered_map<std::string, std::int64_t> imported_;  // days of imports, by month
  int format_ = format_of_states;
  std::int64_t latest_ = 0;  // recorded_at of the event before
  std::int64_t newest_batch_ = 0;
  std::string number_format_;
  Date newest_issued_;
  std::int64_t last_number_ = 0;
  std::map<std::string, std::string> month_digests_;
  std::string purged_before_;  // the month; empty: nothing is
};

Proof::Proof(Database& db) : events_(std::make_unique<Events>(db, *this)) {}
Proof::~Proof() = default;

bool Proof::walk(Projections& projections) { return events_->walk(projections); }

void Proof::require_whole() const {
  const auto& problems = report_.problems;
  if (problems.empty()) return;
  const std::string more =
      problems.size() > 1 ? fmt::format(" (and {} more)", problems.size() - 1) : std::string();
  throw Fault(Exit::ledger, "ledger.not_whole",
              fmt::format("the ledger is not whole: {}{}", problems.front(), more),
              Advice::restore);
}

int Proof::format() const { return events_->format(); }

void Proof::problem(std::string text) {
  if (report_.problems.size() < most_problems) report_.problems.push_back(std::move(text));
}

bool Proof::attempt(const std::function<void()>& work) {
  try {
    work();
    return true;
  } catch (const Fault& fault) {
    if (fault.exit() == Exit::system || fault.exit() == Exit::busy) throw;
    problem(fault.what());
    return false;
  }
}

}  // namespace msp
