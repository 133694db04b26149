// Invoices: the run, and what was issued.
#include <fmt/format.h>

#include <map>

#include "commands.h"
#include "invocation.h"
#include "known_at.h"
#include "output.h"

namespace msp::cli {
namespace {

Answer describe(const RunOutcome& outcome, Date date, bool dry_run) {
  if (outcome.documents.empty()) {
    return {"", "nothing to bill through " + date.text(), ""};
  }
  std::map<Currency, std::int64_t> totals;
  for (const auto& [customer, invoice] : outcome.documents) {
    std::int64_t& total = totals[invoice.currency];
    total = checked_add(total, invoice.gross);
  }
  std::string what = counted(outcome.documents.size(), "invoice", "invoices") + ", gross";
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
}

Exit run(Invocation& invocation) {
  Listing listing = invocation.listing(invoice_run_table({}, true));
  Ledger ledger = invocation.write_ledger();
  const Envelope envelope = invocation.envelope(ledger);
  InvoiceRun run;
  run.date = invocation.arguments().value<Date>("--date").value_or(envelope.request.today);
  run.group = invocation.group();
  run.customer = invocation.arguments().value<CustomerId>("--customer");
  const auto told = [&](const RunOutcome& o) {
    return packed(describe(o, run.date, envelope.dry_run));
  };
  const RunOutcome outcome = take(run_invoices(ledger, envelope, run, told));
  invocation.recorded(outcome);
  const Answer answer =
      outcome.earlier ? unpacked(*outcome.earlier) : describe(outcome, run.date, envelope.dry_run);
  tell_circumstances(invocation, outcome);
  if (!outcome.documents.empty()) {
    invocation.note(answer.what + (invocation.dry_run() ? " (dry run: nothing was recorded)"
                                                        : " · head " + outcome.head.short_text()));
    listing.write(invoice_run_table(outcome, !invocation.dry_run()));
    return Exit::done;
  }
  invocation.answer(answer, outcome);
  return invocation.nothing_or(0);
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::invoice_list(ledger, invocation.query(ledger).customer);
  }();
  return invocation.show(table);
}

struct Found {
  CustomerId customer;
  InvoiceIssued invoice;
};

Found found(const Ledger& ledger, const Invocation& invocation) {
  const std::string number = *invocation.arguments().text("NUMBER");
  const auto row = ledger.invoice(number);
  if (!row) {
    const auto like = nearest(number, ledger.invoice_numbers());
    throw Refused({"invoice.unknown", "there is no invoice " + number,
                   like ? "Did you mean " + *like + "?"
                        : "`msp invoice list" + invocation.as_known() + "` shows them."});
  }
  return {*CustomerId::from_text(row->customer),
          std::get<InvoiceIssued>(ledger.event(row->seq)->event)};
}

Exit show_one(Invocation& invocation) {
  std::string heading;
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const auto [customer, invoice] = found(ledger, invocation);
    heading = fmt::format("{} {} to {} ({}), issued {}, due {}, net {} + tax {} = {} {}",
                          word(invoice.kind), invoice.number, invoice.buyer.name, customer.text(),
                          invoice.issued_on.text(), invoice.due_on.text(),
                          amount_text(invoice.net, invoice.currency),
                          amount_text(invoice.tax, invoice.currency),
                          amount_text(invoice.gross, invoice.currency), invoice.currency.text());
    return ::msp::invoice_show(customer, invoice);
  }();
  invocation.note(heading);
  return invocation.show(table);
}

Exit explain(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const auto [customer, invoice] = found(ledger, invocation);
    const auto line = invocation.arguments().count("LINE");
    if (line && (*line < 1 || *line > static_cast<std::int64_t>(invoice.lines.size()))) {
      throw Refused({"invoice.no_line",
                     fmt::format("invoice {} has no line {}", invoice.number, *line),
                     fmt::format("It has {}.", counted(invoice.lines.size(), "line", "lines"))});
    }
    return ::msp::invoice_explain(ledger, invoice, line);
  }();
  return invocation.show(table);
}

}  // namespace

const Command invoice_run{
    "invoice run",
    "Bills everything that ought to be billed by a day and is not yet; a second run does nothing.",
    Kind::change,
    {"msp invoice run --dry-run", "msp invoice run --group 15 --date 2026-03-15"},
    {},
    {{"--date", "DATE", "bill what is due by then, and date the invoices so (today)"},
     {"--group", "15|30|1", "only what is billed on this day of the month"},
     {"--customer", "C", "only this customer"},
     {"--out", "FILE", "write the list there, whole or not at all (-o)"},
     {"--force", "", "let --out overwrite"},
     {"--columns", "A,B", "only these columns, in this order"},
     {"--no-header", "", "leave out the header line"},
     {"--dialect", "D", "rfc4180, excel or excel-eu"},
     {"--fail-if-empty", "", "exit 9 if there is nothing to bill"}},
    run};

const Command invoice_list{"invoice list",
                           "Lists the issued invoices, oldest first.",
                           Kind::list,
                           {"msp invoice list", "msp invoice list --customer acme -f csv"},
                           {},
                           {{"--customer", "C", "only of this customer"}, known_at},
                           list};

const Command invoice_show{"invoice show",
                           "Shows the lines of an invoice as it was issued.",
                           Kind::list,
                           {"msp invoice show 1", "msp invoice show 1 -f json"},
                           {{"NUMBER", "of an invoice"}},
                           {known_at},
                           show_one};

const Command invoice_explain{
    "invoice explain",
    "Says why each amount is what it is, step by step, down to the events and who asked for them.",
    Kind::list,
    {"msp invoice explain 1", "msp invoice explain 1 1 --columns step,amount,event,what"},
    {{"NUMBER", "of an invoice"}, {"LINE", "only this line", false}},
    {known_at},
    explain};

}  // namespace msp::cli
