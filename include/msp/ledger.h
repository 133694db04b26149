// The one door to storage: a ledger file, opened for reading or for writing.
//
// Everything read through one Ledger belongs to one moment: a reader holds one read transaction
// from open to close, a writer keeps its turn from open to close, and each Recording is one
// transaction of it. Faults: see open().
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/billing.h"
#include "msp/event.h"

namespace msp {

using Hash = std::array<unsigned char, 32>;
std::string hex(std::string_view bytes);
std::string hex(const Hash& hash);

/// 32 bytes that stand for a text.
std::string digest_of(const std::string& text);

/// The same for a text that comes in pieces.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  void add(std::string_view bytes);
  std::string finish();  ///< once, at the end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The newest event: whoever keeps it can prove later that nothing before it was changed.
struct Head {
  std::int64_t seq = 0;
  Hash hash{};
  std::string text() const;        ///< `17:` and 64 hex digits
  std::string short_text() const;  ///< `17:` and the first 16
};

/// Who typed a command, as the kernel knows it; `claim` is what they say.
struct Actor {
  std::int64_t uid = 0;
  std::int64_t login_uid = -1;  ///< -1: unknown
  std::string host;
  std::string claim;
};

/// What is known about a batch.
struct Batch {
  std::int64_t id = 0;
  std::string command;
  std::string request_id;
  std::string request_digest;  ///< 32 bytes, or none without a request id
  std::string requested_by;    ///< in the ledger a commitment; here the text, empty if erased
  std::string ref;
  std::string reason;
  Actor actor;
  std::string answer;
};

/// An event as stored.
struct StoredEvent {
  std::int64_t seq = 0;
  std::string_view stream;  ///< `customer/acme`; valid during the call that hands it out
  std::int64_t version = 0;
  std::string_view type;
  std::string_view effective_on;
  std::string_view received_on;
  std::int64_t recorded_at = 0;
  std::int64_t batch = 0;
  std::string_view payload;
  Hash hash{};
};

struct EventFilter {
  std::optional<CustomerId> customer = {};
  std::string type = {};
  std::optional<Date> from = {};     ///< effective
  std::optional<Date> through = {};  ///< effective, included
};

/// Somebody or something seen on a day: a user, a device, or both together.
struct Sighting {
  std::int64_t stream = 0;  ///< of the customer: Recording::stream_of()
  Date on;
  std::string_view user;
  std::string_view device;
  std::optional<DeviceKind> device_kind = {};  ///< of a device, and only of one
};

/// One row of the invoice list.
struct InvoiceRow {
  std::int64_t ordinal = 0;
  std::string number;
  std::string kind;
  std::string customer;
  std::string issued_on;
  std::string due_on;
  std::string billed_on;
  std::string currency;
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::int64_t gross = 0;
  std::int64_t seq = 0;
};

/// The bytes that a document is stored as: two are the same if these are.
std::string canonical_text(const InvoiceIssued& invoice);

/// What was billed for one billing day.
struct DayTotal {
  Date billed_on;
  Currency currency;
  std::int64_t net = 0;
};

/// How much about people is kept of one customer.
struct PersonalData {
  std::int64_t texts = 0;     ///< in its history, and who asked for what was recorded of it alone
  std::int64_t activity = 0;  ///< rows of evidence
  bool empty() const { return texts == 0 && activity == 0; }
};

enum class Access {
  read,
  read_in_turn,  ///< begun while nobody records: what is not seen will carry a later instant
  write,
};

class Ledger {
 public:
  /// Opens an existing ledger. But for plain reading it first waits its turn, at most
  /// `wait_seconds`; a reader gives it back at once.
  /// Faults: ledger.missing, ledger.foreign, ledger.newer, ledger.schema, ledger.unsafe (a pipe, a
  /// hard link, a network file system), ledger.damaged, ledger.not_writable (exit 5),
  /// ledger.busy (exit 4).
  static Ledger open(const std::string& path, Access access, int wait_seconds = 10);
  /// Makes a new, empty ledger (mode 0600). Fault ledger.exists (exit 1) if there is a file.
  static void create(const std::string& path);

  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  /// From here on everything that is read is as it was known right after event `seq`: no later
  /// event is seen, nor anything that follows from one, so no answer ever changes, whatever is
  /// recorded later. Only text about people that has since been erased is missing: erasure is
  /// stronger. States are folded anew instead of read. For reports on a ledger opened for reading,
  /// once; 1 <= `seq` <= head().seq.
  void look_back_to(std::int64_t seq);
  /// The newest event recorded at or before `instant` (microseconds UTC); 0 if there is none. For
  /// an instant that is past, the answer stays the same if the ledger was opened with read_in_turn:
  /// a command takes its instant when it begins, and its events appear when it is done.
  std::int64_t newest_at(std::int64_t instant) const;
  /// The latest day on which anything reached the desk. It looks at every event; there must be one.
  Date last_received() const;

