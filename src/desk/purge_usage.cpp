// Removing old activity: first what is billed by it is frozen, then it goes.
#include "msp/advice.h"
#include "msp/usage_purge.h"

#include <fmt/format.h>

#include <map>

#include "freeze_units.h"

namespace msp {
namespace {

class Purge {
 public:
  Purge(const Ledger& ledger, Recorder& recorder, Date today, PurgeOutcome& outcome)
      : ledger_(ledger),
        recorder_(recorder),
        catalog_(ledger.catalog()),
        today_(today),
        outcome_(outcome) {}

  void freeze(const std::vector<Month>& months) {
    std::map<CustomerId, std::vector<Month>> seen;
    for (const Month month : months) {
      ledger_.activity(month, [&, month](const CustomerId& id, const std::vector<Activity>&) {
        seen[id].push_back(month);
      });
    }
    for (const auto& [id, own] : seen) freeze(id, own);
  }

 private:
  void freeze(const CustomerId& id, const std::vector<Month>& months) {
    Customer customer = *ledger_.customer(id);
    const std::size_t told = outcome_.events.size();
    recorder_.sweep(customer, today_, outcome_);
    outcome_.frozen += freeze_units(recorder_, ledger_, catalog_, customer, months, outcome_);
    if (outcome_.events.size() > told) recorder_.recording().project(customer);
  }

  const Ledger& ledger_;
  Recorder& recorder_;
  Catalog catalog_;
  Date today_;
  PurgeOutcome& outcome_;
};

Refusal unconfirmed(const PurgeOutcome& outcome) {
  return {"usage.unconfirmed",
          fmt::format("{} row{} of activity of {} to {} would be removed for good", outcome.rows,
                      outcome.rows == 1 ? "" : "s", outcome.first.text(), outcome.last.text()),
          Advice::confirm_purge, Exit::usage};
}

}  // namespace

Result<PurgeOutcome> purge_usage(Ledger& ledger, const Envelope& envelope, Date date,
                                 const Describe<PurgeOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<PurgeOutcome> {
    const Date today = envelope.request.today;
    if (today < date) {
      return Refusal{"usage.not_over",
                     fmt::format("{} has not come yet: today is {}", date.text(), today.text()),
                     "Only months that are over can be purged."};
    }
    PurgeOutcome outcome;
    const Month month = Month::of(date);
    outcome.before = month.period().start;
    outcome.head = ledger.head();
    std::vector<Month> months;
    for (const auto& [each, rows] : ledger.activity_months()) {
      if (!(each < month)) continue;
      months.push_back(each);
      outcome.rows += rows;
    }
    if (months.empty()) return outcome;
    outcome.first = months.front();
    outcome.last = months.back();
    if (!envelope.dry_run && !envelope.request.confirmed) return unconfirmed(outcome);
    Purge(ledger, recorder, today, outcome).freeze(months);
    LedgerSettings settings = ledger.settings();
    recorder.record(settings, {UsagePurged{outcome.before, outcome.rows}, outcome.before}, outcome);
    if (!envelope.dry_run) recorder.recording().purge_activity(month);
    return outcome;
  });
}

}  // namespace msp
