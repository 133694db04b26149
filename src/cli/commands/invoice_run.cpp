#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "line/form.h"
#include "msp/report/invoices.h"

namespace msp::cli {
namespace {

/// `2 invoices, 1 credit note`
std::string documents_text(const RunOutcome& outcome) {
  const auto notes = std::count_if(outcome.documents.begin(), outcome.documents.end(),
                                   [](const RunOutcome::Document& each) {
                                     return each.invoice.kind == DocumentKind::credit_note;
                                   });
  const auto invoices = static_cast<std::ptrdiff_t>(outcome.documents.size()) - notes;
  const std::string credits = plural(notes, "credit note", "credit notes");
  if (invoices == 0) return credits;
  return plural(invoices, "invoice", "invoices") + (notes == 0 ? "" : ", " + credits);
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
                                plural(outcome.swept, "thing had", "things had")));
  }
  if (outcome.forgone > 0) {
    invocation.note(
        fmt::format("note: {} by the plans' terms; `msp report forgone` lists them",
                    plural(outcome.forgone, "credit is forgone", "credits are forgone")));
  }
}

/// MISSION D2: a first bill that is not what was told at the order.
void tell_quotes(const Invocation& invocation, const RunOutcome& outcome) {
  for (const auto& [customer, invoice] : outcome.documents) {
    for (const InvoiceLine& line : invoice.lines) {
      for (const Step& step : line.steps) {
        const std::int64_t beyond = step.amount.units();
        if (step.kind != StepKind::quoted || beyond == 0) continue;
        invocation.note(fmt::format("note: {} costs {} {} {} a month than was told at the order",
                                    SubscriptionRef{customer, line.subscription}.text(),
                                    amount_text(std::abs(beyond), invoice.currency),
                                    invoice.currency.text(), beyond < 0 ? "less" : "more"));
      }
    }
  }
}

void tell_parked(const Invocation& invocation, const RunOutcome& outcome) {
  for (const auto& [customer, why] : outcome.parked) {
    invocation.note(parked_text(customer, why));
  }
}

struct InvoiceRunning {
  std::optional<Date> date = {};
  std::optional<std::int64_t> group = {};
  std::optional<CustomerId> customer = {};
  bool compared = false;

  static void options(auto& self, auto&& option) {
    option("--date", "DATE", self.date,
           "bill what is due by then (today); documents are dated today");
    option("--group", "15|30|1", self.group, "only what is billed on this day of the month",
           invoicing_group);
    option("--customer", "C", self.customer, "only this customer");
    option.flag("--diff", self.compared,
                "beside what each was billed before, the largest change first");
  }
  Exit run(Invocation& invocation) const {
    Ledger ledger = invocation.write_ledger();
    const auto table_of = [&](const RunOutcome& outcome) {
      const bool numbered = !invocation.dry_run();
      return compared ? invoice_run_diff(ledger, outcome, numbered)
                      : invoice_run_table(outcome, numbered);
    };
    Listing listing = invocation.listing(table_of({}));
    const Envelope envelope = invocation.envelope(ledger);
    const InvoiceRun run{date.value_or(envelope.request.today), group, customer};
    const auto described = [&](const RunOutcome& outcome) {
      return describe(outcome, run.date, envelope.dry_run);
    };
    const auto outcome = invocation.record<RunOutcome>(
        ledger, envelope,
        [&](Ledger& whole, const Envelope& with, const auto& told) {
          return run_invoices(whole, with, run, told);
        },
        described);
    tell_circumstances(invocation, outcome);
    tell_quotes(invocation, outcome);
    tell_parked(invocation, outcome);
    if (!outcome.documents.empty()) {
      invocation.note(outcome.answer.what + (invocation.dry_run()
                                                 ? " (dry run: nothing was recorded)"
                                                 : " · head " + outcome.head.short_text()));
      listing.write(table_of(outcome));
    } else {
      invocation.answer(outcome);
    }
    if (!outcome.parked.empty()) return Exit::difference;
    return invocation.nothing_or(outcome.documents.size());
  }
};

Columns compared_run_columns() { return run_columns(true); }

constexpr Command invoice_run_rows[] = {command<InvoiceRunning>(
    listed_change.of(compared_run_columns), month_end, "invoice run",
    "Bills everything that ought to be billed by a day and is not yet; a second run does "
    "nothing.",
    "msp invoice run --dry-run --diff", "msp invoice run --group 15 --date 2026-03-15")};

}  // namespace

extern const Commands invoice_run_commands = invoice_run_rows;

}  // namespace msp::cli
