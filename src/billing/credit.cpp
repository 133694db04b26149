// Credits by hand: a kindness or a settled quarrel, which no later run takes back.
#include <fmt/format.h>

#include <algorithm>

#include "document.h"
#include "msp/advice.h"

namespace msp {
namespace {

/// What can still be credited of a line: what is left of it, and of its whole charge.
std::int64_t left_of(const LineRef& ref, const InvoiceLine& line,
                     const std::vector<Billed>& billed) {
  const Billed* entry = named(billed, line.charge());
  if (!entry) return 0;
  for (const Billed::Line& each : entry->lines) {
    if (each.ref != ref) continue;
    return std::min({each.left, left_on(*entry, ref.number), entry->net - entry->credited});
  }
  return 0;
}

std::int64_t revisions_of(const InvoiceLine& line, const std::vector<Billed>& billed) {
  const Billed* entry = named(billed, line.charge());
  return entry ? entry->revisions : 0;
}

}  // namespace

Result<InvoiceIssued> credit_note(const InvoiceIssued& invoice, std::int64_t number,
                                  std::optional<std::int64_t> wanted,
                                  const std::vector<Billed>& billed, const std::string& reason,
                                  Date issued_on, TaxRule rule) {
  const InvoiceLine& line = invoice.lines.at(static_cast<std::size_t>(number - 1));
  const LineRef ref{invoice.number, number};
  const std::string name = fmt::format("{}/{}", invoice.number, number);
  if (wanted && *wanted <= 0) {
    return Refusal{"credit.nothing", "a credit is more than nothing", Advice::give_amount};
  }
  if (line.net <= 0) {
    return Refusal{"credit.no_charge", name + " charges nothing: there is nothing to credit",
                   Advice::see_charges};
  }
  const std::int64_t left = left_of(ref, line, billed);
  const std::int64_t amount = wanted.value_or(left);
  if (amount > left || left == 0) {
    return Refusal{"credit.too_much",
                   left == 0
                       ? fmt::format("nothing is left of {} to credit", name)
                       : fmt::format("{} {} is left of {} to credit, not {}",
                                     amount_text(left, invoice.currency), invoice.currency.text(),
                                     name, amount_text(amount, invoice.currency)),
                   "What later documents took off it counts."};
  }
  InvoiceIssued note;
  note.issued_on = note.due_on = note.billed_on = issued_on;
  note.currency = invoice.currency;
  note.seller = invoice.seller;
  note.buyer = invoice.buyer;
  note.contract = invoice.contract;

  InvoiceLine credit = line;
  credit.kind = LineKind::credit;
  credit.charge_start =
      line.charged_from() == line.start ? std::nullopt : std::optional(line.charged_from());
  credit.revision = revisions_of(line, billed);
  credit.said = said_of(line);
  credit.said->remarks.push_back({RemarkKind::credited, std::nullopt, reason});
  credit.quantity = 1;
  credit.per = 1;
  credit.net = -amount;
  credit.unit_price = decimal_of(credit.net, invoice.currency);
  credit.corrects = ref;
  credit.steps = {
      {StepKind::rounded, StepAmount::money(credit.net, invoice.currency), std::nullopt}};
  add_line(note, std::move(credit), tax_of(line, invoice));
  if (rule == TaxRule::by_document) {
    add_totals(note, nullptr);
    return note;
  }
  add_corrected(note, invoice.number, invoice.issued_on);
  TaxBook book(billed);
  add_totals(note, &book);
  return note;
}

}  // namespace msp
