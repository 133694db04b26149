// The frame of everything that changes: one transaction, one answer.
#pragma once

#include <optional>

#include "msp/desk.h"
#include "msp/recording.h"

namespace msp {

Refusal unknown_customer(const Ledger& ledger, const CustomerId& id);

/// In a series neither numbers nor dates go back (MISSION 23): nothing is issued on a day before
/// that of the newest document.
std::optional<Refusal> refuse_issue(const Ledger& ledger, Date issued_on);

/// Records what one command leads to, within its transaction.
class Recorder {
 public:
  Recorder(Ledger& ledger, const Envelope& envelope);

  /// What this request was answered before; a refusal if its id was given to another command.
  std::optional<Result<Outcome>> earlier() const;

  /// Records what time alone has made due for this customer, in the order it fell due.
  void sweep(Customer& customer, Date today, Outcome& outcome);

  /// The same of what a command has led to, behind its own events.
  void sweep_after(Customer& customer, Date today, Outcome& outcome) {
    while (const auto fact = next_due(customer, today)) record(customer, *fact, outcome);
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

  /// Commits with the answer, or with a dry run does not.
  void finish(Outcome& told);

  Recording& recording() { return recording_; }

 private:
  const Envelope& envelope_;
  Recording recording_;
};

/// Does `work`, a function of a Recorder that says what happened or refuses, in one transaction;
/// asked again under the same request id it is not done again, but answered as it was then.
template <class Told, class Work>
Result<Told> transact(Ledger& ledger, const Envelope& envelope, const Describe<Told>& describe,
                      const Work& work) {
  Recorder recorder(ledger, envelope);
  if (const auto earlier = recorder.earlier()) {
    if (!*earlier) return earlier->refusal();
    Told told;
    static_cast<Outcome&>(told) = **earlier;
    return told;
  }
  Result<Told> told = work(recorder);
  if (!told) return told;
  if (describe) told->answer = describe(*told);
  recorder.finish(*told);
  return told;
}

}  // namespace msp
