// The one door to storage: a ledger, opened for reading or for writing.
//
// Everything read through one Ledger belongs to one moment: a reader holds one read transaction
// from open to close, a writer keeps its turn from open to close, and each Recording is one
// transaction of it. Faults: see open().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "msp/billing.h"
#include "msp/fold.h"
#include "msp/ledger_rows.h"

namespace msp {

class Database;

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
  /// ledger.busy (exit 4), system.lock (exit 6). `who`: the command, for those who wait for it.
  static Ledger open(const std::string& path, Access access, int wait_seconds = 10,
                     const std::string& who = "msp");
  /// A new, empty ledger (mode 0600) that is nowhere to be seen: it appears at `path` with what is
  /// recorded first, whole or not at all, and is written through open() from then on.
  /// Faults, now or then: ledger.exists (exit 1), ledger.not_writable (exit 5).
  static Ledger create(const std::string& path);

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
  Found<Customer> customer(const CustomerId& id) const;
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
  /// The same of the customers' streams alone.
  void customer_events(
      const EventFilter& filter,
      const std::function<void(const CustomerId&, const Recorded<CustomerEvent>&)>& visit) const;
  Found<RecordedEvent> event(std::int64_t seq) const;
  /// All that was recorded in one batch with this event, in order; none if there is no such event.
  std::vector<EventInStream> batch_with(std::int64_t seq) const;
  /// A stream, as it was recorded.
  EventsOf<Customer> history(const CustomerId& id) const;
  EventsOf<Catalog> catalog_history() const;
  EventsOf<LedgerSettings> settings_history() const;
  Batch batch(std::int64_t id) const;
  std::vector<InvoiceRow> invoices(const std::optional<CustomerId>& customer) const;
  std::vector<InvoiceRow> invoices_of(Date billed_on) const;
  std::optional<InvoiceRow> invoice(const std::string& number) const;
  std::vector<std::string> invoice_numbers() const;
  /// The latest date on any document.
  std::optional<Date> last_issued_on() const;
  /// The billing days from `from` on and what was charged for each, oldest first; credit notes take
  /// nothing off.
  std::vector<DayTotal> charged_since(Date from) const;
  /// The same of one of them, by customer.
  std::map<CustomerId, std::int64_t> charged_on(Date day, Currency currency) const;
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
  /// What was taken in of panels and not taken back, in the order it was, with the events' seq,
  /// while `visit` wants more.
  void panel_imports(const std::function<bool(std::int64_t, const PanelImported&)>& visit) const;
  Head head() const;
  const std::string& path() const;
  bool looks_back() const;  ///< look_back_to() was called

 private:
  struct Store;
  friend Database& database_of(const Ledger& ledger);  // for storage, which alone knows what it is
  explicit Ledger(std::unique_ptr<Store> store);
  std::unique_ptr<Store> store_;
};

}  // namespace msp
