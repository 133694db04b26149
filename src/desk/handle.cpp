#include <algorithm>

#include "recorder.h"

namespace msp {

Result<CustomerOutcome> handle(Ledger& ledger, const Envelope& envelope, const CustomerId& id,
                               const Command& command,
                               const std::function<std::string(const CustomerOutcome&)>& describe) {
  Recorder<CustomerOutcome> recorder(ledger, envelope);
  if (auto earlier = recorder.earlier()) return *std::move(earlier);

  std::optional<Customer> known = ledger.customer(id);
  if (!known && !std::holds_alternative<PlaceOrder>(command)) {
    return unknown_customer(ledger, id);
  }
  Customer customer = known ? *std::move(known) : Customer{};
  customer.id = id;
  CustomerOutcome outcome;
  outcome.before = customer;

  const Catalog catalog = ledger.catalog();
  recorder.sweep(customer, envelope.request.today, outcome);
  auto facts = decide(customer, catalog, envelope.request, command);
  if (!facts) return facts.refusal();
  recorder.append(customer, *facts, outcome);
  if (!outcome.events.empty()) recorder.recording().project(customer);
  outcome.after = std::move(customer);
  recorder.finish(outcome, describe);
  return outcome;
}

Result<Outcome> handle(Ledger& ledger, const Envelope& envelope, const CatalogFile& file,
                       const Describe& describe) {
  Recorder<Outcome> recorder(ledger, envelope);
  if (auto earlier = recorder.earlier()) return *std::move(earlier);
  Catalog catalog = ledger.catalog();
  auto facts = decide(catalog, envelope.request, file);
  if (!facts) return facts.refusal();
  Outcome outcome;
  recorder.append(catalog, *facts, outcome);
  recorder.finish(outcome, describe);
  return outcome;
}

Outcome handle(Ledger& ledger, const Envelope& envelope, const LedgerSettings& settings) {
  Recorder<Outcome> recorder(ledger, envelope);
  LedgerSettings state;
  Outcome outcome;
  recorder.append(state, {{LedgerOpened{settings}, envelope.request.today}}, outcome);
  recorder.finish(outcome, [](const Outcome&) { return std::string(); });
  return outcome;
}

Outcome sweep(Ledger& ledger, const Envelope& envelope, const Describe& describe) {
  Recorder<Outcome> recorder(ledger, envelope);
  if (auto earlier = recorder.earlier()) return require(*std::move(earlier));
  std::vector<Customer> due;
  ledger.customers([&](Customer&& customer) {
    if (next_due(customer, envelope.request.today)) due.push_back(std::move(customer));
  });
  Outcome outcome;
  for (Customer& customer : due) {
    recorder.sweep(customer, envelope.request.today, outcome);
    recorder.recording().project(customer);
  }
  recorder.finish(outcome, describe);
  return outcome;
}

Refusal unknown_customer(const Ledger& ledger, const CustomerId& id) {
  const auto like = nearest(id.text(), ledger.customer_names());
  return {"customer.unknown", "there is no customer " + id.text(),
          like ? "Did you mean " + *like + "?" : "`msp customer list` shows them."};
}

}  // namespace msp
