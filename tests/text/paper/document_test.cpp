#include "msp/document.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "support/given.h"

namespace msp::test {
namespace {

const CustomerId acme = *CustomerId::from_text("acme");

/// 25 mailboxes at 4.00 for a month: 100.00 and 25.50 of tax.
InvoiceIssued one_month() {
  InvoiceIssued invoice;
  invoice.number = "7";
  invoice.issued_on = day("2026-03-15");
  invoice.due_on = day("2026-03-29");
  invoice.seller = {"Sample Security Oy", "FI12345671", "Katu 5, 00100 Helsinki",
                    "FI21 1234 5600 0007 85"};
  invoice.buyer = {"Acme Oy", "Katu 1, 00100 Helsinki", "FI", ""};
  InvoiceLine& line = invoice.lines.emplace_back();
  line.description = "Guard";
  line.start = day("2026-02-09");
  line.end = day("2026-03-09");
  line.quantity = 25;
  line.unit_price = *Decimal::from_text("4");
  line.net = 10000;
  line.tax_percent = *Decimal::from_text("25.5");
  line.tax_category = "S";
  invoice.taxes = {{*Decimal::from_text("25.5"), "S", "", 10000, 2550}};
  invoice.net = 10000;
  invoice.tax = 2550;
  invoice.gross = 12550;
  return invoice;
}

/// The same with another net amount, untaxed.
InvoiceIssued over(std::int64_t minor) {
  InvoiceIssued invoice = one_month();
  invoice.lines[0].net = invoice.net = invoice.gross = minor;
  invoice.taxes.clear();
  invoice.tax = 0;
  return invoice;
}

Document english(const InvoiceIssued& invoice) {
  return document_of(invoice, acme, 7, Language::en);
}
Document finnish(const InvoiceIssued& invoice) {
  return document_of(invoice, acme, 7, Language::fi);
}

std::string period(std::string_view start, std::string_view end, Language language) {
  InvoiceIssued invoice = one_month();
  invoice.lines[0].start = day(start);
  invoice.lines[0].end = day(end);
  return document_of(invoice, acme, 7, language).lines[0].period;
}

std::string description(LineKind kind, std::string_view frozen, Language language) {
  InvoiceIssued invoice = one_month();
  invoice.lines[0].kind = kind;
  invoice.lines[0].description = frozen;
  return document_of(invoice, acme, 7, language).lines[0].description;
}

std::size_t occurrences(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// The modules of the bars that the only barcode of a page is drawn with: `1` is dark.
std::string modules_of(const std::string& html) {
  std::string modules;
  std::string_view rest = html;
  rest.remove_prefix(rest.find("<div class=\"barcode\">"));
  rest.remove_prefix(rest.find(" d=\"") + 4);
  rest = rest.substr(0, rest.find('"'));
  while (!rest.empty()) {  // M12 0h3v38h-3z
    const auto x = static_cast<std::size_t>(std::stoul(std::string(rest.substr(1))));
    modules.resize(x, '0');
    modules.append(std::stoul(std::string(rest.substr(rest.find('h') + 1))), '1');
    rest.remove_prefix(rest.find('z') + 1);
  }
  return modules;
}

}  // namespace

TEST_CASE("Amounts are written as the language writes them", "[document]") {
  CHECK(english(over(123456789)).totals.back().value == "1,234,567.89");
  CHECK(finnish(over(123456789)).totals.back().value == "1\u00A0234\u00A0567,89");
  CHECK(english(over(99999)).totals.back().value == "999.99");
  CHECK(finnish(over(-123450)).totals.back().value == "\u22121\u00A0234,50");
  CHECK(english(over(12550)).payment->facts.back().value == "125.50\u00A0EUR");
  CHECK(english(one_month()).lines[0].tax_rate == "25.5%");
  CHECK(finnish(one_month()).lines[0].tax_rate == "25,5\u00A0%");
}

TEST_CASE("Dates and periods are written as the language writes them", "[document]") {
  CHECK(english(one_month()).facts.front().value == "15 March 2026");
  CHECK(finnish(one_month()).facts.front().value == "15.3.2026");
  CHECK(period("2026-03-01", "2026-04-01", Language::en) == "1–31 Mar 2026");
  CHECK(period("2026-03-01", "2026-04-01", Language::fi) == "1.–31.3.2026");
  CHECK(period("2026-02-09", "2026-03-09", Language::en) == "9 Feb – 8 Mar 2026");
  CHECK(period("2026-02-09", "2026-03-09", Language::fi) == "9.2.–8.3.2026");
  CHECK(period("2025-12-15", "2026-01-15", Language::en) == "15 Dec 2025 – 14 Jan 2026");
  CHECK(period("2025-12-15", "2026-01-15", Language::fi) == "15.12.2025–14.1.2026");
  CHECK(period("2026-01-12", "2026-01-13", Language::en) == "12 Jan 2026");
  CHECK(period("2026-01-12", "2026-01-13", Language::fi) == "12.1.2026");
}

TEST_CASE("What the ledger added to a plan's name is said in the language", "[document]") {
  CHECK(description(LineKind::setup, "Server, setup", Language::fi) == "Server, käyttöönotto");
  CHECK(description(LineKind::discount, "Discount TEN", Language::fi) == "Alennus TEN");
  CHECK(description(LineKind::decision_period, "Guard, month of decision, nobody decided",
                    Language::fi) == "Guard, päätöskuukausi, päätöstä ei ilmoitettu");
  CHECK(description(LineKind::commitment, "Server, commitment through 2027-01-11", Language::en) ==
        "Server, commitment through 11 January 2027");
  CHECK(description(LineKind::adjustment, "Server: cancelled, received 2026-02-12", Language::fi) ==
        "Server: irtisanottu, ilmoitettu 12.2.2026");
  CHECK(description(LineKind::credit, "Credit for Server, setup: two days down", Language::fi) ==
        "Hyvitys: Server, käyttöönotto: two days down");
}

TEST_CASE("What people wrote stays as they wrote it", "[document]") {
  CHECK(description(LineKind::recurring, "Discount mail", Language::fi) == "Discount mail");
  CHECK(description(LineKind::recurring, "Guard", Language::fi) == "Guard");
  CHECK(description(LineKind::adjustment, "Server: cancelled, received soon", Language::fi) ==
        "Server: cancelled, received soon");
}

TEST_CASE("A plan's name is not reworded, whatever it is", "[document]") {
  InvoiceIssued invoice = one_month();
  invoice.lines[0].said = LineSaid{"Server, setup", {}};
  CHECK(finnish(invoice).lines[0].description == "Server, setup");
  invoice.lines[0].said->remarks = {{RemarkKind::setup},
                                    {RemarkKind::cancelled, day("2026-02-12")}};
  CHECK(finnish(invoice).lines[0].description ==
        "Server, setup, käyttöönotto: irtisanottu, ilmoitettu 12.2.2026");
}

TEST_CASE("A plan has the name that the document's language knows it by", "[document]") {
  InvoiceIssued invoice = one_month();
  invoice.lines[0].said = LineSaid{"Guard", {{RemarkKind::setup}}, {}};
  invoice.lines[0].said->words.names = NamesByLanguage{{}, "Suoja"};
  CHECK(english(invoice).lines[0].description == "Guard, setup");
  CHECK(finnish(invoice).lines[0].description == "Suoja, käyttöönotto");
}

TEST_CASE("A tax without a rate says why", "[document]") {
  InvoiceIssued invoice = one_month();
  invoice.taxes[0] = {Decimal(), "AE", "Art. 196 2006/112/EC", 10000, 0};
  CHECK(english(invoice).taxes[0].name == "VAT 0%, reverse charge: Art. 196 2006/112/EC");
  CHECK(finnish(invoice).taxes[0].name ==
        "ALV 0\u00A0%, käännetty verovelvollisuus: Art. 196 2006/112/EC");
}

TEST_CASE("The country stands in the address of those who are elsewhere", "[document]") {
  InvoiceIssued invoice = one_month();
  CHECK(english(invoice).buyer.lines == std::vector<std::string>{"Katu 1", "00100 Helsinki"});
  invoice.buyer.country = "SE";
  CHECK(english(invoice).buyer.lines.back() == "SE");
}

TEST_CASE("The seventh document has the bank barcode and the transfer of its reference",
          "[document]") {
  // 1007: 7*7 + 0 + 0 + 1*7 = 56, 4 to the next ten.
  const Document fi = finnish(one_month());
  REQUIRE(fi.payment);
  CHECK(fi.payment->barcode == "421123456000007850001255000000000000000000010074260329");
  CHECK(!fi.payment->qr);
  const Document en = english(one_month());
  REQUIRE(en.payment);
  CHECK(!en.payment->barcode);
  CHECK(en.payment->qr ==
        "BCD\n002\n1\nSCT\n\nSample Security Oy\nFI2112345600000785\nEUR125.50\n\nRF9110074");
}

TEST_CASE("Codes for paying are left out where they cannot say it", "[document]") {
  InvoiceIssued invoice = one_month();
  SECTION("an amount that the barcode has no room for is paid by the other code") {
    CHECK(finnish(over(99'999'999)).payment->barcode);
    CHECK(!finnish(over(100'000'000)).payment->barcode);
    CHECK(finnish(over(100'000'000)).payment->qr);
    CHECK(english(over(99'999'999'999)).payment->qr);
    CHECK(!english(over(100'000'000'000)).payment->qr);
  }
  SECTION("an account elsewhere is paid to by the other code") {
    invoice.seller.iban = "DE89 3704 0044 0532 0130 00";
    CHECK(!finnish(invoice).payment->barcode);
    CHECK(finnish(invoice).payment->qr);
  }
  SECTION("both are for euros") {
    invoice.currency = *Currency::from_text("USD");
    CHECK(!finnish(invoice).payment->barcode);
    CHECK(!finnish(invoice).payment->qr);
  }
  SECTION("a payee of more than 70 characters") {
    invoice.seller.name = std::string(70, 'a');
    CHECK(english(invoice).payment->qr);
    invoice.seller.name += 'a';
    CHECK(!english(invoice).payment->qr);
  }
  SECTION("no account, or a wrong one") {
    invoice.seller.iban = "";
    CHECK(!english(invoice).payment);
    invoice.seller.iban = "FI21 1234 5600 0007 86";
    CHECK(!english(invoice).payment);
  }
}

TEST_CASE("A credit note asks for nothing", "[document]") {
  InvoiceIssued note = over(-500);
  note.kind = DocumentKind::credit_note;
  note.lines[0].kind = LineKind::credit;
  note.lines[0].corrects = LineRef{"3", 4};
  const Document document = english(note);
  CHECK(document.title == "Credit note");
  CHECK(!document.payment);
  CHECK(document.nothing_to_pay == "There is nothing to pay: this amount is credited to you.");
  CHECK(document.facts.back().value == "3");
  CHECK(document.lines[0].notes == std::vector<std::string>{"Credits invoice 3, line 4"});
  CHECK(finnish(note).lines[0].notes == std::vector<std::string>{"Hyvittää laskun 3 riviä 4"});
  CHECK(document.lines[0].quantity.empty());
}

TEST_CASE("A credit note says number and date of what it corrects", "[document]") {
  InvoiceIssued note = over(-500);
  note.kind = DocumentKind::credit_note;
  note.corrects = {{"3", day("2026-02-01")}};
  const auto& facts = english(note).facts;
  REQUIRE(facts.size() == 4);
  CHECK((facts[2].label + " " + facts[2].value) == "Corrects invoice 3");
  CHECK((facts[3].label + " " + facts[3].value) == "dated 1 February 2026");
}

TEST_CASE("A document says how long there is to pay, and what its buyer sorts it by",
          "[document]") {
  InvoiceIssued invoice = one_month();
  invoice.seller.party.bic = "NDEAFIHH";
  invoice.seller.party.registration_id = "0212:1234567-1";
  invoice.buyer.party.buyer_reference = "4711";
  invoice.buyer.party.purchase_order = "PO-9";
  invoice.buyer.party.registration_id = "HRB 86786";
  const auto fact = [](const Document& document, const std::string& label) {
    for (const Labelled& each : document.facts) {
      if (each.label == label) return each.value;
    }
    return std::string();
  };
  CHECK(fact(english(invoice), "Payment terms") == "14 days net");
  CHECK(fact(finnish(invoice), "Maksuehto") == "14 päivää netto");
  CHECK(fact(english(invoice), "Your reference") == "4711");
  CHECK(fact(english(invoice), "Purchase order") == "PO-9");
  CHECK(english(invoice).seller.lines.back() == "Business ID 1234567-1");
  CHECK(english(invoice).buyer.lines.back() == "Registration HRB 86786");
  CHECK(english(invoice).payment->facts[2].value == "NDEAFIHH");
  invoice.due_on = invoice.issued_on;
  CHECK(fact(english(invoice), "Payment terms") == "at once");
}

TEST_CASE("A logo fetches and runs nothing", "[document]") {
  const auto code = [](std::string bytes) {
    const auto logo = read_logo(std::move(bytes));
    return logo ? logo->type : logo.refusal().code;
  };
  CHECK(code("\x89PNG\r\n\x1a\n…") == "image/png");
  CHECK(code("<svg><use href=\"#a\"/><rect fill='url(#b)'/></svg>") == "image/svg+xml");
  CHECK(code("<svg><image href=\"data:image/png;base64,x\"/></svg>") == "image/svg+xml");
  for (const char* wrong : {"<svg><image href = 'http://x.example/y'/></svg>",
                            "<svg><p style='fill:URL( http://x/)'/></svg>",
                            "<svg><image href='data:image/svg+xml,x'/></svg>",
                            "<svg><script/></svg>", "<svg><style>@import 'x'</style></svg>",
                            "<svg><rect fill=\"url(http://x.example/y#z)\"/></svg>",
                            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>"}) {
    INFO(wrong);
    CHECK(code(wrong) == "logo.leads_out");
  }
  CHECK(code("GIF89a") == "logo.form");
  CHECK(code(std::string(300'000, 'x')) == "logo.too_large");
}

TEST_CASE("A page of HTML holds names as text and fetches nothing", "[document]") {
  InvoiceIssued invoice = one_month();
  invoice.buyer.name = "<script>alert('1')</script> & \"Söner\"";
  const std::string html = document_html(english(invoice));
  CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(occurrences(html, "<script") == 0);
  CHECK(occurrences(html, "&lt;script&gt;alert('1')&lt;/script&gt; &amp; \"Söner\"") == 1);
  CHECK(occurrences(html, "://") == 1);  // the name of SVG, which nobody fetches
  for (const char* fetched : {"src=", "href=", "url(", "@import"}) {
    CHECK(occurrences(html, fetched) == 0);
  }
  CHECK(html == document_html(english(invoice)));
}

TEST_CASE("What has no content in HTML still has an end", "[document]") {
  const std::string html = document_html(finnish(over(-100)));  // a credit, no taxes
  for (const char* element :
       {"<td />", "<p />", "<div />", "<th />", "<td/>", "<div class=\"half\" />"}) {
    CHECK(occurrences(html, element) == 0);
  }
}

// ISO/IEC 15417: 11 modules a symbol, three bars of an even number of modules together; the
// symbols of all pairs differ. The amount's last euro and first cent are one symbol.
TEST_CASE("Every pair of digits has a symbol of its own in the barcode", "[document]") {
  std::set<std::string> symbols;
  for (std::int64_t pair = 1; pair < 100; ++pair) {
    const std::string modules = modules_of(document_html(finnish(over(pair * 10))));
    REQUIRE(modules.size() == 29 * 11 + 13);  // start, 27 pairs, check; stop
    CHECK(modules.starts_with("11010011100"));
    CHECK(modules.ends_with("1100011101011"));
    const std::string symbol = modules.substr(12 * 11, 11);
    CHECK(symbol.front() == '1');
    CHECK(symbol.back() == '0');
    CHECK(occurrences(symbol, "01") == 2);
    CHECK(occurrences(symbol, "1") % 2 == 0);
    symbols.insert(symbol);
  }
  CHECK(symbols.size() == 99);
}

TEST_CASE("A document as text keeps to 80 columns without trailing blanks", "[document]") {
  InvoiceIssued invoice = one_month();
  invoice.buyer.name = "A customer with a name that is rather longer than the half of a page";
  invoice.lines[0].description =
      "A description of many words that goes on and on for longer than its column is wide";
  for (const Language language : {Language::en, Language::fi}) {
    std::string rest = document_text(document_of(invoice, acme, 7, language));
    while (!rest.empty()) {
      const std::string line = rest.substr(0, rest.find('\n'));
      rest.erase(0, line.size() + 1);
      INFO(line);
      CHECK(std::count_if(line.begin(), line.end(), [](char c) {
              return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
            }) <= 80);
      CHECK(!line.ends_with(' '));
    }
  }
}

}  // namespace msp::test
