// Folded states: as the projections hold them, or folded anew from the events.
#include "states.h"

#include <map>

#include "fold.h"
#include "format/state_codec.h"
#include "store.h"

namespace msp {
namespace {

class FoldedStates final : public States {
 public:
  explicit FoldedStates(Database& db) : db_(db) {}

  LedgerSettings settings() override {
    LedgerSettings settings;
    fold(ledger_stream, settings);
    return settings;
  }

  Catalog catalog() override {
    Catalog catalog;
    fold(catalog_stream, catalog);
    return catalog;
  }

  std::optional<Customer> customer(const CustomerId& id) override {
    Customer customer;
    customer.id = id;
    if (!fold(stream_name(id), customer)) return std::nullopt;
    return customer;
  }

  std::vector<std::string> customer_names() override {
    std::vector<std::string> names;
    const auto rows = db_.prepare(
        "SELECT s.name FROM stream s JOIN event e ON e.stream=s.id AND e.version=1 "
        "ORDER BY s.name");
    while (rows->step()) {
      if (const auto id = customer_of(rows->text(0))) names.push_back(id->text());
    }
    return names;
  }

  void customers(const std::function<void(Customer&&)>& visit) override {
    // In order of seq the ledger is read from front to back; stream by stream, all over the file.
    std::map<std::int64_t, Customer> customers;  // by stream: in the order they first came
    StoredPersonal personal(db_);
    for (const auto rows = db_.prepare(event_columns + " ORDER BY e.seq"); rows->step();) {
      const StoredEvent stored = stored_event(*rows);
      const auto id = customer_of(stored.stream);
      if (!id) continue;
      Customer& customer = customers[stream_of(*rows)];
      customer.id = *id;
      fold_next(db_, stream_of(*rows), customer,
                event_for(customer, recorded_event(stored, personal)));
    }
    for (auto& [stream, customer] : customers) visit(std::move(customer));
  }

 private:
  /// False if the stream has no event yet.
  template <class State>
  bool fold(std::string_view stream, State& state) {
    bool any = false;
    StoredPersonal personal(db_);
    const auto rows = db_.prepare(event_columns + " WHERE s.name=?1 ORDER BY e.version", stream);
    while (rows->step()) {
      fold_next(db_, stream_of(*rows), state,
                event_for(state, recorded_event(stored_event(*rows), personal)));
      any = true;
    }
    return any;
  }

  Database& db_;
};

class ProjectedStates final : public States {
 public:
  explicit ProjectedStates(Database& db) : db_(db), folded_(db) {}

  LedgerSettings settings() override {
    auto kept = snapshot<LedgerSettings>(ledger_stream);
    return kept ? *std::move(kept) : folded_.settings();
  }

  Catalog catalog() override {
    auto kept = snapshot<Catalog>(catalog_stream);
    return kept ? *std::move(kept) : folded_.catalog();
  }

  std::optional<Customer> customer(const CustomerId& id) override {
    const auto row = db_.prepare("SELECT state FROM customer WHERE id=?1", id.text());
    if (!row->step()) return std::nullopt;
    if (!is_folded_here(row->text(0))) return folded_.customer(id);
    return decode_state<Customer>(row->text(0));
  }

  std::vector<std::string> customer_names() override {
    std::vector<std::string> names;
    const auto rows = db_.prepare("SELECT id FROM customer ORDER BY id");
    while (rows->step()) names.emplace_back(rows->text(0));
    return names;
  }

  void customers(const std::function<void(Customer&&)>& visit) override {
    const auto rows = db_.prepare("SELECT state FROM customer ORDER BY stream");
    if (!rows->step()) return;
    if (!is_folded_here(rows->text(0))) return folded_.customers(visit);  // and so are all others
    do {
      visit(decode_state<Customer>(rows->text(0)));
    } while (rows->step());
  }

 private:
  /// Nothing if it has to be folded.
  template <class State>
  std::optional<State> snapshot(std::string_view stream) {
    const auto row = db_.prepare(
        "SELECT state FROM snapshot WHERE stream=(SELECT id FROM stream WHERE name=?1)", stream);
    if (!row->step() || !is_folded_here(row->text(0))) return std::nullopt;
    return decode_state<State>(row->text(0));
  }

  Database& db_;
  FoldedStates folded_;  ///< what another msp has folded is folded anew
};

}  // namespace

std::unique_ptr<States> projected_states(Database& db) {
  return std::make_unique<ProjectedStates>(db);
}

std::unique_ptr<States> folded_states(Database& db) { return std::make_unique<FoldedStates>(db); }

}  // namespace msp
