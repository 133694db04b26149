// A credit note by hand.
#include <fmt/format.h>

#include "msp/advice.h"
#include "msp/nearest.h"
#include "recorder.h"

namespace msp {
Result<IssuedDocument> find_document(const Ledger& ledger, const std::string& number) {
  const auto row = ledger.invoice(number);
  if (!row) {
    const auto like = nearest(number, ledger.invoice_numbers());
    return Refusal{"invoice.unknown", "there is no invoice " + number,
                   did_you_mean(like, Advice::list_invoices)};
  }
  return IssuedDocument{row->customer, std::get<InvoiceIssued>(ledger.event(row->seq)->event),
                        row->seq};
}

std::optional<Refusal> refuse_issue(const Ledger& ledger, Date issued_on) {
  const auto newest = ledger.last_issued_on();
  if (!newest || *newest <= issued_on) return std::nullopt;
  return Refusal{"invoice.before_newest",
                 fmt::format("the newest document is dated {}: none can be dated {}",
                             newest->text(), issued_on.text()),
                 Hint(Advice::issue_later, {newest->text()})};
}

Result<RunOutcome> give_credit(Ledger& ledger, const Envelope& envelope, const GiveCredit& credit,
                               const Describe<RunOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<RunOutcome> {
    const auto found = find_document(ledger, credit.number);
    if (!found) return found.refusal();
    const auto& [id, invoice, seq] = *found;
    const auto lines = static_cast<std::int64_t>(invoice.lines.size());
    if (credit.line && (*credit.line < 1 || *credit.line > lines)) {
      return Refusal{"invoice.no_line",
                     fmt::format("invoice {} has no line {}", invoice.number, *credit.line),
                     Hint(Advice::see_lines, {invoice.number})};
    }
    const Date today = envelope.request.today;
    if (auto refusal = refuse_issue(ledger, today)) return *refusal;
    const std::string& reason = envelope.note.reason;
    const std::vector<Billed> billed = ledger.billed(id);
    auto note = credit.line
                    ? credit_note(invoice, *credit.line, credit.amount, billed, reason, today)
                    : credit_note_over_all(invoice, billed, reason, today);
    if (!note) return note.refusal();

    Customer customer = *ledger.customer(id);
    RunOutcome outcome;
    const std::int64_t ordinal = recorder.recording().next_invoice_ordinal();
    note->number = invoice_number_text(ledger.settings().invoice_number, ordinal, today);
    recorder.record(customer, {*note, today}, outcome);
    recorder.recording().project(customer);
    outcome.documents.push_back({id, *std::move(note)});
    return outcome;
  });
}

}  // namespace msp
