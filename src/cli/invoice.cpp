// What was issued, and why.
#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"
#include "issued.h"
#include "known_at.h"

namespace msp::cli {
namespace {

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::invoice_list(ledger, invocation.query(ledger).customer);
  }();
  return invocation.show(table);
}

Exit show_one(Invocation& invocation) {
  std::string heading;
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const auto [customer, invoice, seq] = issued_document(ledger, invocation);
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
    const auto [customer, invoice, seq] = issued_document(ledger, invocation);
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

Exit why_not(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, invocation.customer());
    const Date date =
        invocation.arguments().value<Date>("--date").value_or(invocation.today(ledger));
    const Catalog catalog = ledger.catalog();
    return ::msp::invoice_why_not(customer, catalog, date, ledger.billed(customer.id),
                                  counted_in(ledger, catalog));
  }();
  return invocation.show(table);
}

Exit reproduce(Invocation& invocation) {
  const Reproduction reproduction = [&] {
    const Ledger now = invocation.read_ledger();
    const auto [customer, invoice, seq] = issued_document(now, invocation);
    Ledger then = invocation.read_ledger();
    then.look_back_to(seq - 1);
    invocation.note(fmt::format("{} {} from what was known at event {}", word(invoice.kind),
                                invoice.number, seq - 1));
    return ::msp::invoice_reproduce(now, then, customer, invoice, invocation.today(now));
  }();
  invocation.note(reproduction.same ? "the same, byte for byte"
                                    : "NOT the same: `msp ledger verify` says if it was changed");
  const Exit shown = invocation.show(reproduction.table);
  return reproduction.same ? shown : Exit::difference;
}

}  // namespace

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

const Command invoice_why_not{
    "invoice why-not",
    "Says why a customer has nothing to bill, the first cause first, and when it will have.",
    Kind::list,
    {"msp invoice why-not acme", "msp invoice why-not acme --date 2026-03-15 -f csv"},
    {{"CUSTOMER", "whose"}},
    {{"--date", "DATE", "on that day (today)"}, known_at},
    why_not};

const Command invoice_reproduce{
    "invoice reproduce",
    "Computes an issued document anew from what was known then; exit 10 if a byte differs.",
    Kind::list,
    {"msp invoice reproduce 1", "msp invoice reproduce 1 --columns line,issued,changed_since"},
    {{"NUMBER", "of an invoice"}},
    {},
    reproduce};

}  // namespace msp::cli
