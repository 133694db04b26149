#include "msp/hand_over.h"

#include "recorder.h"

namespace msp {

Result<HandOverOutcome> hand_over(Ledger& ledger, const Envelope& envelope, const HandOver& what,
                                  const Describe<HandOverOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<HandOverOutcome> {
    HandOverOutcome outcome;
    outcome.handed_over = what;
    outcome.head = ledger.head();
    if (what.last == 0) return outcome;
    LedgerSettings settings = ledger.settings();
    if (what.first != settings.handed_over_through.value_or(0) + 1) {
      return Refusal{"journal.not_next", "these are not the documents that come next",
                     "What was handed over is not handed over again."};
    }
    recorder.record(
        settings,
        {AccountsHandedOver{what.first, what.last, what.format, what.file_hash, what.totals},
         envelope.request.today},
        outcome);
    return outcome;
  });
}

}  // namespace msp
