// Given events, when command, then events: a desk without a disk.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "msp/billing.h"
#include "msp/command.h"
#include "msp/take_back.h"
#include "msp/units.h"

namespace msp::test {

template <class T>
T read(std::string_view text) {
  const auto value = T::from_text(text);
  if (!value) throw std::invalid_argument("the test says `" + std::string(text) + "`");
  return *value;
}

inline Date day(std::string_view text) { return read<Date>(text); }
inline Decimal decimal(std::string_view text) { return read<Decimal>(text); }
inline StepAmount step_amount(std::string_view text) { return read<StepAmount>(text); }
inline PlanId plan(std::string_view text) { return read<PlanId>(text); }

/// A request typed on `today` and received then, unless it says otherwise.
inline Request asked(std::string_view today, std::string_view received = {},
                     std::string_view effective = {}) {
  Request request{.today = day(today), .received_on = day(received.empty() ? today : received)};
  if (!effective.empty()) request.effective_on = day(effective);
  return request;
}

inline Request effective(std::string_view today, std::string_view date) {
  return asked(today, today, date);
}

/// One customer and one catalog, folded event by event as the ledger would.
class Given {
 public:
  explicit Given(const CatalogFile& file) {
    customer.id = read<CustomerId>("acme");
    has("2026-01-01", file);
  }

  Customer customer;
  Catalog catalog;
  std::vector<InvoiceIssued> invoices;
  std::vector<CreditForgone> given_up;

  Result<CatalogFacts> when(const Request& request, const CatalogFile& file) {
    auto facts = decide(catalog, request, file);
    if (!facts) return facts;
    for (const auto& fact : *facts) evolve(catalog, recorded(fact, request.received_on));
    return facts;
  }
  Result<CatalogFacts> when(std::string_view today, const CatalogFile& file) {
    return when(asked(today), file);
  }

  void fold(const CustomerEvent& event, std::string_view on) {
    fold(Fact{event, day(on)}, day(on));
  }

  /// The batch that the next command, sweep or run will be recorded with.
  std::int64_t next_batch() const { return batch_ + 1; }
  std::int64_t last_batch() const { return batch_; }

  /// What a batch recorded is taken back, as the desk would: `stands` of the answer is empty then.
  Result<TakingBack> takes_back(std::int64_t batch, Date today) {
    auto taking = take_back(customer.id, events_, catalog, batch);
    if (!taking || !taking->stands.empty()) return taking;
    ++batch_;
    fold(Fact{taking->event, taking->from}, today);
    sweep_on(today);
    return taking;
  }
  Result<TakingBack> takes_back(std::int64_t batch, std::string_view today) {
    return takes_back(batch, day(today));
  }
  const EventsOf<Customer>& events() const { return events_; }

  /// What time has made due by `today`, recorded.
  Facts sweep(Date today) {
    ++batch_;
    return sweep_on(today);
  }
  Facts sweep_on(Date today) {
    Facts facts;
    while (const auto due = next_due(customer, today)) {
      fold(*due, today);
      facts.push_back(*due);
    }
    return facts;
  }
  Facts sweep(std::string_view today) { return sweep(day(today)); }

  Result<Facts> when(const Request& request, const Command& command) {
    sweep(request.today);
    auto facts = decide(customer, catalog, request, command);
    if (!facts) return facts;
    for (const Fact& fact : *facts) fold(fact, request.received_on);
    return facts;
  }
  Result<Facts> when(std::string_view today, const Command& command) {
    return when(asked(today), command);
  }

  /// What went before: it must not be refused.
  void has(const auto& today, const auto& said) { require(when(today, said)); }

  /// Somebody, something or both were seen on a day.
  void seen(std::string_view on, std::string_view user, std::string_view device = {},
            std::optional<DeviceKind> kind = {}) {
    const Month month = Month::of(day(on));
    const Days days = days_of(month, {day(on), day(on) + 1});
    activity_[month].push_back({std::string(user), std::string(device), kind, days});
  }

  /// All that was seen in a month is gone; its counts stay.
  void purge(Month month, Date today) {
    sweep(today);
    for (std::size_t i = 0; i < customer.subscriptions.size(); ++i) {
      const Subscription& subscription = customer.subscriptions[i];
      const UnitCount count = counted()(customer, subscription, month);
      if (count.units == 0) continue;
      const Date first = month.period().start;
      fold(Fact{UsageFrozen{subscription.number, month, count.units, count.digest}, first}, today);
    }
    activity_.erase(month);
  }

  /// Counts from what was seen; a detail's digest is the detail itself.
  UnitsOf counted() const {
    return [this](const Customer& of, const Subscription& subscription, Month month) {
      const auto rows = activity_.find(month);
      if (rows == activity_.end()) return UnitCount{};
      const auto units = units_of(subscription.number, units_of(of, catalog, month, rows->second));
      return UnitCount{billed_units(units), detail_text(units)};
    };
  }

  /// An invoice run: the documents it issues, numbered 1, 2, 3 … over all runs.
  std::vector<InvoiceIssued> run(Date through) {
    sweep(through);
    auto [documents, forgone] =
        settle(customer, catalog, LedgerSettings{},
               propose(customer, catalog, through, billed_, counted()), billed_, through);
    for (const auto& [billed_on, credit] : forgone) {
      fold(Fact{credit, billed_on}, through);
      add_billed(billed_, credit);
      given_up.push_back(credit);
    }
    for (InvoiceIssued& document : documents) {
      document.number = std::to_string(invoices.size() + 1);
      fold(Fact{document, through}, through);
      add_billed(billed_, document, seq_);
      invoices.push_back(document);
    }
    return documents;
  }
  std::vector<InvoiceIssued> run(std::string_view through) { return run(day(through)); }

  /// A credit note over `amount` minor units of a line; what was refused says so by its code.
  Result<InvoiceIssued> credits(std::string_view number, std::int64_t line,
                                std::optional<std::int64_t> amount, std::string_view on) {
    const InvoiceIssued& invoice = invoices.at(std::stoul(std::string(number)) - 1);
    auto note = credit_note(invoice, line, amount, billed_, "as agreed", day(on));
    if (!note) return note;
    note->number = std::to_string(invoices.size() + 1);
    fold(Fact{*note, day(on)}, day(on));
    add_billed(billed_, *note, seq_);
    invoices.push_back(*note);
    return note;
  }

  const std::vector<Billed>& billed() const { return billed_; }

  Status status(std::string_view date, std::int64_t number = 1) const {
    return customer.subscription(number)->status_on(day(date));
  }
  std::int64_t last_seq() const { return seq_; }

 private:
  template <class Any>
  Recorded<Any> recorded(const FactOf<Any>& fact, Date received) {
    return {++seq_, fact.effective_on, received, seq_, batch_, fact.event};
  }
  void fold(const Fact& fact, Date received) {
    events_.push_back(recorded(fact, received));
    if (!std::holds_alternative<BatchTakenBack>(fact.event)) {
      return evolve(customer, events_.back());
    }
    Customer fresh;
    fresh.id = customer.id;
    customer = folded(std::move(fresh), events_);
  }

  std::int64_t seq_ = 0;
  std::int64_t batch_ = 0;
  EventsOf<Customer> events_;
  std::vector<Billed> billed_;
  std::map<Month, std::vector<Activity>> activity_;
};

}  // namespace msp::test
