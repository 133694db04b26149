// The amounts of an e-invoice, worked out by hand from the rules at the head of e_invoice.h.
#include "msp/e_invoice.h"

#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace {

InvoiceLine line_of(LineKind kind, std::int64_t quantity, const char* price, std::int64_t net) {
  InvoiceLine line;
  line.kind = kind;
  line.subscription = 1;
  line.plan = *PlanId::from_text("guard");
  line.start = day("2026-02-01");
  line.end = day("2026-03-01");
  line.quantity = quantity;
  line.unit_price = *Decimal::from_text(price);
  line.net = net;
  line.tax_percent = *Decimal::from_text("25.5");
  line.tax_category = "S";
  line.said = LineSaid{"Guard & <more>", {}};
  return line;
}

/// A document of these lines, at 25.5 %, that lacks nothing.
InvoiceIssued document_with(std::vector<InvoiceLine> lines) {
  InvoiceIssued document;
  document.number = "7";
  document.issued_on = day("2026-02-01");
  document.due_on = day("2026-02-15");
  document.seller = {"Sample Oy", "FI12345671", "Katu 2, 00100 Helsinki", "FI21 1234 5600 0007 85",
                     "FI"};
  document.seller.party.endpoint = "0216:003712345671";
  document.buyer = {"Acme & Söner", "Katu 1, C 4, 00200 Helsinki", "FI", ""};
  document.buyer.party.endpoint = "0216:003720774740";
  for (const InvoiceLine& line : lines) document.net += line.net;
  const Decimal percent = *Decimal::from_text("25.5");
  document.tax = percent_of(document.net, percent);
  document.gross = document.net + document.tax;
  document.taxes = {{percent, "S", "", document.net, document.tax}};
  document.lines = std::move(lines);
  if (document.gross < 0) {
    document.kind = DocumentKind::credit_note;
    document.corrects = {{"5", day("2026-01-01")}};
  }
  return document;
}

EInvoice translated(const InvoiceIssued& document) {
  CHECK(lacking_of(document).empty());
  return e_invoice_of(document, *CustomerId::from_text("acme"), 1, Language::en);
}

/// `27 x 3.35 / 1 = 9045`
std::string sum_of(const EInvoiceLine& line) {
  return std::to_string(line.quantity) + " x " + line.price.text() + " / " +
         std::to_string(line.base_quantity) + " = " + std::to_string(line.net);
}

std::vector<std::string> whats(const std::vector<Lacking>& lacking) {
  std::vector<std::string> all;
  for (const Lacking& each : lacking) all.push_back(each.what);
  return all;
}

}  // namespace

TEST_CASE("A charge is its quantity at its price, or if those do not multiply, one whole",
          "[e_invoice]") {
  InvoiceLine part = line_of(LineKind::recurring, 25, "4.00", 1667);  // 5 of 30 days: 16.67
  const auto invoice =
      translated(document_with({line_of(LineKind::recurring, 27, "3.35", 9045), part,
                                line_of(LineKind::adjustment, 10, "2.1", -6300),
                                line_of(LineKind::adjustment, 1, "50", 3387)}));
  CHECK(sum_of(invoice.lines[0]) == "27 x 3.35 / 1 = 9045");
  CHECK(sum_of(invoice.lines[1]) == "25 x 16.67 / 25 = 1667");
  // No price may be negative, so a correction is minus one of its amount.
  CHECK(sum_of(invoice.lines[2]) == "-1 x 63 / 1 = -6300");
  CHECK(sum_of(invoice.lines[3]) == "1 x 33.87 / 1 = 3387");
}

TEST_CASE("What a plan says of its unit and of what is sold is said of its charges",
          "[e_invoice]") {
  InvoiceLine charge = line_of(LineKind::recurring, 27, "3.35", 9045);
  charge.said->words = {"MON", "Mail security", {}};
  InvoiceLine setup = charge;
  setup.kind = LineKind::setup;
  const auto invoice = translated(document_with({charge, setup}));
  CHECK(invoice.lines[0].unit == "MON");
  CHECK(invoice.lines[0].description == "Mail security");
  CHECK(invoice.lines[1].unit == "C62");  // a fee is one, however the rest is counted
  CHECK(ubl_text(invoice).find("<cbc:Description>Mail security<") != std::string::npos);
}

TEST_CASE("A price for a hundred keeps its hundred", "[e_invoice]") {
  InvoiceLine line = line_of(LineKind::recurring, 27, "129.95", 3509);  // 35.0865
  line.per = 100;
  CHECK(sum_of(translated(document_with({line})).lines[0]) == "27 x 129.95 / 100 = 3509");
}

TEST_CASE("A discount is an allowance on its charge as long as that stays above nothing",
          "[e_invoice]") {
  const InvoiceLine charge = line_of(LineKind::recurring, 27, "3.35", 9045);
  const InvoiceLine ten = line_of(LineKind::discount, 1, "-9.05", -905);
  const InvoiceLine much = line_of(LineKind::discount, 1, "-81.41", -8141);
  const auto invoice =
      translated(document_with({charge, ten, much, line_of(LineKind::setup, 1, "100", 10000)}));
  REQUIRE(invoice.lines.size() == 3);
  CHECK(sum_of(invoice.lines[0]) == "27 x 3.35 / 1 = 8140");
  REQUIRE(invoice.lines[0].allowances.size() == 1);
  CHECK(invoice.lines[0].allowances[0].amount == 905);
  CHECK(sum_of(invoice.lines[1]) == "-1 x 81.41 / 1 = -8141");  // 81.40 is left: one cent too much
}

