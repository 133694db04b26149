#include "projections.h"

#include "format/state_codec.h"

namespace msp {
namespace {

template <class T, class Get>
auto if_any(const std::optional<T>& value, Get get) -> std::optional<decltype(get(*value))> {
  if (!value) return std::nullopt;
  return get(*value);
}

}  // namespace

std::string Projections::put(std::int64_t stream, std::int64_t version, const Customer& customer) {
  const CustomerDetailsSet& details = customer.details;
  std::optional<std::int64_t> group;
  if (!customer.groups.empty()) group = customer.groups.back().group;
  std::string state = encode_state(customer);
  prepared(db_, customer_,
           "INSERT INTO customer VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10) "
           "ON CONFLICT (stream) DO UPDATE SET name=excluded.name, partner=excluded.partner, "
           "country=excluded.country, invoicing_group=excluded.invoicing_group, "
           "since=excluded.since, deactivated_from=excluded.deactivated_from, "
           "version=excluded.version, state=excluded.state")
      .with(stream, customer.id.text(), details.name, details.partner, details.country, group,
            customer.since, customer.deactivated_from, version, Blob{state})
      .run();
  prepared(db_, no_subscriptions_, "DELETE FROM subscription WHERE stream=?1").with(stream).run();
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
  prepared(db_, subscription_,
           "INSERT INTO subscription VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)")
      .with(stream, subscription.number, subscription.plans.back().plan.text(),
            subscription.currency.text(), mailboxes, subscription.ordered_on,
            subscription.connected_on(), if_any(trial, [](const Trial& t) { return t.starts_on; }),
            if_any(trial, [](const Trial& t) { return t.ends_on; }), deadline, converted,
            subscription.billing_from, std::int64_t{subscription.free_rider()},
            if_any(ending, [](const Ending& e) { return e.notice_on; }),
            if_any(ending, [](const Ending& e) { return e.ends_on; }))
      .run();
}

void Projections::add(std::int64_t stream, std::int64_t ordinal, std::int64_t seq,
                      const InvoiceIssued& invoice) {
  prepared(db_, invoice_, "INSERT INTO invoice VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")
      .with(ordinal, invoice.number, seq, stream, word(invoice.kind), invoice.issued_on,
            invoice.due_on, invoice.billed_on, invoice.currency.text(), invoice.net, invoice.tax,
            invoice.gross)
      .run();
  std::int64_t number = 0;
  for (const InvoiceLine& line : invoice.lines) {
    prepared(db_, line_, "INSERT INTO invoice_line VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")
        .with(ordinal, ++number, stream, line.subscription, word(line.component), word(line.kind),
              line.charged_from(), line.start, line.end, line.revision, line.quantity, line.net)
        .run();
  }
}

void Projections::put_snapshot(std::int64_t stream, std::int64_t version,
                               const std::string& state) {
  prepared(db_, snapshot_,
           "INSERT INTO snapshot VALUES (?1,?2,?3) "
           "ON CONFLICT (stream) DO UPDATE SET version=excluded.version, state=excluded.state")
      .with(stream, version, Blob{state})
      .run();
}

std::string Projections::encode(const Catalog& catalog) { return encode_state(catalog); }
std::string Projections::encode(const LedgerSettings& settings) { return encode_state(settings); }

}  // namespace msp
