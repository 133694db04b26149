// Tax belongs to the supply, follows the buyer, and is taken back to the cent (MISSION 21 and 22).
#include <catch2/catch.hpp>
#include <map>

#include "support/plans.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A flat plan on the 1st, in advance, taxed by a class.
CatalogFile sold(std::string_view id, std::string_view amount, std::string_view tax,
                 RetroCredit retro = RetroCredit::never) {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.tax = read<TaxId>(tax);
  terms.retro_credit = retro;
  return catalog_of(id, terms, amount);
}

TaxPublished no_tax(std::string_view id, const std::string& category, const std::string& reason) {
  return {read<TaxId>(id), reason, {{day("2000-01-01"), decimal("0"), category, reason}}};
}

/// One plan of a Finnish seller: 25.5 % at home, reverse charge in the Union, export elsewhere.
CatalogFile finnish() {
  CatalogFile file = sold("mail", "100.00", "fi-standard");
  TaxPublished home = tax_of("fi-standard", "25.5");
  home.country = "FI";
  home.abroad = {read<TaxId>("eu-reverse"), read<TaxId>("export")};
  file.taxes = {home, no_tax("eu-reverse", "AE", "Reverse charge"),
                no_tax("export", "G", "Export outside the EU")};
  return file;
}

LedgerSettings house(const std::string& country, const std::string& vat_id) {
  LedgerSettings settings;
  settings.seller.country = country;
  settings.seller.vat_id = vat_id;
  return settings;
}

/// What the first month is taxed at for a buyer: `AE 0`, or the code of a fault.
std::string taxed_for(const std::string& country, const std::string& vat_id,
                      const LedgerSettings& settings, std::string_view on = "2026-04-01") {
  Given given(finnish());
  PlaceOrder order = order_of("mail");
  order.country = country;
  if (!vat_id.empty()) order.vat_id = vat_id;
  given.has(on, order);
  const auto charges = propose(given.customer, given.catalog, day(on));
  try {
    const auto documents =
        settle(given.customer, given.catalog, settings, charges, {}, day(on)).documents;
    const TaxTotal total = documents.at(0).taxes.at(0);
    return total.category + " " + total.percent.text();
  } catch (const Unbillable& fault) {
    return fault.code();
  }
}

/// `24: -100.00 -24.00`, rate by rate.
Lines taxes_of(const InvoiceIssued& document) {
  Lines lines;
  for (const TaxTotal& total : document.taxes) {
    lines.push_back(total.category + " " + total.percent.text() + ": " +
                    amount_text(total.net, document.currency) + " " +
                    amount_text(total.tax, document.currency));
  }
  return lines;
}

}  // namespace

TEST_CASE("Decision 22: where buyer and seller are says which class holds", "[billing][tax]") {
  const LedgerSettings seller = house("FI", "FI20774740");
  CHECK(taxed_for("FI", "", seller) == "S 25.5");
  CHECK(taxed_for("FI", "FI12345671", seller) == "S 25.5");
  CHECK(taxed_for("FI", "DE136695976", seller) == "S 25.5");  // at home, wherever registered
  CHECK(taxed_for("DE", "DE136695976", seller) == "AE 0");
  CHECK(taxed_for("GR", "EL094259216", seller) == "AE 0");
  CHECK(taxed_for("SE", "DE136695976", seller) == "AE 0");
  CHECK(taxed_for("DE", "", seller) == "S 25.5");            // nobody's business: taxed at home
  CHECK(taxed_for("DE", "FI12345671", seller) == "S 25.5");  // registered at home
  CHECK(taxed_for("US", "", seller) == "G 0");
  CHECK(taxed_for("CH", "DE136695976", seller) == "G 0");
  CHECK(taxed_for("GB", "GB980780684", seller) == "G 0");
  CHECK(taxed_for("GB", "XI980780684", seller) == "G 0");  // services: Northern Ireland is outside
  CHECK(taxed_for("DE", "DE136695976", house("", "FI20774740")) == "AE 0");  // its VAT id says so
  CHECK(taxed_for("DE", "DE136695976", house("", "")) == "AE 0");
  CHECK(taxed_for("FI", "", house("SE", "SE556012579001")) == "tax.other_country");
}

TEST_CASE("Decision 22: reverse charge is not issued without the VAT ids of both",
          "[billing][tax]") {
  InvoiceIssued document;
  InvoiceLine line;
  line.net = 100;
  line.tax_category = "AE";
  document.lines = {line};
  const auto code = [&] {
    const auto refusal = refuse_document(document, read<CustomerId>("kunde"));
    return refusal ? refusal->code : "issued";
  };
  CHECK(code() == "tax.no_seller_vat_id");
  document.seller.vat_id = "FI20774740";
  CHECK(code() == "tax.no_vat_id");
  document.buyer.vat_id = "DE136695976";
  CHECK(code() == "issued");
  document.buyer.vat_id.clear();
  document.lines.front().net = -100;  // it is given back
  CHECK(code() == "issued");
  document.lines.front() = InvoiceLine{};
  document.lines.front().net = 100;
  CHECK(code() == "issued");
}