  // ---- reading ----
  LedgerSettings settings() const;
  Catalog catalog() const;
  std::optional<Customer> customer(const CustomerId& id) const;
  std::vector<std::string> customer_names() const;
  /// Every customer, in the order they first came.
  void customers(const std::function<void(Customer&&)>& visit) const;
  /// In order of seq.
  void events(const EventFilter& filter,
              const std::function<void(const StoredEvent&)>& visit) const;
  /// The same, each with what its payload says.
  void recorded_events(
      const EventFilter& filter,
      const std::function<void(const StoredEvent&, const RecordedEvent&)>& visit) const;
  std::optional<RecordedEvent> event(std::int64_t seq) const;
  Batch batch(std::int64_t id) const;
  std::vector<InvoiceRow> invoices(const std::optional<CustomerId>& customer) const;
  std::vector<InvoiceRow> invoices_of(Date billed_on) const;
  std::optional<InvoiceRow> invoice(const std::string& number) const;
  std::vector<std::string> invoice_numbers() const;
  /// The billing days from `from` on and what was billed for each, oldest first.
  std::vector<DayTotal> totals_since(Date from) const;
  /// What the customer has been billed, folded from its issued documents.
  std::vector<Billed> billed(const CustomerId& id) const;
  /// Who was seen of a customer in a month, by user, device and kind.
  std::vector<Activity> activity(const CustomerId& id, Month month) const;
  /// The same of everybody who has any, in the order of customers(), in one scan.
  void activity(Month month,
                const std::function<void(const CustomerId&, std::vector<Activity>&&)>& visit) const;
  PersonalData personal_data(const CustomerId& id) const;
  /// The months of which there is any activity, oldest first, and how many rows of it.
  std::vector<std::pair<Month, std::int64_t>> activity_months() const;
  /// The event that took in a file with this hash (hex); nothing if none did.
  std::optional<std::int64_t> usage_import(const std::string& file_hash) const;
  /// What was taken in of panels, in the order it was, with the events' seq, while `visit` wants
  /// more.
  void panel_imports(const std::function<bool(std::int64_t, const PanelImported&)>& visit) const;
  Head head() const;
  const std::string& path() const;
  bool looks_back() const;  ///< look_back_to() was called

  struct Store;  // how it is done: storage only
  Store& store() const { return *store_; }

 private:
  explicit Ledger(std::unique_ptr<Store> store);
  std::unique_ptr<Store> store_;
};

/// One batch being recorded: begun with the ledger's write lock, gone without a trace unless
/// committed.
class Recording {
 public:
  /// `now` is the clock, in microseconds; instants never go back behind the ledger's newest.
  Recording(Ledger& ledger, Batch batch, std::int64_t now);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  /// The batch that this request id recorded before, if any.
  std::optional<Batch> earlier(const std::string& request_id) const;
  Head head_of(std::int64_t batch) const;  ///< the newest event of a batch

  /// Appends to a customer's stream and folds into `customer`, which must be as stored.
  void append(Customer& customer, const Fact& fact, Date received_on);
  void append(Catalog& catalog, const Fact& fact, Date received_on);
  void append(LedgerSettings& settings, const Fact& fact, Date received_on);
  /// Writes a customer's projections; needed once after its last append.
  void project(const Customer& customer);
  std::int64_t next_invoice_ordinal() const;
  /// The number of a customer's stream; the customer is in the ledger.
  std::int64_t stream_of(const CustomerId& id);
  /// Adds a day to the evidence of activity. Evidence is no event: whoever adds to it appends a
  /// UsageImported too, or commit() leaves it out.
  void see(const Sighting& sighting);
  /// Removes personal_data() with its salts, so that not even its bytes stay in the file, folds the
  /// customer anew from what is left, and projects it. Whoever erases appends a CustomerErased
  /// first: who asked for that is erased too.
  void erase(Customer& customer);
  /// Removes all activity of the months before `month`, so that not even its bytes stay in the
  /// file; returns how many rows. Whoever removes it appends a UsagePurged.
  std::int64_t purge_activity(Month month);

  const std::vector<std::int64_t>& seqs() const;  ///< of what was appended, in order
  /// Records the batch, reads everything back, compares, and commits: durable on return.
  /// Nothing appended: nothing is recorded, not even the batch.
  Head commit(const std::string& answer);

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

// ---- care of the ledger ----

struct VerifyReport {
  std::int64_t events = 0;
  std::int64_t batches = 0;
  std::int64_t customers = 0;
  std::int64_t invoices = 0;
  std::int64_t erased = 0;    ///< personal texts no longer there
  std::int64_t activity = 0;  ///< rows of evidence of activity
  Head head;
  std::vector<std::string> problems;  ///< none: every check passed
};

/// Hashes every event anew, opens every commitment, folds everything in memory, compares with the
/// projections, checks totals, and lets SQLite check the file. Reads only.
VerifyReport verify(const Ledger& ledger);

/// Drops all projections and folds them from the events: the same bytes, or verify() was right.
void rebuild(Ledger& ledger);

/// The whole of part 1 as JSON lines, newest head last; `write` gets it in pieces.
void export_ledger(const Ledger& ledger, const std::function<void(std::string_view)>& write);
/// Fills an empty ledger from an export: the same head, or a Fault (exit 3) and nothing.
Head import_ledger(Ledger& ledger, const std::function<bool(std::string&)>& next_line);

/// A copy of the ledger as a file of its own, made while others go on reading. Refuses to
/// overwrite (ledger.exists).
void backup_ledger(const Ledger& ledger, const std::string& path);

}  // namespace msp
