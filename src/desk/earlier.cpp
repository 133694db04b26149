#include "recorder.h"

namespace msp {

std::optional<Result<Outcome>> earlier_answer(const Recording& recording,
                                              const Envelope& envelope) {
  const std::string& id = envelope.note.request_id;
  if (id.empty()) return std::nullopt;
  const auto batch = recording.earlier(id);
  if (!batch) return std::nullopt;
  if (batch->request_digest != digest_of(envelope.content)) {
    return Refusal{
        "request.reused",
        "the request id " + id + " was used for another command (`msp " + batch->command + "`)",
        "Give each request an id of its own."};
  }
  Outcome outcome;
  outcome.earlier = batch->answer;
  outcome.head = recording.head_of(batch->id);
  return outcome;
}

}  // namespace msp
