#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "commands.h"
#include "invocation.h"
#include "output.h"

namespace msp::cli {
namespace {

/// `2 invoices, 1 credit note`
std::string documents_text(const RunOutcome& outcome) {
  const auto notes = std::count_if(outcome.documents.begin(), outcome.documents.end(),
                                   [](const RunOutcome::Document& each) {
                                     return each.invoice.kind == DocumentKind::credit_note;
                                   });
  const auto invoices = static_cast<std::ptrdiff_t>(outcome.documents.size()) - notes;
  const std::string credits = counted(notes, "credit note", "credit notes");
  if (invoices == 0) return credits;
  return counted(invoices, "invoice", "invoices") + (notes == 0 ? "" : ", " + credits);
}

Answer describe(const RunOutcome& outcome, Date date, bool dry_run) {
  if (outcome.documents.empty()) {
    return {"", "nothing to bill through " + date.text(), ""};
  }
  std::map<Currency, std::int64_t> totals;
  for (const auto& [customer, invoice] : outcome.documents) {
    std::int64_t& total = totals[invoice.currency];
    total = checked_add(total, invoice.gross);
  }
  std::string what = documents_text(outcome) + ", gross";
  for (const auto& [currency, total] : totals) {
    what += fmt::format("{} {} {}", currency == totals.begin()->first ? "" : ",",
                        amount_text(total, currency), currency.text());
  }
  const std::string& first = outcome.documents.front().invoice.number;
  const std::string& last = outcome.documents.back().invoice.number;
  if (!dry_run) {
    what += first == last ? ", number " + first : fmt::format(", numbers {} to {}", first, last);
  }
  return {"", what, dry_run ? "msp invoice run" : "msp invoice show " + first};
}

void tell_circumstances(const Invocation& invocation, const RunOutcome& outcome) {
  if (outcome.swept > 0) {
    invocation.note(fmt::format("note: {} fallen due on the way",
                                counted(outcome.swept, "thing had", "things had")));
  }
  if (outcome.forgone > 0) {
    invocation.note(
        fmt::format("note: {} by the plans' terms; `msp report forgone` lists them",
                    counted(outcome.forgone, "credit is forgone", "credits are forgone")));
  }
}

/// MISSION D2: a first bill that is not what was told at the order.
void tell_quotes(const Invocation& invocation, const RunOutcome& outcome) {
  for (const auto& [customer, invoice] : outcome.documents) {
    for (const InvoiceLine& line : invoice.lines) {
      for (const Step& step : line.steps) {
        const bool same = step.amount.find_first_not_of("0.") == std::string::npos;
        if (step.kind != StepKind::quoted || same) continue;
        const bool less = step.amount.starts_with('-');
        invocation.note(fmt::format("note: {} costs {} {} {} a month than was told at the order",
                                    SubscriptionRef{customer, line.subscription}.text(),
                                    step.amount.substr(less ? 1 : 0), invoice.currency.text(),
                                    less ? "less" : "more"));
      }
    }
  }
}

void tell_parked(const Invocation& invocation, const RunOutcome& outcome) {
  for (const auto& [customer, why] : outcome.parked) {
    invocation.note(fmt::format("parked: {} is not billed: {}", customer.text(), why));
  }
}

Exit run(Invocation& invocation) {
  Ledger ledger = invocation.write_ledger();
  const bool compared = invocation.arguments().has("--diff");
  const auto table_of = [&](const RunOutcome& outcome) {
    const bool numbered = !invocation.dry_run();
    return compared ? invoice_run_diff(ledger, outcome, numbered)
                    : invoice_run_table(outcome, numbered);
  };
  Listing listing = invocation.listing(table_of({}));
  const Envelope envelope = invocation.envelope(ledger);
  InvoiceRun run;
  run.date = invocation.arguments().value<Date>("--date").value_or(envelope.request.today);
  run.group = invocation.arguments().group();
  run.customer = invocation.arguments().value<CustomerId>("--customer");
  const auto told = [&](const RunOutcome& o) {
    return packed(describe(o, run.date, envelope.dry_run));
  };
  const RunOutcome outcome = take(run_invoices(ledger, envelope, run, told));
  invocation.recorded(outcome);
  const Answer answer =
      outcome.earlier ? unpacked(*outcome.earlier) : describe(outcome, run.date, envelope.dry_run);
  tell_circumstances(invocation, outcome);
  tell_quotes(invocation, outcome);
  tell_parked(invocation, outcome);
  if (!outcome.documents.empty()) {
    invocation.note(answer.what + (invocation.dry_run() ? " (dry run: nothing was recorded)"
                                                        : " · head " + outcome.head.short_text()));
    listing.write(table_of(outcome));
  } else {
    invocation.answer(answer, outcome);
  }
  if (!outcome.parked.empty()) return Exit::difference;
  return invocation.nothing_or(outcome.documents.size());
}

}  // namespace

const Command invoice_run{
    "invoice run",
    "Bills everything that ought to be billed by a day and is not yet; a second run does nothing.",
    Kind::change,
    {"msp invoice run --dry-run --diff", "msp invoice run --group 15 --date 2026-03-15"},
    {},
    {{"--date", "DATE", "bill what is due by then, and date the invoices so (today)"},
     {"--group", "15|30|1", "only what is billed on this day of the month"},
     {"--customer", "C", "only this customer"},
     {"--diff", "", "beside what each was billed before, the largest change first"},
     {"--out", "FILE", "write the list there, whole or not at all (-o)"},
     {"--force", "", "let --out overwrite"},
     {"--columns", "A,B", "only these columns, in this order"},
     {"--no-header", "", "leave out the header line"},
     {"--dialect", "D", "rfc4180, excel or excel-eu"},
     {"--fail-if-empty", "", "exit 9 if there is nothing to bill"}},
    run};

}  // namespace msp::cli
