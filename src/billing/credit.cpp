// Credits by hand: a kindness or a settled quarrel, which no later run takes back.
#include <fmt/format.h>

#include <algorithm>

#include "document.h"
#include "msp/advice.h"

namespace msp {
namespace {

/// A credit note while lines are put on it.
class Note {
 public:
  Note(const InvoiceIssued& invoice, const std::vector<Billed>& billed, const std::string& reason,
       Date issued_on)
      : invoice_(invoice), billed_(billed), reason_(reason) {
    note_.issued_on = note_.due_on = note_.billed_on = issued_on;
    note_.currency = invoice.currency;
    note_.seller = invoice.seller;
    note_.buyer = invoice.buyer;
    note_.contract = invoice.contract;
  }

  /// What can still be credited of a line: what is left of it, and of its whole charge.
  std::int64_t left_of(std::int64_t number) const {
    const InvoiceLine& line = line_of(number);
    const LineRef ref{invoice_.number, number};
    const Billed* entry = named(billed_, line.charge());
    if (!entry) return 0;
    for (const Billed::Line& each : entry->lines) {
      if (each.ref != ref) continue;
      const std::int64_t of_charge =
          std::min(left_on(*entry, ref.number), entry->net - entry->credited);
      return std::min(each.left, of_charge - taken_of(line.charge()).net);
    }
    return 0;
  }

  void add(std::int64_t number, std::int64_t amount) {
    const InvoiceLine& line = line_of(number);
    const Billed* entry = named(billed_, line.charge());
    const Taken before = taken_of(line.charge());
    InvoiceLine credit = line;
    credit.kind = LineKind::credit;
    credit.charge_start =
        line.charged_from() == line.start ? std::nullopt : std::optional(line.charged_from());
    credit.revision = (entry ? entry->revisions : 0) + before.lines;
    credit.said = said_of(line);
    credit.said->remarks.push_back({RemarkKind::credited, std::nullopt, reason_});
    credit.quantity = 1;
    credit.per = 1;
    credit.net = -amount;
    credit.unit_price = decimal_of(credit.net, invoice_.currency);
    credit.corrects = LineRef{invoice_.number, number};
    credit.steps = {
        {StepKind::rounded, StepAmount::money(credit.net, invoice_.currency), std::nullopt}};
    add_line(note_, std::move(credit), tax_of(line, invoice_));
  }

  InvoiceIssued finished(TaxRule rule) {
    if (rule == TaxRule::by_document) {
      add_totals(note_, nullptr);
      return note_;
    }
    add_corrected(note_, invoice_.number, invoice_.issued_on);
    TaxBook book(billed_);
    add_totals(note_, &book);
    return note_;
  }

 private:
  /// Of one charge, by the lines that are on it already.
  struct Taken {
    std::int64_t net = 0;
    std::int64_t lines = 0;
  };
  Taken taken_of(const ChargeName& charge) const {
    Taken taken;
    for (const InvoiceLine& line : note_.lines) {
      if (line.charge() == charge) taken = {taken.net - line.net, taken.lines + 1};
    }
    return taken;
  }
  const InvoiceLine& line_of(std::int64_t number) const {
    return invoice_.lines.at(static_cast<std::size_t>(number - 1));
  }

  const InvoiceIssued& invoice_;
  const std::vector<Billed>& billed_;
  const std::string& reason_;
  InvoiceIssued note_;
};

}  // namespace

Result<InvoiceIssued> credit_note(const InvoiceIssued& invoice, std::int64_t number,
                                  std::optional<std::int64_t> wanted,
                                  const std::vector<Billed>& billed, const std::string& reason,
                                  Date issued_on, TaxRule rule) {
  const InvoiceLine& line = invoice.lines.at(static_cast<std::size_t>(number - 1));
  const std::string name = fmt::format("{}/{}", invoice.number, number);
  if (wanted && *wanted <= 0) {
    return Refusal{"credit.nothing", "a credit is more than nothing", Advice::give_amount};
  }
  if (line.net <= 0) {
    return Refusal{"credit.no_charge", name + " charges nothing: there is nothing to credit",
                   Advice::see_charges};
  }
  Note note(invoice, billed, reason, issued_on);
  const std::int64_t left = note.left_of(number);
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
  note.add(number, amount);
  return note.finished(rule);
}

Result<InvoiceIssued> credit_note_over_all(const InvoiceIssued& invoice,
                                           const std::vector<Billed>& billed,
                                           const std::string& reason, Date issued_on) {
  Note note(invoice, billed, reason, issued_on);
  bool any = false;
  for (std::int64_t number = 1; number <= static_cast<std::int64_t>(invoice.lines.size());
       ++number) {
    const std::int64_t left = note.left_of(number);
    if (left <= 0) continue;
    note.add(number, left);
    any = true;
  }
  if (any) return note.finished(TaxRule::by_supply);
  return Refusal{"credit.too_much", "nothing is left of " + invoice.number + " to credit",
                 "What later documents took off it counts."};
}

}  // namespace msp
