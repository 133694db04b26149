#include "recorder.h"

namespace msp {
namespace {

Batch batch_of(const Envelope& envelope) {
  Batch batch = envelope.note;
  if (!batch.request_id.empty()) batch.request_digest = digest_of(envelope.content);
  return batch;
}

/// An answer as it is kept (disk format): three lines, or nothing at all.
std::string packed(const Answer& answer) {
  if (answer == Answer{}) return {};
  return answer.object + "\n" + answer.what + "\n" + answer.next;
}

Answer unpacked(const std::string& text) {
  const auto first = text.find('\n');
  const auto second = text.find('\n', first + 1);
  if (first == std::string::npos || second == std::string::npos) return {"", text, ""};
  return {text.substr(0, first), text.substr(first + 1, second - first - 1),
          text.substr(second + 1)};
}

}  // namespace

Recorder::Recorder(Ledger& ledger, const Envelope& envelope)
    : envelope_(envelope), recording_(ledger, batch_of(envelope), envelope.now) {}

std::optional<Result<Outcome>> Recorder::earlier() const {
  const std::string& id = envelope_.note.request_id;
  if (id.empty()) return std::nullopt;
  const auto batch = recording_.earlier(id);
  if (!batch) return std::nullopt;
  if (batch->request_digest != digest_of(envelope_.content)) {
    Refusal refusal{"request.reused", "the request id " + id + " was used for another command ({})",
                    "Give each request an id of its own."};
    refusal.command = batch->command;
    return refusal;
  }
  Outcome outcome;
  outcome.repeated = true;
  outcome.answer = unpacked(batch->answer);
  outcome.head = recording_.head_of(batch->id);
  return outcome;
}

void Recorder::sweep(Customer& customer, Date today, Outcome& outcome) {
  const std::size_t before = outcome.events.size();
  sweep_after(customer, today, outcome);
  outcome.swept += outcome.events.size() - before;
}

void Recorder::finish(Outcome& told) {
  if (!envelope_.dry_run) told.head = recording_.commit(packed(told.answer));
}

}  // namespace msp