TEST_CASE("Decision 22: the day of supply decides, not the day of the document", "[billing][tax]") {
  Given given(finnish());
  PlaceOrder order = order_of("mail");
  order.country = "DE";
  given.has("2026-04-01", order);
  EditCustomer edit;
  edit.vat_id = "DE136695976";
  given.has(effective("2026-04-10", "2026-05-01"), edit);
  // Two months at once: April as it was, May as it is.
  const auto documents = given.run("2026-05-02");
  REQUIRE(documents.size() == 2);
  CHECK(taxes_of(documents[0]) == Lines{"S 25.5: 100.00 25.50"});
  CHECK(taxes_of(documents[1]) == Lines{"AE 0: 100.00 0.00"});
  CHECK(documents[0].buyer.vat_id == "DE136695976");  // decision 27: as on its own day
}

TEST_CASE("Decision 21: a VAT id that is told late gives the tax back at its own rate",
          "[billing][tax]") {
  Given given(finnish());
  PlaceOrder order = order_of("mail");
  order.country = "DE";
  given.has("2026-04-01", order);
  CHECK(totals(sole(given.run("2026-04-01"))) == "100.00 + 25.50 = 125.50");
  EditCustomer edit;
  edit.vat_id = "DE136695976";
  given.has(effective("2026-04-20", "2026-04-01"), edit);
  const InvoiceIssued document = sole(given.run("2026-05-01"));
  CHECK(printed({document}) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -100.00 corrects 1/1",
              "2026-05-01 adjustment 2026-04-01..2026-04-30 100.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 100.00"});
  CHECK(taxes_of(document) == Lines{"S 25.5: -100.00 -25.50", "AE 0: 200.00 0.00"});
  CHECK(document.corrects == std::vector<CorrectedDocument>{{"1", day("2026-04-01")}});
  CHECK(given.run("2026-05-02").empty());  // all of it, once
}

TEST_CASE("Decision 21: a plan of another class, told late, is taxed at its own rate",
          "[billing][tax]") {
  CatalogFile file = sold("plain", "100.00", "high") + sold("reduced", "80.00", "low");
  file.taxes = {tax_of("high", "24"), tax_of("low", "10")};
  Given given(file);
  given.has("2026-04-01", order_of("plain"));
  given.run("2026-04-01");
  given.has(effective("2026-04-20", "2026-04-01"), ChangePlan{1, plan("reduced")});
  const InvoiceIssued document = sole(given.run("2026-05-01"));
  // Late words lower nothing by the plan's terms: 100.00 stay, now at 10 %.
  CHECK(document.lines.front().plan == plan("plain"));
  CHECK(document.lines.front().net == -10000);
  CHECK(document.taxes.front().percent == decimal("24"));
  CHECK(document.taxes.front().tax == -2400);
  CHECK(document.taxes.back().percent == decimal("10"));
  CHECK(document.taxes.back().tax == percent_of(document.taxes.back().net, decimal("10")));
}

TEST_CASE("Decision 21: credits of every line take back the tax of the whole", "[billing][tax]") {
  CatalogFile file = sold("a", "68.33", "t") + sold("b", "68.33", "t") + sold("c", "57.50", "t") +
                     sold("d", "85.00", "t");
  file.taxes = {tax_of("t", "20")};
  Given given(file);
  for (const std::string id : {"a", "b", "c", "d"}) given.has("2026-01-01", order_of(id));
  CHECK(totals(sole(given.run("2026-01-01"))) == "279.16 + 55.83 = 334.99");
  Lines notes;
  for (std::int64_t line = 1; line <= 4; ++line) {
    notes.push_back(totals(require(given.credits("1", line, std::nullopt, "2026-01-02"))));
  }
  // 13.666, 27.332, 38.832 and 55.832 in all, each rounded, less what came before.
  CHECK(notes == Lines{"-68.33 + -13.67 = -82.00", "-68.33 + -13.66 = -81.99",
                       "-57.50 + -11.50 = -69.00", "-85.00 + -17.00 = -102.00"});
}

TEST_CASE("Decision 21: fifty small credits take back the tax of their sum", "[billing][tax]") {
  CatalogFile file = sold("a", "68.33", "t");
  file.taxes = {tax_of("t", "20")};
  Given given(file);
  given.has("2026-01-01", order_of("a"));
  given.run("2026-01-01");
  std::int64_t tax = 0;
  for (int i = 0; i < 50; ++i) tax += require(given.credits("1", 1, 3, "2026-01-02")).tax;
  CHECK(tax == -30);  // 20 % of 1.50
}

