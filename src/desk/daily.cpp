#include "msp/daily.h"

#include <fmt/format.h>

#include "msp/advice.h"
#include "msp/progress.h"
#include "recorder.h"

namespace msp {
namespace {

constexpr std::int32_t usual_days = 35;  // to catch up: a month that nobody ran it

/// Records what fell due on one day as if it were today, and bills it today.
void bill(const Turns& turns, Ledger& ledger, Date date, ClosedDays& done) {
  const Envelope envelope = turns.envelope(ledger);
  Envelope then = envelope;
  then.request.today = date;
  then.request.received_on = date;
  done.swept += sweep(ledger, then).swept;
  const auto outcome = run_invoices(ledger, envelope, {.date = date});
  if (!outcome) {
    done.stopped = {date, outcome.refusal()};
    return;
  }
  for (const auto& [customer, invoice] : outcome->documents) {
    std::int64_t& total = done.gross[invoice.currency];
    total = checked_add(total, invoice.gross);
  }
  for (const auto& [customer, why] : outcome->parked) done.parked[customer] = why;
  done.documents += outcome->documents.size();
}

}  // namespace

Outcome close_day(Ledger& ledger, const Envelope& envelope, Date day) {
  return require(transact(ledger, envelope, Describe<>(), [&](Recorder& recorder) {
    LedgerSettings state = ledger.settings();
    Outcome outcome;
    if (!state.closed_through || *state.closed_through < day) {
      recorder.append(state, {{DayClosed{}, day}}, outcome);
    }
    return Result<Outcome>(outcome);
  }));
}

Result<ClosedDays> close_days(const Turns& turns, std::optional<Date> through) {
  ClosedDays done;
  std::optional<Date> closed;
  bool confirmed = false;
  {
    const Ledger ledger = turns.read();
    const Request request = turns.envelope(ledger).request;
    const Date today = request.today;
    confirmed = request.confirmed;
    done.through = through.value_or(today);
    if (today < done.through) {
      return Refusal{
          "daily.future",
          fmt::format("{} has not come yet: today is {}", done.through.text(), today.text()),
          Hint(Advice::leave_out, {"date"})};
    }
    closed = ledger.settings().closed_through;
  }
  const Date last = closed.value_or(done.through - 1);
  done.from = last < done.through ? last + 1 : done.through;
  if (closed && done.through < *closed) return done;  // long since
  const std::int32_t days = done.through.days() - done.from.days() + 1;
  if (days > usual_days && !confirmed) {
    return Refusal{"daily.far",
                   fmt::format("{} to {} are {} days to catch up", done.from.text(),
                               done.through.text(), days),
                   Advice::confirm_days, Exit::usage};
  }

  std::optional<Date> newest;
  Progress progress("days", days);
  for (Date date = done.from; date <= done.through && !done.stopped; date = date + 1) {
    Ledger ledger = turns.write();
    progress.step();
    const std::int64_t before = ledger.head().seq;
    bill(turns, ledger, date, done);
    if (before < ledger.head().seq) turns.recorded();
    if (!done.stopped) newest = date;
  }
  if (!newest) return done;
  Ledger ledger = turns.write();
  if (!close_day(ledger, turns.envelope(ledger), *newest).events.empty()) turns.recorded();
  return done;
}

}  // namespace msp
