#include "msp/report/invoices.h"
#include "cells.h"

namespace msp {
namespace {

std::string tax_rate_text(const InvoiceLine& line) {
  return line.tax_percent ? line.tax_percent->text() : "";
}

}  // namespace

Table invoice_list(const Ledger& ledger, const std::optional<CustomerId>& customer) {
  Table table({{"number"},
               {"kind"},
               {"customer"},
               {"issued_on", ColumnKind::date},
               {"due_on", ColumnKind::date},
               {.name = "net", .kind = ColumnKind::amount, .adds_up = true},
               {.name = "tax", .kind = ColumnKind::amount, .adds_up = true},
               {.name = "gross", .kind = ColumnKind::amount, .adds_up = true},
               {"currency"}});
  for (const InvoiceRow& row : ledger.invoices(customer)) {
    table.add({row.number, word(row.kind), row.customer.text(), row.issued_on.text(),
               row.due_on.text(), amount_text(row.net, row.currency),
               amount_text(row.tax, row.currency), amount_text(row.gross, row.currency),
               row.currency.text()});
  }
  return table;
}

Table invoice_show(const CustomerId& customer, const InvoiceIssued& invoice) {
  Table table({{"line", ColumnKind::count},
               {"kind"},
               {"subscription"},
               {"plan"},
               {"from", ColumnKind::date},
               {"through", ColumnKind::date},
               {"quantity", ColumnKind::count},
               {"unit_price", ColumnKind::amount},
               {.name = "net", .kind = ColumnKind::amount, .adds_up = true},
               {"tax_rate", ColumnKind::amount},
               {"currency"},
               {"free_rider", ColumnKind::flag},
               {"corrects"},
               {"description"}});
  std::int64_t number = 0;
  for (const InvoiceLine& line : invoice.lines) {
    table.add({std::to_string(++number), word(line.kind),
               SubscriptionRef{customer, line.subscription}.text(), line.plan.text(),
               line.start.text(), line.period().through().text(), std::to_string(line.quantity),
               unit_price_text(line.unit_price, line.per, invoice.currency),
               amount_text(line.net, invoice.currency), tax_rate_text(line),
               invoice.currency.text(), line.free_rider ? "true" : "false", cell(line.corrects),
               line.description});
  }
  return table;
}

Table invoice_run_table(const RunOutcome& outcome, bool numbered) {
  Table table({{"number"},
               {"kind"},
               {"customer"},
               {.name = "net", .kind = ColumnKind::amount, .adds_up = true},
               {.name = "tax", .kind = ColumnKind::amount, .adds_up = true},
               {.name = "gross", .kind = ColumnKind::amount, .adds_up = true},
               {"currency"}});
  for (const auto& [customer, invoice] : outcome.documents) {
    table.add({numbered ? invoice.number : "", word(invoice.kind), customer.text(),
               amount_text(invoice.net, invoice.currency),
               amount_text(invoice.tax, invoice.currency),
               amount_text(invoice.gross, invoice.currency), invoice.currency.text()});
  }
  return table;
}

}  // namespace msp
