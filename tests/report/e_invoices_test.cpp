// E-invoices of whole histories: whatever was billed, their figures are the frozen ones.
#include <catch2/catch.hpp>

#include "msp/e_invoice.h"
#include "support/half_year.h"
#include "support/property.h"

namespace msp::test {
namespace {

/// Where there is nothing but amounts to ask about.
InvoiceIssued told_where_to(InvoiceIssued document) {
  document.seller.party.endpoint = "0216:003712345671";
  document.seller.party.bic = "NDEAFIHH";
  document.buyer.party.endpoint = "0216:003720774740";
  document.buyer.party.street = "Katu 1";
  document.buyer.party.city = "Helsinki";
  document.buyer.party.post_code = "00200";
  document.buyer.party.operator_id = "003723327487";
  return document;
}

/// quantity × price / base, in minor units, rounded once.
std::int64_t exact(const EInvoiceLine& line, Currency currency) {
  return (Rational(line.quantity) * Rational(line.price.micros(), Decimal::scale) *
          Rational(currency.minor_per_unit()) / Rational(line.base_quantity))
      .rounded();
}

void check_amounts(const EInvoice& invoice, const InvoiceIssued& document) {
  const std::int64_t sign = invoice.credit_note ? -1 : 1;
  CHECK(invoice.gross == sign * document.gross);
  CHECK(invoice.gross >= 0);
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::int64_t of_lines = 0;
  for (const EInvoiceTax& total : invoice.taxes) {
    net += total.net;
    tax += total.tax;
  }
  for (const EInvoiceLine& line : invoice.lines) {
    std::int64_t allowed = 0;
    for (const EInvoiceAllowance& allowance : line.allowances) {
      CHECK(allowance.amount >= 0);
      allowed += allowance.amount;
    }
    CHECK(line.price >= Decimal());
    CHECK(line.base_quantity > 0);
    CHECK(exact(line, invoice.currency) - allowed == line.net);
    of_lines += line.net;
  }
  CHECK(net == invoice.net);
  CHECK(of_lines == invoice.net);
  CHECK(tax == invoice.tax);
  CHECK(net + tax == invoice.gross);
}

}  // namespace

PROPERTY_OF_SEEDS(3, "An e-invoice says the frozen amounts, or says what it lacks", "[e_invoice]") {
  const HalfYear half_year(seed);
  const Ledger ledger = half_year.read();
  std::size_t written = 0;
  for (const InvoiceRow& row : ledger.invoices({})) {
    const auto document = told_where_to(std::get<InvoiceIssued>(ledger.event(row.seq)->event));
    const auto lacking = lacking_of(document);
    const bool taxed = std::all_of(document.lines.begin(), document.lines.end(),
                                   [](const auto& line) { return !line.tax_category.empty(); });
    INFO(row.number << (lacking.empty() ? "" : " " + lacking.front().what));
    CHECK(lacking.empty() == taxed);  // nothing else is missing in these histories
    if (!taxed) continue;
    const EInvoice invoice = e_invoice_of(document, row.customer, row.ordinal, Language::fi);
    check_amounts(invoice, document);
    CHECK(ubl_text(invoice) ==
          ubl_text(e_invoice_of(document, row.customer, row.ordinal, Language::fi)));
    CHECK(lacking_for_finvoice(document).empty());
    ++written;
  }
  CHECK(written > 0);
}

}  // namespace msp::test
