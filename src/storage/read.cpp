// Reading: whatever is asked of one Ledger belongs to one moment.
#include "event_rows.h"
#include "look_back.h"
#include "payload.h"
#include "personal.h"
#include "state_codec.h"
#include "store.h"

namespace msp {
namespace {

template <class State>
State snapshot_of(SQLite::Database& db, std::string_view stream) {
  Statement row(db, "SELECT state FROM snapshot WHERE stream=(SELECT id FROM stream WHERE name=?)");
  row.bind(1, stream);
  return row.step() ? decode_state<State>(text_of(row, 0)) : State{};
}

InvoiceRow invoice_of(const Statement& row) {
  InvoiceRow invoice;
  invoice.ordinal = number_of(row, 0);
  invoice.number = text_of(row, 1);
  invoice.kind = text_of(row, 2);
  invoice.customer = text_of(row, 3);
  invoice.issued_on = text_of(row, 4);
  invoice.due_on = text_of(row, 5);
  invoice.billed_on = text_of(row, 6);
  invoice.currency = text_of(row, 7);
  invoice.net = number_of(row, 8);
  invoice.tax = number_of(row, 9);
  invoice.gross = number_of(row, 10);
  invoice.seq = number_of(row, 11);
  return invoice;
}

constexpr const char* invoice_columns =
    "SELECT ordinal, number, kind, c.id, issued_on, due_on, billed_on, currency, net, tax, gross, "
    "seq FROM invoice i JOIN customer c USING (stream) ";

std::vector<std::string> all_texts(SQLite::Database& db, const char* sql) {
  std::vector<std::string> found;
  for (Statement rows(db, sql); rows.step();) found.emplace_back(text_of(rows, 0));
  return found;
}

/// Events of one type in the stream `ledger`, in order, until `visit` says that it is enough.
template <class Import>
void visit_imports(SQLite::Database& db, const auto& visit) {
  Statement rows(db,
                 "SELECT e.seq, e.payload FROM event e "
                 "WHERE e.stream=(SELECT id FROM stream WHERE name=?) AND e.type=? "
                 "ORDER BY e.version");
  rows.bind(1, ledger_stream);
  rows.bind(2, Import::type);
  StoredPersonal personal(db);
  while (rows.step()) {
    const Event event = decode_payload(Import::type, text_of(rows, 1), personal);
    if (!visit(number_of(rows, 0), std::get<Import>(event))) return;
  }
}

}  // namespace

Ledger::Ledger(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const std::string& Ledger::path() const { return store_->path; }
bool Ledger::looks_back() const { return store_->looks_back; }

LedgerSettings Ledger::settings() const {
  return guarded(path(), [&] {
    if (store_->looks_back) return past_settings(store_->db);
    return snapshot_of<LedgerSettings>(store_->db, ledger_stream);
  });
}

Catalog Ledger::catalog() const {
  return guarded(path(), [&] {
    if (store_->looks_back) return past_catalog(store_->db);
    return snapshot_of<Catalog>(store_->db, catalog_stream);
  });
}

std::optional<Customer> Ledger::customer(const CustomerId& id) const {
  return guarded(path(), [&]() -> std::optional<Customer> {
    if (store_->looks_back) return past_customer(store_->db, id);
    Statement row(store_->db, "SELECT state FROM customer WHERE id=?");
    row.bind(1, id.text());
    if (!row.step()) return std::nullopt;
    return decode_state<Customer>(text_of(row, 0));
  });
}

std::vector<std::string> Ledger::customer_names() const {
  return guarded(path(), [&] {
    if (store_->looks_back) return past_customer_names(store_->db);
    return all_texts(store_->db, "SELECT id FROM customer ORDER BY id");
  });
}

void Ledger::customers(const std::function<void(Customer&&)>& visit) const {
  guarded(path(), [&] {
    if (store_->looks_back) return past_customers(store_->db, visit);
    Statement rows(store_->db, "SELECT state FROM customer ORDER BY stream");
    while (rows.step()) visit(decode_state<Customer>(text_of(rows, 0)));
  });
}

void Ledger::events(const EventFilter& filter,
                    const std::function<void(const StoredEvent&)>& visit) const {
  guarded(path(), [&] {
    std::string where;
    const auto add = [&where](bool given, const char* condition) {
      if (given) where += (where.empty() ? " WHERE " : " AND ") + std::string(condition);
    };
    add(filter.customer.has_value(), "e.stream=(SELECT id FROM stream WHERE name=:stream)");
    add(!filter.type.empty(), "e.type=:type");
    add(filter.from.has_value(), "e.effective_on>=:from");
    add(filter.through.has_value(), "e.effective_on<=:through");
    Statement rows(store_->db, event_columns + where + " ORDER BY e.seq");
    if (filter.customer) rows.bind(":stream", stream_name(*filter.customer));
    if (!filter.type.empty()) rows.bind(":type", filter.type);
    if (filter.from) rows.bind(":from", filter.from->text());
    if (filter.through) rows.bind(":through", filter.through->text());
    while (rows.step()) visit(stored_event(rows));
  });
}

void Ledger::recorded_events(
    const EventFilter& filter,
    const std::function<void(const StoredEvent&, const RecordedEvent&)>& visit) const {
  guarded(path(), [&] {
    StoredPersonal personal(store_->db);
    events(filter,
           [&](const StoredEvent& stored) { visit(stored, recorded_event(stored, personal)); });
  });
}

std::optional<RecordedEvent> Ledger::event(std::int64_t seq) const {
  return guarded(path(), [&]() -> std::optional<RecordedEvent> {
    Statement row(store_->db, std::string(event_columns) + " WHERE e.seq=?");
    row.bind(1, seq);
    if (!row.step()) return std::nullopt;
    StoredPersonal personal(store_->db);
    return recorded_event(stored_event(row), personal);
  });
}

Batch Ledger::batch(std::int64_t id) const {
  return guarded(path(), [&] {
    Statement row(store_->db, std::string(batch_columns) + " WHERE b.id=?");
    row.bind(1, id);
    if (!row.step()) {
      throw Fault(Exit::ledger, "ledger.damaged", fmt::format("batch {} is missing", id),
                  "Run `msp ledger verify`.");
    }
    Batch batch = stored_batch(row);
    StoredPersonal personal(store_->db);
    batch.requested_by = personal.find(batch.requested_by);
    return batch;
  });
}

std::vector<InvoiceRow> Ledger::invoices(const std::optional<CustomerId>& customer) const {
  return guarded(path(), [&] {
    Statement rows(store_->db, std::string(invoice_columns) + (customer ? "WHERE c.id=? " : "") +
                                   "ORDER BY ordinal");
    if (customer) rows.bind(1, customer->text());
    std::vector<InvoiceRow> invoices;
    while (rows.step()) invoices.push_back(invoice_of(rows));
    return invoices;
  });
}

std::vector<InvoiceRow> Ledger::invoices_of(Date billed_on) const {
  return guarded(path(), [&] {
    Statement rows(store_->db, std::string(invoice_columns) + "WHERE billed_on=? ORDER BY ordinal");
    rows.bind(1, billed_on.text());
    std::vector<InvoiceRow> invoices;
    while (rows.step()) invoices.push_back(invoice_of(rows));
    return invoices;
  });
}

std::optional<InvoiceRow> Ledger::invoice(const std::string& number) const {
  return guarded(path(), [&]() -> std::optional<InvoiceRow> {
    Statement row(store_->db, std::string(invoice_columns) + "WHERE number=?");
    row.bind(1, number);
    if (!row.step()) return std::nullopt;
    return invoice_of(row);
  });
}

std::vector<std::string> Ledger::invoice_numbers() const {
  return guarded(
      path(), [&] { return all_texts(store_->db, "SELECT number FROM invoice ORDER BY ordinal"); });
}

std::vector<DayTotal> Ledger::totals_since(Date from) const {
  return guarded(path(), [&] {
    Statement rows(store_->db,
                   "SELECT billed_on, currency, sum(net) FROM invoice WHERE billed_on>=? "
                   "GROUP BY billed_on, currency ORDER BY billed_on, currency");
    rows.bind(1, from.text());
    std::vector<DayTotal> totals;
    while (rows.step()) {
      totals.push_back({Date::from_text(text_of(rows, 0)).value_or(Date()),
                        Currency::from_text(text_of(rows, 1)).value_or(Currency()),
                        number_of(rows, 2)});
    }
    return totals;
  });
}

std::vector<Billed> Ledger::billed(const CustomerId& id) const {
  return guarded(path(), [&] {
    if (!store_->issued) {
      store_->issued.emplace(
          store_->db,
          "SELECT e.seq, e.type, e.payload FROM customer c JOIN event e USING (stream) "
          "WHERE c.id=? AND e.type IN ('invoice_issued', 'credit_forgone') ORDER BY e.version");
    }
    Statement& rows = *store_->issued;
    rows.reset();
    rows.bind(1, id.text());
    StoredPersonal personal(store_->db);
    std::vector<Billed> billed;
    while (rows.step()) {
      const Event event = decode_payload(text_of(rows, 1), text_of(rows, 2), personal);
      if (const auto* invoice = std::get_if<InvoiceIssued>(&event)) {
        add_billed(billed, *invoice, number_of(rows, 0));
      } else {
        add_billed(billed, std::get<CreditForgone>(event));
      }
    }
    return billed;
  });
}

std::optional<std::int64_t> Ledger::usage_import(const std::string& file_hash) const {
  return guarded(path(), [&] {
    std::optional<std::int64_t> found;
    visit_imports<UsageImported>(store_->db, [&](std::int64_t seq, const UsageImported& import) {
      if (import.file_hash == file_hash) found = seq;
      return !found;
    });
    return found;
  });
}

void Ledger::panel_imports(
    const std::function<bool(std::int64_t, const PanelImported&)>& visit) const {
  guarded(path(), [&] { visit_imports<PanelImported>(store_->db, visit); });
}

Head Ledger::head() const {
  return guarded(path(), [&] { return newest(store_->db); });
}

}  // namespace msp
