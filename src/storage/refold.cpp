#include "refold.h"

#include <unordered_map>

#include "event_rows.h"

namespace msp {
namespace {

constexpr std::string_view customer_prefix = "customer/";

/// The state of every stream while the events go by.
class Fold {
 public:
  explicit Fold(Projections& projections) : projections_(projections) {}

  void add(const StoredEvent& stored, std::int64_t stream, const RecordedEvent& recorded) {
    if (stored.stream.starts_with(customer_prefix)) {
      add_to_customer(stored, stream, recorded);
    } else if (stored.stream == catalog_stream) {
      evolve(catalog_.state, recorded);
      catalog_.stream = stream;
      catalog_.version = stored.version;
    } else {
      evolve(settings_.state, recorded);
      settings_.stream = stream;
      settings_.version = stored.version;
    }
  }

  void write() {
    if (settings_.version) {
      projections_.put_snapshot(settings_.stream, settings_.version, settings_.state);
    }
    if (catalog_.version) {
      projections_.put_snapshot(catalog_.stream, catalog_.version, catalog_.state);
    }
    for (const std::int64_t stream : order_) {
      const Folded<Customer>& customer = customers_.at(stream);
      projections_.put(stream, customer.version, customer.state);
    }
  }

 private:
  template <class State>
  struct Folded {
    std::int64_t stream = 0;
    std::int64_t version = 0;
    State state;
  };

  void add_to_customer(const StoredEvent& stored, std::int64_t stream,
                       const RecordedEvent& recorded) {
    const auto [place, fresh] = customers_.try_emplace(stream);
    Folded<Customer>& customer = place->second;
    if (fresh) {
      order_.push_back(stream);
      customer.state.id = CustomerId::from_text(stored.stream.substr(customer_prefix.size()))
                              .value_or(CustomerId());
    }
    customer.version = stored.version;
    evolve(customer.state, recorded);
    if (std::holds_alternative<InvoiceIssued>(recorded.event)) {
      projections_.add(stream, ++invoices_, recorded);
    }
  }

  Projections& projections_;
  Folded<LedgerSettings> settings_;
  Folded<Catalog> catalog_;
  std::unordered_map<std::int64_t, Folded<Customer>> customers_;
  std::vector<std::int64_t> order_;
  std::int64_t invoices_ = 0;
};

}  // namespace

void refold(SQLite::Database& ledger, Projections& projections, PersonalTexts& personal,
            const std::function<void(const StoredEvent&, const RecordedEvent&)>& look) {
  Fold fold(projections);
  std::unordered_map<std::string, std::int64_t> ids;
  for (SQLite::Statement rows(ledger, "SELECT name, id FROM stream"); rows.executeStep();) {
    ids.emplace(text_of(rows, 0), number_of(rows, 1));
  }
  SQLite::Statement rows(ledger, event_columns + " ORDER BY e.seq");
  std::string name;
  while (rows.executeStep()) {
    const StoredEvent stored = stored_event(rows);
    const RecordedEvent recorded = recorded_event(stored, personal);
    look(stored, recorded);
    name = stored.stream;
    fold.add(stored, ids.at(name), recorded);
  }
  fold.write();
}

}  // namespace msp
