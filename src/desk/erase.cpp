// Erasing a customer who is long gone: the event and what it says, in one transaction.
#include <fmt/format.h>

#include <vector>

#include "freeze_units.h"
#include "msp/advice.h"

namespace msp {
namespace {

std::string counted(std::int64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

Refusal unconfirmed(const CustomerId& id, const PersonalData& found) {
  return {"customer.unconfirmed",
          fmt::format("{} about people and {} of {} would be erased for ever",
                      counted(found.texts, "text", "texts"),
                      counted(found.activity, "row of activity", "rows of activity"), id.text()),
          Advice::confirm_erasure, Exit::usage};
}

std::vector<Month> months_seen(const Ledger& ledger, const CustomerId& id) {
  std::vector<Month> months;
  for (const auto& [month, rows] : ledger.activity_months()) {
    if (!ledger.activity(id, month).empty()) months.push_back(month);
  }
  return months;
}

}  // namespace

Result<ErasureOutcome> erase_customer(Ledger& ledger, const Envelope& envelope,
                                      const CustomerId& id,
                                      const Describe<ErasureOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<ErasureOutcome> {
    std::optional<Customer> known = ledger.customer(id);
    if (!known) return unknown_customer(ledger, id);
    ErasureOutcome outcome;
    outcome.before = *known;
    Customer customer = *std::move(known);
    recorder.sweep(customer, envelope.request.today, outcome);
    const auto facts = decide(customer, ledger.catalog(), envelope.request, EraseCustomer{});
    if (!facts) return facts.refusal();
    outcome.erased = ledger.personal_data(id);
    const bool done = customer.erased_on && outcome.erased.empty();
    if (!done && !envelope.request.confirmed && !envelope.dry_run) {
      return unconfirmed(id, outcome.erased);
    }
    if (!done) {
      // What may still be billed of it is counted while it can be.
      const std::vector<Month> months = months_seen(ledger, id);
      freeze_units(recorder, ledger, ledger.catalog(), customer, months, outcome);
      const CustomerErased erased{recorder.recording().activity_without(id)};
      recorder.record(customer, {erased, facts->front().effective_on}, outcome);
      recorder.recording().erase(customer);
    } else if (outcome.swept > 0) {
      recorder.recording().project(customer);
    }
    outcome.after = std::move(customer);
    return outcome;
  });
}

}  // namespace msp
