// What was issued, and why.
#include <fmt/format.h>

#include "line/advice.h"
#include "line/form.h"
#include "msp/report/explain.h"
#include "msp/report/invoices.h"
#include "msp/report/reproduce.h"
#include "msp/report/why_not.h"

namespace msp::cli {
namespace {

struct InvoiceList : Filters {
  std::optional<DocumentKind> kind = {};

  static void options(auto& self, auto&& option) {
    option("--month", "M", self.month, "dated in this month, such as 2026-03");
    option("--from", "DATE", self.from, "dated on or after");
    option("--to", "DATE", self.through, "dated on or before");
    option("--customer", "C", self.customer, "only of this customer");
    option("--partner", "NAME", self.partner, "only of this partner's customers");
    option("--kind", "KIND", self.kind, "only invoices, or only credit-notes: credit-note");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query) const {
    return invoice_list(ledger, query, kind);
  }
};

/// A document that is named.
struct OfInvoice : Filters {
  std::string number;

  static void options(auto& self, auto&& option) {
    option.operand("NUMBER", self.number, "of an invoice", issued_document);
    looking_back(self, option);
  }
};

struct InvoiceShow : OfInvoice {
  Exit run(Invocation& invocation) const {
    std::string heading;
    const Table lines = [&] {
      const Ledger ledger = invocation.read_ledger();
      const auto [buyer, invoice, seq] = invocation.document(ledger, number);
      heading = fmt::format("{} {} to {} ({}), issued {}, due {}, net {} + tax {} = {} {}",
                            word(invoice.kind), invoice.number, invoice.buyer.name, buyer.text(),
                            invoice.issued_on.text(), invoice.due_on.text(),
                            amount_text(invoice.net, invoice.currency),
                            amount_text(invoice.tax, invoice.currency),
                            amount_text(invoice.gross, invoice.currency), invoice.currency.text());
      if (invoice.billed_on != invoice.issued_on) {
        heading += ", due to be billed " + invoice.billed_on.text();
      }
      return invoice_show(buyer, invoice);
    }();
    invocation.note(heading);
    return invocation.show(lines);
  }
};

struct InvoiceExplain : OfInvoice {
  std::optional<std::int64_t> line = {};

  static void options(auto& self, auto&& option) {
    option.operand("NUMBER", self.number, "of an invoice", issued_document);
    option.optional("LINE", self.line, "only this line");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query&, const Invocation& invocation) const {
    const InvoiceIssued invoice = invocation.document(ledger, number).invoice;
    if (line && (*line < 1 || *line > static_cast<std::int64_t>(invoice.lines.size()))) {
      throw Refused({"invoice.no_line",
                     fmt::format("invoice {} has no line {}", invoice.number, *line),
                     fmt::format("It has {}.", plural(invoice.lines.size(), "line", "lines"))});
    }
    return invoice_explain(ledger, invoice, line);
  }
};

struct InvoiceWhyNot : Filters {
  CustomerId whose;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.whose, "whose");
    option("--date", "DATE", self.on, "on that day (today)");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const Customer known = invocation.known_customer(ledger, whose);
    const Catalog catalog = ledger.catalog();
    return invoice_why_not(known, catalog, ledger.settings(), query.as_of, ledger.billed(known.id),
                           counted_in(ledger, catalog),
                           [&known](const Refusal& why) { return parked_text(known.id, why); });
  }
};

struct InvoiceReproduce {
  std::string number;

  static void options(auto& self, auto&& option) {
    option.operand("NUMBER", self.number, "of an invoice", issued_document);
  }
  Exit run(Invocation& invocation) const {
    const Reproduction reproduction = [&] {
      const Ledger now = invocation.read_ledger();
      const auto [customer, invoice, seq] = invocation.document(now, number);
      Ledger then = invocation.read_ledger();
      then.look_back_to(seq - 1);
      invocation.note(fmt::format("{} {} from what was known at event {}", word(invoice.kind),
                                  invoice.number, seq - 1));
      return invoice_reproduce(now, then, customer, invoice, invocation.today(now));
    }();
    invocation.note(reproduction.same ? "the same, byte for byte"
                                      : "NOT the same: `msp ledger verify` says if it was changed");
    const Exit shown = invocation.show(reproduction.table);
    return reproduction.same ? shown : Exit::difference;
  }
};

constexpr Command invoice_table[] = {
    command<InvoiceList>(list.of(invoice_columns), month_end, "invoice list",
                         "Lists the issued invoices, oldest first.", "msp invoice list",
                         "msp invoice list --customer acme -f csv"),
    command<InvoiceShow>(list.of(line_columns), month_end, "invoice show",
                         "Shows the lines of an invoice as it was issued.", "msp invoice show 1",
                         "msp invoice show 1 -f json"),
    command<InvoiceExplain>(
        list.of(explanation_columns), month_end, "invoice explain",
        "Says why each amount is what it is, step by step, down to the events and who asked for "
        "them.",
        "msp invoice explain 1", "msp invoice explain 1 1 --columns step,amount,event,what"),
    command<InvoiceWhyNot>(
        list.of(why_not_columns), month_end, "invoice why-not",
        "Says why a customer has nothing to bill, the first cause first, and when it will have.",
        "msp invoice why-not acme", "msp invoice why-not acme --date 2026-03-15 -f csv"),
    command<InvoiceReproduce>(
        list.of(reproduction_columns), month_end, "invoice reproduce",
        "Computes an issued document anew from what was known then; exit 10 if a byte differs.",
        "msp invoice reproduce 1", "msp invoice reproduce 1 --columns line,issued,changed_since")};

}  // namespace

extern const Commands invoice_commands = invoice_table;

}  // namespace msp::cli
