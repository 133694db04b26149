#include "look_back.h"

#include <algorithm>
#include <map>
#include <ranges>

#include "event_rows.h"
#include "personal.h"

namespace msp {
namespace {

/// Folds one stream after the other.
class StreamFold {
 public:
  explicit StreamFold(SQLite::Database& db)
      : personal_(db), rows_(db, event_columns + " WHERE s.name=? ORDER BY e.version") {}

  /// False if the stream has no event yet.
  template <class State>
  bool fold(std::string_view stream, State& state) {
    bool any = false;
    rows_.reset();
    rows_.bind(1, stream);
    while (rows_.step()) {
      evolve(state, recorded_event(stored_event(rows_), personal_));
      any = true;
    }
    return any;
  }

  std::optional<Customer> customer(const CustomerId& id) {
    Customer customer;
    customer.id = id;
    if (!fold(stream_name(id), customer)) return std::nullopt;
    return customer;
  }

 private:
  StoredPersonal personal_;
  Statement rows_;
};

/// Whose stream it is; nothing if it is no customer's.
std::optional<CustomerId> customer_of(std::string_view stream) {
  if (!stream.starts_with(customer_prefix)) return std::nullopt;
  return CustomerId::from_text(stream.substr(customer_prefix.size()));
}

}  // namespace

void hide_later_than(SQLite::Database& db, std::int64_t seq) {
  // A temporary view comes before a table of its name: every query, there now or written later,
  // sees what was known then and cannot forget to. A view takes no parameters.
  db.exec("PRAGMA query_only=OFF");
  for (const char* table : {"event", "invoice"}) {
    db.exec(
        fmt::format("CREATE TEMP VIEW {0} AS SELECT * FROM main.{0} WHERE seq<={1}", table, seq));
  }
  db.exec("PRAGMA query_only=ON");
}

LedgerSettings past_settings(SQLite::Database& db) {
  LedgerSettings settings;
  StreamFold(db).fold(ledger_stream, settings);
  return settings;
}

Catalog past_catalog(SQLite::Database& db) {
  Catalog catalog;
  StreamFold(db).fold(catalog_stream, catalog);
  return catalog;
}

std::optional<Customer> past_customer(SQLite::Database& db, const CustomerId& id) {
  return StreamFold(db).customer(id);
}

void past_customers(SQLite::Database& db, const std::function<void(Customer&&)>& visit) {
  // In order of seq the ledger is read from front to back; stream by stream, all over the file.
  std::map<std::int64_t, Customer> customers;  // by stream: in the order they first came
  StoredPersonal personal(db);
  for (Statement rows(db, event_columns + " ORDER BY e.seq"); rows.step();) {
    const StoredEvent stored = stored_event(rows);
    const auto id = customer_of(stored.stream);
    if (!id) continue;
    Customer& customer = customers[stream_of(rows)];
    customer.id = *id;
    evolve(customer, recorded_event(stored, personal));
  }
  for (auto& [stream, customer] : customers) visit(std::move(customer));
}

std::vector<std::string> past_customer_names(SQLite::Database& db) {
  std::vector<std::string> names;
  Statement rows(db,
                 "SELECT s.name FROM stream s JOIN event e ON e.stream=s.id AND e.version=1 "
                 "ORDER BY s.name");
  while (rows.step()) {
    if (const auto id = customer_of(text_of(rows, 0))) names.push_back(id->text());
  }
  return names;
}

void Ledger::look_back_to(std::int64_t seq) {
  guarded(path(), [&] { hide_later_than(store_->db, seq); });
  store_->looks_back = true;
}

std::int64_t Ledger::newest_at(std::int64_t instant) const {
  return guarded(path(), [&] {
    // Events are numbered without holes, and their instants never go back.
    Statement row(store_->db, "SELECT recorded_at FROM event WHERE seq=?");
    const auto known = [&](std::int64_t seq) {
      row.reset();
      row.bind(1, seq);
      return row.step() && number_of(row, 0) <= instant;
    };
    const auto seqs = std::views::iota(std::int64_t{1}, newest(store_->db).seq + 1);
    const auto first_unknown = std::ranges::partition_point(seqs, known);
    return static_cast<std::int64_t>(first_unknown - seqs.begin());
  });
}

Date Ledger::last_received() const {
  return guarded(path(), [&] {
    Statement row(store_->db, "SELECT max(received_on) FROM event");
    const auto day = row.step() ? Date::from_text(text_of(row, 0)) : std::nullopt;
    if (!day) {
      throw Fault(Exit::ledger, "ledger.damaged", "no event says when it was received",
                  "Run `msp ledger verify`.");
    }
    return *day;
  });
}

}  // namespace msp
