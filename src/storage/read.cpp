// Reading: whatever is asked of one Ledger belongs to one moment.
#include <climits>

#include "fold.h"
#include "format/payload.h"
#include "msp/advice.h"
#include "store.h"

namespace msp {
namespace {

constexpr std::string_view invoice_columns =
    "SELECT ordinal, number, kind, c.id, issued_on, due_on, billed_on, currency, net, tax, gross, "
    "seq FROM invoice i JOIN customer c USING (stream) ";

/// What a cell of a projection says.
template <class T>
T believed(const std::optional<T>& cell) {
  if (cell) return *cell;
  throw Fault(Exit::ledger, "ledger.damaged", "a projection holds what no event says",
              Advice::rebuild);
}

InvoiceRow invoice_of(const Statement& row) {
  InvoiceRow invoice;
  invoice.ordinal = row.number(0);
  invoice.number = row.text(1);
  invoice.kind = believed(from_word<DocumentKind>(row.text(2)));
  invoice.customer = believed(CustomerId::from_text(row.text(3)));
  invoice.issued_on = believed(Date::from_text(row.text(4)));
  invoice.due_on = believed(Date::from_text(row.text(5)));
  invoice.billed_on = believed(Date::from_text(row.text(6)));
  invoice.currency = believed(Currency::from_text(row.text(7)));
  invoice.net = row.number(8);
  invoice.tax = row.number(9);
  invoice.gross = row.number(10);
  invoice.seq = row.number(11);
  return invoice;
}

template <class... T>
std::vector<InvoiceRow> invoices_where(Database& db, std::string_view condition,
                                       const T&... values) {
  std::vector<InvoiceRow> invoices;
  const auto rows =
      db.prepare(fmt::format("{}{}ORDER BY ordinal", invoice_columns, condition), values...);
  while (rows->step()) invoices.push_back(invoice_of(*rows));
  return invoices;
}

template <class State>
EventsOf<State> history_of(Database& db, std::string_view stream) {
  const auto row = db.prepare("SELECT id FROM stream WHERE name=?1", stream);
  if (!row->step()) return {};
  return events_of_stream<State>(db, row->number(0), INT64_MAX);
}

/// Events of one type in the stream `ledger`, in order, until `visit` says that it is enough; none
/// that is taken back.
template <class Import>
void visit_imports(Database& db, const auto& visit) {
  const auto rows = db.prepare(
      "SELECT e.seq, e.payload FROM event e "
      "WHERE e.stream=(SELECT id FROM stream WHERE name=?1) AND e.type=?2 "
      "ORDER BY e.version",
      ledger_stream, Import::type);
  const auto taken = db.prepare(
      "SELECT e.seq, e.payload FROM event e "
      "WHERE e.stream=(SELECT id FROM stream WHERE name=?1) AND e.type=?2 "
      "ORDER BY e.version DESC",
      ledger_stream, BatchTakenBack::type);
  StoredPersonal personal(db);
  LeftOut left_out;
  while (taken->step()) {
    const Event event = decode_payload(BatchTakenBack::type, taken->text(1), personal);
    left_out.add_before(taken->number(0), std::get<BatchTakenBack>(event));
  }
  while (rows->step()) {
    if (left_out.contains(rows->number(0))) continue;
    const Event event = decode_payload(Import::type, rows->text(1), personal);
    if (!visit(rows->number(0), std::get<Import>(event))) return;
  }
}

/// The events that pass `filter`, in order of seq.
Prepared events_of(Database& db, const EventFilter& filter) {
  std::vector<std::string> values;
  std::string where;
  const auto add = [&](std::string_view condition, std::string value) {
    values.push_back(std::move(value));
    where += values.size() == 1 ? " WHERE " : " AND ";
    where += fmt::format(fmt::runtime(condition), values.size());
  };
  if (filter.customer) {
    add("e.stream=(SELECT id FROM stream WHERE name=?{})", stream_name(*filter.customer));
  }
  if (!filter.type.empty()) add("e.type=?{}", filter.type);
  if (filter.from) add("e.effective_on>=?{}", filter.from->text());
  if (filter.through) add("e.effective_on<=?{}", filter.through->text());
  Prepared rows = db.prepare(event_columns + where + " ORDER BY e.seq");
  int place = 0;
  for (const std::string& value : values) rows->bind(++place, value);
  return rows;
}

}  // namespace

LedgerSettings Ledger::settings() const { return store_->states->settings(); }
Catalog Ledger::catalog() const { return store_->states->catalog(); }
Found<Customer> Ledger::customer(const CustomerId& id) const {
  return store_->states->customer(id);
}
std::vector<std::string> Ledger::customer_names() const { return store_->states->customer_names(); }
void Ledger::customers(const std::function<void(Customer&&)>& visit) const {
  store_->states->customers(visit);
}

void Ledger::events(const EventFilter& filter,
                    const std::function<void(const StoredEvent&)>& visit) const {
  const Prepared rows = events_of(*store_->db, filter);
  while (rows->step()) visit(stored_event(*rows));
}

void Ledger::recorded_events(
    const EventFilter& filter,
    const std::function<void(const StoredEvent&, const RecordedEvent&)>& visit) const {
  StoredPersonal personal(*store_->db);
  events(filter,
         [&](const StoredEvent& stored) { visit(stored, recorded_event(stored, personal)); });
}

void Ledger::customer_events(
    const EventFilter& filter,
    const std::function<void(const CustomerId&, const Recorded<CustomerEvent>&)>& visit) const {
  StoredPersonal personal(*store_->db);
  events(filter, [&](const StoredEvent& stored) {
    const auto id = customer_of(stored.stream);
    if (!id) return;
    const auto recorded = in_stream<CustomerEvent>(recorded_event(stored, personal));
    if (!recorded) misplaced(stored.seq);
    visit(*id, *recorded);
  });
}

Found<RecordedEvent> Ledger::event(std::int64_t seq) const {
  const auto row = store_->db->prepare(event_columns + " WHERE e.seq=?1", seq);
  if (!row->step()) return std::nullopt;
  StoredPersonal personal(*store_->db);
  return recorded_event(stored_event(*row), personal);
}

std::vector<EventInStream> Ledger::batch_with(std::int64_t seq) const {
  // Batches follow each other: all of one lies between the last event of those before and the first
  // of those behind.
  const auto rows = store_->db->prepare(
      event_columns +
          " WHERE e.seq>coalesce((SELECT b.seq FROM event b WHERE b.seq<?1 AND b.batch<"
          "(SELECT batch FROM event WHERE seq=?1) ORDER BY b.seq DESC LIMIT 1), 0) "
          "AND e.batch=(SELECT batch FROM event WHERE seq=?1) AND e.seq<"
          "coalesce((SELECT b.seq FROM event b WHERE b.seq>?1 AND b.batch>"
          "(SELECT batch FROM event WHERE seq=?1) ORDER BY b.seq LIMIT 1), ?2) ORDER BY e.seq",
      seq, INT64_MAX);
  std::vector<EventInStream> events;
  StoredPersonal personal(*store_->db);
  while (rows->step()) {
    const StoredEvent stored = stored_event(*rows);
    events.push_back(
        {std::string(stored.stream), customer_of(stored.stream), recorded_event(stored, personal)});
  }
  return events;
}

EventsOf<Customer> Ledger::history(const CustomerId& id) const {
  return history_of<Customer>(*store_->db, stream_name(id));
}
EventsOf<Catalog> Ledger::catalog_history() const {
  return history_of<Catalog>(*store_->db, catalog_stream);
}
EventsOf<LedgerSettings> Ledger::settings_history() const {
  return history_of<LedgerSettings>(*store_->db, ledger_stream);
}

Batch Ledger::batch(std::int64_t id) const {
  const auto row = store_->db->prepare(batch_columns + " WHERE b.id=?1", id);
  if (!row->step()) {
    throw Fault(Exit::ledger, "ledger.damaged", fmt::format("batch {} is missing", id),
                Advice::verify);
  }
  Batch batch = stored_batch(*row);
  batch.requested_by = StoredPersonal(*store_->db).find(batch.requested_by);
  return batch;
}

std::vector<InvoiceRow> Ledger::invoices(const std::optional<CustomerId>& customer) const {
  return customer ? invoices_where(*store_->db, "WHERE c.id=?1 ", customer->text())
                  : invoices_where(*store_->db, "");
}

std::vector<InvoiceRow> Ledger::invoices_of(Date billed_on) const {
  return invoices_where(*store_->db, "WHERE billed_on=?1 ", billed_on);
}

std::optional<InvoiceRow> Ledger::invoice(const std::string& number) const {
  const auto found = invoices_where(*store_->db, "WHERE number=?1 ", number);
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<std::string> Ledger::invoice_numbers() const {
  std::vector<std::string> numbers;
  const auto rows = store_->db->prepare("SELECT number FROM invoice ORDER BY ordinal");
  while (rows->step()) numbers.emplace_back(rows->text(0));
  return numbers;
}

std::optional<Date> Ledger::last_issued_on() const {
  const auto rows = store_->db->prepare("SELECT max(issued_on) FROM invoice");
  if (!rows->step() || rows->is_null(0)) return std::nullopt;
  return believed(Date::from_text(rows->text(0)));
}

std::vector<DayTotal> Ledger::charged_since(Date from) const {
  const auto rows = store_->db->prepare(
      "SELECT billed_on, currency, CAST(sum(net) AS BIGINT) FROM invoice "
      "WHERE billed_on>=?1 AND net>0 "
      "GROUP BY billed_on, currency ORDER BY billed_on, currency",
      from);
  std::vector<DayTotal> totals;
  while (rows->step()) {
    totals.push_back({believed(Date::from_text(rows->text(0))),
                      believed(Currency::from_text(rows->text(1))), rows->number(2)});
  }
  return totals;
}

std::map<CustomerId, std::int64_t> Ledger::charged_on(Date day, Currency currency) const {
  const auto rows = store_->db->prepare(
      "SELECT c.id, CAST(sum(net) AS BIGINT) FROM invoice JOIN customer c USING (stream) "
      "WHERE billed_on=?1 AND currency=?2 AND net>0 GROUP BY c.id",
      day, currency.text());
  std::map<CustomerId, std::int64_t> charged;
  while (rows->step()) {
    charged.emplace(believed(CustomerId::from_text(rows->text(0))), rows->number(1));
  }
  return charged;
}

std::vector<Billed> Ledger::billed(const CustomerId& id) const {
  Statement& rows = prepared(
      *store_->db, store_->issued,
      "SELECT e.seq, e.type, e.payload FROM customer c JOIN event e USING (stream) "
      "WHERE c.id=?1 AND e.type IN ('invoice_issued', 'credit_forgone') ORDER BY e.version");
  rows.bind(1, id.text());
  StoredPersonal personal(*store_->db);
  std::vector<Billed> billed;
  while (rows.step()) {
    const Event event = decode_payload(rows.text(1), rows.text(2), personal);
    if (const auto* invoice = std::get_if<InvoiceIssued>(&event)) {
      add_billed(billed, *invoice, rows.number(0));
    } else {
      add_billed(billed, std::get<CreditForgone>(event));
    }
  }
  return billed;
}

std::optional<std::int64_t> Ledger::usage_import(const std::string& file_hash) const {
  std::optional<std::int64_t> found;
  visit_imports<UsageImported>(*store_->db, [&](std::int64_t seq, const UsageImported& import) {
    if (import.file_hash == file_hash) found = seq;
    return !found;
  });
  return found;
}

void Ledger::panel_imports(
    const std::function<bool(std::int64_t, const PanelImported&)>& visit) const {
  visit_imports<PanelImported>(*store_->db, visit);
}

Head Ledger::head() const { return newest(*store_->db); }

}  // namespace msp
