// One command's transaction: repeated requests, recording, rolling back a dry run.
#pragma once

#include <optional>
#include <utility>

#include "msp/desk.h"
#include "msp/read.h"
#include "msp/recording.h"

namespace msp {

Refusal unknown_customer(const Ledger& ledger, const CustomerId& id);

/// The answer given before to this request id; a refusal if it was for something else.
std::optional<Result<Outcome>> earlier_answer(const Recording& recording, const Envelope& envelope);

template <class Told>
class Recorder {
 public:
  Recorder(Ledger& ledger, const Envelope& envelope)
      : envelope_(envelope), recording_(ledger, with_digest(envelope), envelope.now) {}

  std::optional<Result<Told>> earlier() const {
    auto found = earlier_answer(recording_, envelope_);
    if (!found) return std::nullopt;
    if (!*found) return Result<Told>(found->refusal());
    Told told;
    static_cast<Outcome&>(told) = **std::move(found);
    return Result<Told>(std::move(told));
  }

  /// Records what time alone has made due for this customer, in the order it fell due.
  void sweep(Customer& customer, Date today, Outcome& outcome) {
    while (const auto fact = next_due(customer, today)) {
      record(customer, *fact, outcome);
      ++outcome.swept;
    }
  }

  template <class State>
  void append(State& state, const std::vector<FactOf<EventOf<State>>>& facts, Outcome& outcome) {
    for (const auto& fact : facts) record(state, fact, outcome);
  }

  template <class State>
  void record(State& state, const FactOf<EventOf<State>>& fact, Outcome& outcome) {
    const Date received_on = envelope_.request.received_on;
    recording_.append(state, fact, received_on);
    outcome.events.push_back({recording_.seqs().back(), fact.effective_on, received_on, 0, 0,
                              std::visit([](const auto& e) { return Event(e); }, fact.event)});
  }

  /// Commits, or with a dry run does not; either way `told` knows its head.
  template <class Describe>
  void finish(Told& told, const Describe& describe) {
    if (envelope_.dry_run) return;
    told.head = recording_.commit(describe(told));
  }

  Recording& recording() { return recording_; }

 private:
  static Batch with_digest(const Envelope& envelope);
  const Envelope& envelope_;
  Recording recording_;
};

template <class Told>
Batch Recorder<Told>::with_digest(const Envelope& envelope) {
  Batch note = envelope.note;
  if (!note.request_id.empty()) note.request_digest = digest_of(envelope.content);
  return note;
}

}  // namespace msp
