#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"
#include "issued.h"

namespace msp::cli {
namespace {

Answer describe(const RunOutcome& outcome) {
  const auto& [customer, note] = outcome.documents.front();
  const InvoiceLine& line = note.lines.front();
  return {customer.text(),
          fmt::format("credit note {} over {} {} net, {} gross, for {}/{}", note.number,
                      amount_text(-note.net, note.currency), note.currency.text(),
                      amount_text(-note.gross, note.currency), line.corrects->number,
                      line.corrects->line),
          "msp invoice show " + note.number};
}

std::optional<std::int64_t> amount_of(const Invocation& invocation, Currency currency) {
  const auto typed = invocation.arguments().raw("--amount");
  if (!typed) return std::nullopt;
  const auto amount = amount_from_text(*typed, currency);
  if (!amount) {
    Arguments::malformed("--amount", *typed,
                         fmt::format("an amount of {} such as 12.50", currency.text()));
  }
  return amount;
}

Exit run(Invocation& invocation) {
  if (!invocation.arguments().has("--reason")) {
    usage_error("usage.reason", "a credit needs its --reason: the customer reads it",
                "Say it in a few words.");
  }
  Ledger ledger = invocation.write_ledger();
  const Envelope envelope = invocation.envelope(ledger);
  GiveCredit credit;
  const IssuedDocument issued = issued_document(ledger, invocation);
  credit.number = issued.invoice.number;
  credit.line = *invocation.arguments().count("LINE");
  credit.amount = amount_of(invocation, issued.invoice.currency);
  const auto told = [](const RunOutcome& o) { return packed(describe(o)); };
  const RunOutcome outcome = take(give_credit(ledger, envelope, credit, told));
  invocation.recorded(outcome);
  invocation.answer(outcome.earlier ? unpacked(*outcome.earlier) : describe(outcome), outcome);
  return Exit::done;
}

}  // namespace

const Command invoice_credit{
    "invoice credit",
    "Gives a credit note, with a number of its own, over a line or a part of it.",
    Kind::evidenced,
    {"msp invoice credit 1 1 --amount 12.50 --reason 'two days without mail' --ref mail-40",
     "msp invoice credit 1 1 --reason 'billed to the wrong customer' --ref mail-41 --dry-run"},
    {{"NUMBER", "of an invoice"}, {"LINE", "which of its lines"}},
    {{"--amount", "AMOUNT", "net; left out: all that is left of the line"}},
    run};

}  // namespace msp::cli
