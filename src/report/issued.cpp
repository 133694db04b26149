#include "msp/report/issued.h"

#include <map>
#include <set>
#include <tuple>

#include "cells.h"
#include "selection.h"

namespace msp {
namespace {

/// Minor units of one currency, and how many documents they stand on.
struct IssuedSum {
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::int64_t documents = 0;
  std::string newest;  ///< the number of the document that was counted last

  void add(const InvoiceIssued& document, std::int64_t more_net, std::int64_t more_tax = 0) {
    net = checked_add(net, more_net);
    tax = checked_add(tax, more_tax);
    if (newest == document.number) return;
    newest = document.number;
    ++documents;
  }
};

/// By month, country, category, rate (as a number, so that 9 comes before 10) and currency.
using VatKey =
    std::tuple<std::string, std::string, std::string, std::optional<Decimal>, std::string>;
using SalesKey = std::tuple<std::string, std::string, LineKind, std::string>;

std::string month_of_issue(const InvoiceIssued& document) {
  return Month::of(document.issued_on).text();
}

bool is_asked_for(const Query& query, const InvoiceLine& line) {
  return !query.plan || line.plan == *query.plan;
}

}  // namespace

Columns vat_columns() {
  return {
      {"month", "of the date on the document"},
      {"country", "the buyer's"},
      {"category", "of the tax (S, AE …); empty where no class stands for it"},
      {"rate", "in percent", ColumnKind::amount},
      {"currency", "of the amounts"},
      added_up({"net", "before tax; what credit notes give back is off it", ColumnKind::amount}),
      added_up({"tax", "as the documents say it", ColumnKind::amount}),
      added_up({"gross", "net and tax", ColumnKind::amount}),
      {"documents", "that say so", ColumnKind::count}};
}

Table vat_report(const Ledger& ledger, const Query& query) {
  std::map<VatKey, IssuedSum> sums;
  visit_documents(ledger, query, [&](const CustomerId&, const InvoiceIssued& document) {
    const auto of = [&](const std::string& category, std::optional<Decimal> rate) -> IssuedSum& {
      return sums[{month_of_issue(document), document.buyer.country, category, rate,
                   document.currency.text()}];
    };
    std::int64_t untaxed = document.net;
    for (const TaxTotal& total : document.taxes) {
      of(total.category, total.percent).add(document, total.net, total.tax);
      untaxed = checked_add(untaxed, -total.net);
    }
    if (document.taxes.empty() || untaxed != 0) of("", std::nullopt).add(document, untaxed);
  });
  Table table(vat_columns());
  for (const auto& [key, sum] : sums) {
    const auto& [month, country, category, rate, code] = key;
    const Currency currency = *Currency::from_text(code);
    table.add({month, country, category, rate ? rate->text() : "", code,
               amount_text(sum.net, currency), amount_text(sum.tax, currency),
               amount_text(checked_add(sum.net, sum.tax), currency),
               std::to_string(sum.documents)});
  }
  return table;
}

Columns sales_columns() {
  return {{"month", "of the date on the document"},
          {"plan", "that was sold"},
          {"kind", "of line: what credit notes give back stands beside what was sold"},
          {"currency", "of the amount"},
          added_up({"net", "before tax", ColumnKind::amount}),
          {"documents", "with such lines", ColumnKind::count}};
}

Table sales_report(const Ledger& ledger, const Query& query) {
  std::map<SalesKey, IssuedSum> sums;
  visit_documents(ledger, query, [&](const CustomerId&, const InvoiceIssued& document) {
    for (const InvoiceLine& line : document.lines) {
      if (!is_asked_for(query, line)) continue;
      sums[{month_of_issue(document), line.plan.text(), line.kind, document.currency.text()}].add(
          document, line.net);
    }
  });
  Table table(sales_columns());
  table.draw({"Sales by plan", "plan", "net"});
  for (const auto& [key, sum] : sums) {
    const auto& [month, plan, kind, code] = key;
    table.add({month, plan, word(kind), code, amount_text(sum.net, *Currency::from_text(code)),
               std::to_string(sum.documents)});
  }
  return table;
}

Columns partner_columns() {
  return {
      {"partner", "through whom they are customers; empty: by themselves"},
      {"month", "of the date on the document"},
      {"currency", "of the amounts"},
      {"customers", "that were billed", ColumnKind::count},
      {"documents", "that they were sent", ColumnKind::count},
      added_up({"net", "before tax; what credit notes give back is off it", ColumnKind::amount}),
      added_up({"tax", "as the documents say it", ColumnKind::amount}),
      added_up({"gross", "net and tax", ColumnKind::amount})};
}

Table partners_report(const Ledger& ledger, const Query& query) {
  struct OfPartner {
    IssuedSum sum;
    std::set<CustomerId> customers;
  };
  std::map<std::tuple<std::string, std::string, std::string>, OfPartner> all;
  std::map<CustomerId, Customer> known;
  Query any = query;
  any.partner.reset();
  visit_documents(ledger, any, [&](const CustomerId& id, const InvoiceIssued& document) {
    const auto [customer, first] = known.try_emplace(id);
    if (first) customer->second = ledger.customer(id).value_or(Customer{});
    const std::string& partner = customer->second.details_on(document.issued_on).partner;
    if (query.partner && partner != *query.partner) return;
    OfPartner& of = all[{partner, month_of_issue(document), document.currency.text()}];
    of.sum.add(document, document.net, document.tax);
    of.customers.insert(id);
  });
  Table table(partner_columns());
  for (const auto& [key, of] : all) {
    const auto& [partner, month, code] = key;
    const Currency currency = *Currency::from_text(code);
    table.add({partner, month, code, std::to_string(of.customers.size()),
               std::to_string(of.sum.documents), amount_text(of.sum.net, currency),
               amount_text(of.sum.tax, currency),
               amount_text(checked_add(of.sum.net, of.sum.tax), currency)});
  }
  return table;
}

Columns issued_line_columns() {
  return {{"number", "of the document"},
          {"kind", "invoice or credit-note"},
          {"customer", "whose"},
          {"issued_on", "the date on it", ColumnKind::date},
          {"line", "its place on the document", ColumnKind::count},
          {"line_kind", "of charge"},
          {"subscription", "what is billed"},
          {"plan", "by which terms and price"},
          {"from", "the first day it is for", ColumnKind::date},
          {"through", "the last one", ColumnKind::date},
          {"quantity", "mailboxes, units seen, or 1", ColumnKind::count},
          {"unit_price", "of one, a period", ColumnKind::amount},
          added_up({"net", "before tax, rounded once", ColumnKind::amount}),
          {"tax_rate", "in percent", ColumnKind::amount},
          {"currency", "of the amounts"},
          {"corrects", "the line that it corrects"},
          {"description", "what the document says"}};
}

Table lines_report(const Ledger& ledger, const Query& query) {
  Table table(issued_line_columns());
  visit_documents(ledger, query, [&](const CustomerId& customer, const InvoiceIssued& document) {
    std::int64_t number = 0;
    for (const InvoiceLine& line : document.lines) {
      ++number;
      if (!is_asked_for(query, line)) continue;
      table.add({document.number, word(document.kind), customer.text(), document.issued_on.text(),
                 std::to_string(number), word(line.kind),
                 SubscriptionRef{customer, line.subscription}.text(), line.plan.text(),
                 line.start.text(), line.period().through().text(), std::to_string(line.quantity),
                 unit_price_text(line.unit_price, line.per, document.currency),
                 amount_text(line.net, document.currency), tax_rate_text(line),
                 document.currency.text(), cell(line.corrects), line.description});
    }
  });
  return table;
}

}  // namespace msp