TEST_CASE("A line is credited no more than its document charges, discounts taken off",
          "[billing][tax]") {
  CatalogFile file = sold("a", "100.00", "t", RetroCredit::always);
  file.taxes = {tax_of("t", "20")};
  file.discounts = {percent_off("TEN", "10")};
  Given given(file);
  PlaceOrder order = order_of("a");
  order.discounts = {read<DiscountId>("TEN")};
  given.has("2026-01-01", order);
  CHECK(totals(sole(given.run("2026-01-01"))) == "90.00 + 18.00 = 108.00");
  CHECK(totals(require(given.credits("1", 1, std::nullopt, "2026-01-02"))) ==
        "-90.00 + -18.00 = -108.00");
}

namespace {

/// By rate: what is charged, what is taken back of it, by document, as issued.
struct TaxKept {
  std::map<std::string, std::int64_t> own;
  std::map<std::string, std::int64_t> taken;
  std::int64_t tax = 0;
};

std::map<Decimal, TaxKept> kept_in(const std::vector<InvoiceIssued>& documents) {
  std::map<Decimal, TaxKept> kept;
  for (const InvoiceIssued& document : documents) {
    for (const TaxTotal& total : document.taxes) kept[total.percent].tax += total.tax;
    for (const InvoiceLine& line : document.lines) {
      TaxKept& rate = kept[*line.tax_percent];
      if (line.corrects && line.net < 0) {
        rate.taken[line.corrects->number] -= line.net;
      } else {
        rate.own[document.number] += line.net;
      }
    }
  }
  return kept;
}

void check_tax(const std::vector<InvoiceIssued>& documents) {
  for (auto& [percent, rate] : kept_in(documents)) {
    std::int64_t owed = 0;
    for (const auto& [number, net] : rate.own) owed += percent_of(net, percent);
    for (const auto& [number, net] : rate.taken) {
      RC_ASSERT(net <= rate.own[number]);  // never more than was charged
      owed -= percent_of(net, percent);
    }
    RC_ASSERT(rate.tax == owed);
  }
}

}  // namespace

PROPERTY("Over corrections, moves and credits a tax taken back is the rounded tax of it all",
         "[billing][tax]") {
  const std::vector<std::string> prices{"68.33", "0.07", "57.49", "3.33", "19.99"};
  CatalogFile file;
  for (const std::string id : {"a", "b", "c"}) {
    file =
        file + sold(id, *rc::gen::elementOf(prices), *rc::gen::element<std::string>("high", "low"),
                    *rc::gen::element(RetroCredit::always, RetroCredit::never));
  }
  file.taxes = {tax_of("high", "25.5"), tax_of("low", "13.5")};
  file.discounts = {percent_off("OFF", "33")};
  Given given(file);
  const std::vector<std::string> plans{"a", "b", "c"};
  for (const std::string& id : plans) {
    PlaceOrder order = order_of(id);
    if (*rc::gen::arbitrary<bool>()) order.discounts = {read<DiscountId>("OFF")};
    given.has("2026-01-01", order);
  }
  Date today = day("2026-01-01");
  given.run(today);
  for (int step = *rc::gen::inRange(1, 12); step > 0; --step) {
    today = today + *rc::gen::inRange(1, 20);
    const Date back = std::max(day("2026-01-01"), today - *rc::gen::inRange(0, 45));
    given.sweep(today);
    if (*rc::gen::arbitrary<bool>()) {
      const auto on = *rc::gen::inRange<std::size_t>(0, given.invoices.size());
      const auto lines = static_cast<std::int64_t>(given.invoices[on].lines.size());
      const std::int64_t amount = *rc::gen::inRange(1, 7000);
      (void)given.credits(std::to_string(on + 1), *rc::gen::inRange<std::int64_t>(1, lines + 1),
                          *rc::gen::arbitrary<bool>() ? std::nullopt : std::optional(amount),
                          today.text());
    } else {
      (void)given.when(
          Request{today, today, back},
          ChangePlan{*rc::gen::inRange<std::int64_t>(1, 4), plan(*rc::gen::elementOf(plans))});
    }
    given.run(today);
    check_tax(given.invoices);
  }
  for (std::size_t i = 0; i < given.invoices.size(); ++i) {
    for (std::size_t line = 1; line <= given.invoices[i].lines.size(); ++line) {
      (void)given.credits(std::to_string(i + 1), static_cast<std::int64_t>(line), std::nullopt,
                          today.text());
    }
  }
  for (const auto& [percent, rate] : kept_in(given.invoices)) RC_ASSERT(rate.tax == 0);
}
