#include "msp/report/invoices.h"
#include "cells.h"
#include "selection.h"

namespace msp {
Columns invoice_columns() {
  return {{"number", "of the document"},
          {"kind", "invoice or credit-note"},
          {"customer", "whose"},
          {"issued_on", "the date on it", ColumnKind::date},
          {"due_on", "when it is to be paid", ColumnKind::date},
          added_up({"net", "before tax", ColumnKind::amount}),
          added_up({"tax", "of all rates", ColumnKind::amount}),
          added_up({"gross", "to be paid", ColumnKind::amount}),
          {"currency", "of the amounts"},
          {"billed_on", "the day it was due to be billed", ColumnKind::date}};
}

Table invoice_list(const Ledger& ledger, const Query& query, std::optional<DocumentKind> kind) {
  Table table(invoice_columns());
  Query ever = query;  // what is issued is there, whatever day it is looked at from
  ever.as_of = *Date::civil(9999, 12, 31);
  const auto of_partner = customers_of_partner(ledger, query);
  for (const InvoiceRow& row : ledger.invoices(query.customer)) {
    if (!in_time(ever, row.issued_on) || (kind && row.kind != *kind)) continue;
    if (of_partner && !of_partner->contains(row.customer)) continue;
    table.add({row.number, word(row.kind), row.customer.text(), row.issued_on.text(),
               row.due_on.text(), amount_text(row.net, row.currency),
               amount_text(row.tax, row.currency), amount_text(row.gross, row.currency),
               row.currency.text(), row.billed_on.text()});
  }
  return table;
}

Columns line_columns() {
  return {{"line", "its place on the document", ColumnKind::count},
          {"kind", "of charge"},
          {"subscription", "what is billed"},
          {"plan", "by which terms and price"},
          {"from", "the first day it is for", ColumnKind::date},
          {"through", "the last one", ColumnKind::date},
          {"quantity", "mailboxes, units seen, or 1", ColumnKind::count},
          {"unit_price", "of one, a period", ColumnKind::amount},
          added_up({"net", "before tax, rounded once", ColumnKind::amount}),
          {"tax_rate", "in percent", ColumnKind::amount},
          {"currency", "of the amounts"},
          {"free_rider", "whether nobody decided in time", ColumnKind::flag},
          {"corrects", "the line that it corrects"},
          {"description", "what the document says"}};
}

Table invoice_show(const CustomerId& customer, const InvoiceIssued& invoice) {
  Table table(line_columns());
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

Columns run_columns(bool compared) {
  Columns columns = {{"number", "of the document; empty in a dry run"},
                     {"kind", "invoice or credit-note"},
                     {"customer", "whose"},
                     added_up({"net", "before tax", ColumnKind::amount}),
                     added_up({"tax", "of all rates", ColumnKind::amount}),
                     added_up({"gross", "to be paid", ColumnKind::amount}),
                     {"currency", "of the amounts"}};
  if (!compared) return columns;
  const Columns comparison = {
      added_up({"last_net", "with --diff: net of the billing day before", ColumnKind::amount}),
      added_up({"change", "with --diff: net less that", ColumnKind::amount}),
      {"why", "with --diff: where the change comes from"}};
  columns.insert(columns.end(), comparison.begin(), comparison.end());
  return columns;
}

Table invoice_run_table(const RunOutcome& outcome, bool numbered) {
  Table table(run_columns(false));
  for (const auto& [customer, invoice] : outcome.documents) {
    table.add({numbered ? invoice.number : "", word(invoice.kind), customer.text(),
               amount_text(invoice.net, invoice.currency),
               amount_text(invoice.tax, invoice.currency),
               amount_text(invoice.gross, invoice.currency), invoice.currency.text()});
  }
  return table;
}

}  // namespace msp