TEST_CASE("On a credit note every amount changes its sign", "[e_invoice]") {
  const auto invoice = translated(document_with({line_of(LineKind::adjustment, 1, "-20.10", -2010),
                                                 line_of(LineKind::recurring, 4, "3.35", 1340)}));
  CHECK(invoice.credit_note);
  CHECK(!invoice.due_on);
  CHECK(sum_of(invoice.lines[0]) == "1 x 20.1 / 1 = 2010");
  CHECK(sum_of(invoice.lines[1]) == "-4 x 3.35 / 1 = -1340");
  CHECK(invoice.net == 670);
  CHECK(invoice.tax == 171);                                           // 1.7085
  CHECK(finvoice_text(invoice).find(">-8,41<") != std::string::npos);  // there they are negative
}

TEST_CASE("An address on one line is read as street, post code and city", "[e_invoice]") {
  const auto invoice = translated(document_with({line_of(LineKind::setup, 1, "1", 100)}));
  CHECK(invoice.buyer.street == std::vector<std::string>{"Katu 1", "C 4"});
  CHECK(invoice.buyer.post_code == "00200");
  CHECK(invoice.buyer.city == "Helsinki");
}

TEST_CASE("What an e-invoice cannot do without is named", "[e_invoice]") {
  const auto lacks = [](auto change) {
    InvoiceIssued document = document_with({line_of(LineKind::setup, 1, "1", 100)});
    change(document);
    return whats(lacking_of(document));
  };
  using Whats = std::vector<std::string>;
  using D = InvoiceIssued&;
  CHECK(lacks([](D) {}) == Whats{});
  CHECK(lacks([](D d) { d.seller.party.endpoint.reset(); }) == Whats{"the seller's endpoint"});
  CHECK(lacks([](D d) { d.buyer.party.endpoint.reset(); }) == Whats{"the buyer's endpoint"});
  CHECK(lacks([](D d) { d.seller.country.clear(); }) == Whats{});  // its VAT id says it
  CHECK(lacks([](D d) { d.seller.iban = "FI2112345600000786"; }) == Whats{"the seller's IBAN"});
  CHECK(lacks([](D d) { d.seller.iban = "fi2112345600000785"; }) == Whats{});
  CHECK(lacks([](D d) { d.seller.vat_id.clear(); }) == Whats{"the seller's VAT id"});
  CHECK(lacks([](D d) { d.lines[0].tax_category.clear(); }) ==
        Whats{"a tax class of the plan guard"});
  CHECK(lacks([](D d) { d.taxes[0].category = "AE"; }) ==
        Whats{"the buyer's VAT id, for a reverse charge"});
  CHECK(lacks([](D d) { d.taxes[0].category = "E"; }) == Whats{"a reason for the exemption (E)"});
  CHECK(lacks([](D d) { d.kind = DocumentKind::credit_note; }) ==
        Whats{"number and date of what it corrects"});
  CHECK(lacks([](D d) { d.buyer.name = "Ac\x01me"; }).size() == 1);
  CHECK(lacks([](D d) { d.currency = *Currency::from_text("KWD"); }).size() == 1);
}

TEST_CASE("What a document does not say is what is known now; what it says stays", "[e_invoice]") {
  InvoiceIssued document = document_with({line_of(LineKind::setup, 1, "1", 100)});
  document.seller.party.endpoint.reset();
  LedgerSettings settings;
  settings.seller = {"Other Oy", "FI20774740", "Elsewhere 1", "", "FI"};
  settings.seller.party.endpoint = "0216:003720774740";
  CustomerDetailsSet customer;
  customer.party.endpoint = "0192:923456783";
  customer.party.buyer_reference = "4711";
  const InvoiceIssued whole = completed(document, settings, customer);
  CHECK(whole.seller.party.endpoint == "0216:003720774740");
  CHECK(whole.seller.name == "Sample Oy");
  CHECK(whole.buyer.party.endpoint == "0216:003720774740");
  CHECK(whole.buyer.party.buyer_reference == "4711");
}

TEST_CASE("Markup in a name is text, and the same document has the same bytes", "[e_invoice]") {
  const auto invoice = translated(document_with({line_of(LineKind::setup, 1, "1", 100)}));
  const std::string text = ubl_text(invoice);
  CHECK(text == ubl_text(invoice));
  pugi::xml_document tree;
  REQUIRE(tree.load_string(text.c_str()));
  const auto root = tree.child("Invoice");
  CHECK(std::string(root.child("cac:InvoiceLine").child("cac:Item").child_value("cbc:Name")) ==
        "Guard & <more>");
  CHECK(std::string(root.child_value("cbc:BuyerReference")) == "acme");  // for want of a better one
  const std::string finvoice = finvoice_text(invoice);
  REQUIRE(tree.load_string(finvoice.c_str()));
  CHECK(std::string(tree.child("Finvoice").child("InvoiceRow").child_value("ArticleName")) ==
        "Guard & <more>");
}

TEST_CASE("Finvoice has room for less", "[e_invoice]") {
  InvoiceIssued document = document_with({line_of(LineKind::setup, 1, "1", 100)});
  CHECK(whats(lacking_for_finvoice(document)) ==
        std::vector<std::string>{"the seller's operator", "the buyer's operator"});
  document.seller.party.bic = "NDEAFIHH";  // the bank takes it along
  document.buyer.party.operator_id = "003723327487";
  document.number = "123456789012345678901";
  CHECK(whats(lacking_for_finvoice(document)) ==
        std::vector<std::string>{"a number of at most 20 characters"});
}
