#include "projections.h"

#include "state_codec.h"

namespace msp {
namespace {

/// Binds the parameters of a statement one after the other; a value not there is NULL.
class Row {
 public:
  explicit Row(Statement& statement) : statement_(statement) {}
  Row& operator<<(std::int64_t value) {
    statement_.bind(++at_, value);
    return *this;
  }
  Row& operator<<(std::string_view text) {
    statement_.bind(++at_, text);
    return *this;
  }
  Row& operator<<(Date date) { return *this << std::string_view(date.text()); }
  template <class T>
  Row& operator<<(const std::optional<T>& value) {
    if (value) return *this << *value;
    statement_.bind_null(++at_);
    return *this;
  }
  Row& blob(const std::string& bytes) {
    statement_.bind_blob(++at_, bytes);
    return *this;
  }
  void write() { statement_.run(); }

 private:
  Statement& statement_;
  int at_ = 0;
};

template <class T, class Get>
auto if_any(const std::optional<T>& value, Get get) -> std::optional<decltype(get(*value))> {
  if (!value) return std::nullopt;
  return get(*value);
}

}  // namespace

Statement& Projections::prepared(std::unique_ptr<Statement>& statement, const char* sql) {
  if (!statement) statement = std::make_unique<Statement>(db_, sql);
  statement->reset();
  return *statement;
}

std::string Projections::put(std::int64_t stream, std::int64_t version, const Customer& customer) {
  const CustomerDetailsSet& details = customer.details;
  std::optional<std::int64_t> group;
  if (!customer.groups.empty()) group = customer.groups.back().group;
  Row row(prepared(customer_,
                   "INSERT INTO customer VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (stream) DO "
                   "UPDATE SET name=excluded.name, partner=excluded.partner, "
                   "country=excluded.country, invoicing_group=excluded.invoicing_group, "
                   "since=excluded.since, deactivated_from=excluded.deactivated_from, "
                   "version=excluded.version, state=excluded.state"));
  row << stream << customer.id.text() << details.name << details.partner << details.country << group
      << customer.since << customer.deactivated_from << version;
  std::string state = encode_state(customer);
  row.blob(state).write();
  for (const Subscription& subscription : customer.subscriptions) put(stream, subscription);
  return state;
}

void Projections::put(std::int64_t stream, const Subscription& subscription) {
  std::optional<std::int64_t> mailboxes;
  if (!subscription.counts.empty()) mailboxes = subscription.counts.back().mailboxes;
  const auto& trial = subscription.trial;
  const auto& ending = subscription.ending;
  const auto converted = trial ? trial->converted_on : std::nullopt;
  const auto deadline = trial ? trial->deadline : std::nullopt;
  Row(prepared(subscription_, "REPLACE INTO subscription VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
      << stream << subscription.number << subscription.plans.back().plan.text()
      << subscription.currency.text() << mailboxes << subscription.ordered_on
      << subscription.connected_on() << if_any(trial, [](const Trial& t) { return t.starts_on; })
      << if_any(trial, [](const Trial& t) { return t.ends_on; }) << deadline << converted
      << subscription.billing_from << std::int64_t{subscription.free_rider()}
      << if_any(ending, [](const Ending& e) { return e.notice_on; })
      << if_any(ending, [](const Ending& e) { return e.ends_on; });
  subscription_->run();
}

void Projections::add(std::int64_t stream, std::int64_t ordinal, const RecordedEvent& recorded) {
  const auto& invoice = std::get<InvoiceIssued>(recorded.event);
  Row(prepared(invoice_, "INSERT INTO invoice VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"))
      << ordinal << invoice.number << recorded.seq << stream << word(invoice.kind)
      << invoice.issued_on << invoice.due_on << invoice.billed_on << invoice.currency.text()
      << invoice.net << invoice.tax << invoice.gross;
  invoice_->run();
  std::int64_t number = 0;
  for (const InvoiceLine& line : invoice.lines) {
    Row(prepared(line_, "INSERT INTO invoice_line VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"))
        << ordinal << ++number << stream << line.subscription << word(line.component)
        << word(line.kind) << line.charged_from() << line.start << line.end << line.revision
        << line.quantity << line.net;
    line_->run();
  }
}

void Projections::put_snapshot(std::int64_t stream, std::int64_t version,
                               const std::string& state) {
  Row row(prepared(snapshot_, "REPLACE INTO snapshot VALUES (?,?,?)"));
  row << stream << version;
  row.blob(state).write();
}

std::string Projections::encode(const Catalog& catalog) { return encode_state(catalog); }
std::string Projections::encode(const LedgerSettings& settings) { return encode_state(settings); }

}  // namespace msp
