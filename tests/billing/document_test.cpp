#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A flat plan in arrears on the 1st with a tax class.
CatalogFile taxed(std::string_view id, std::string_view amount, std::string_view tax,
                  std::string_view currency = "EUR") {
  Terms terms = Terms::defaults(Basis::flat, Timing::arrears);
  if (!tax.empty()) terms.tax = read<TaxId>(tax);
  return catalog_of(id, terms, amount, currency);
}

}  // namespace

SCENARIO("Decision 7: tax is taken once per rate, on the sum of its lines", "[billing][document]") {
  GIVEN("two services of 10.02 at 25 % and one of 5.00 at 10 %, billed on one day") {
    CatalogFile file = taxed("one", "10.02", "high") + taxed("two", "10.02", "high") +
                       taxed("three", "5.00", "low");
    file.taxes = {tax_of("high", "25"), tax_of("low", "10")};
    Given given(file);
    for (const std::string id : {"one", "two", "three"}) given.has("2026-03-01", order_of(id));
    WHEN("March is invoiced") {
      const InvoiceIssued document = sole(given.run("2026-04-01"));
      REQUIRE(document.lines.size() == 3);
      THEN("20.04 × 25 % is 5.01, not twice 2.51; 5.00 × 10 % is 0.50") {
        const auto& taxes = document.taxes;
        REQUIRE(taxes.size() == 2);
        CHECK(taxes[0].percent == decimal("25"));
        CHECK(taxes[0].net == 2004);
        CHECK(taxes[0].tax == 501);
        CHECK(taxes[1].percent == decimal("10"));
        CHECK(taxes[1].net == 500);
        CHECK(taxes[1].tax == 50);
        CHECK(totals(document) == "25.04 + 5.51 = 30.55");
      }
      THEN("each line says its rate") {
        CHECK(document.lines[0].tax_percent == decimal("25"));
        CHECK(document.lines[2].tax_percent == decimal("10"));
        CHECK(document.lines[2].tax_category == "S");
      }
    }
  }
}

SCENARIO("The rate of the supply holds", "[billing][document]") {
  const auto with_change = [](Timing timing) {
    Terms terms = Terms::defaults(Basis::flat, timing);
    terms.billing_day = read<BillingDay>("15");
    terms.tax = read<TaxId>("fi");
    CatalogFile file = catalog_of("flat", terms, "100.00");
    file.taxes.push_back(tax_of("fi", "24"));
    file.taxes.front().rates.push_back({day("2024-09-01"), decimal("25.5"), "S", ""});
    Given given(file);
    given.has("2024-08-15", order_of("flat"));
    return totals(sole(given.run(timing == Timing::advance ? "2024-08-15" : "2024-09-15")));
  };
  GIVEN("a service of 15 August to 14 September 2024, when VAT rose from 24 to 25.5 %") {
    THEN("in arrears the rate of the period's last day is taken") {
      CHECK(with_change(Timing::arrears) == "100.00 + 25.50 = 125.50");
    }
    THEN("in advance that of its first") {
      CHECK(with_change(Timing::advance) == "100.00 + 24.00 = 124.00");
    }
  }
}

SCENARIO("Reverse charge bills no tax and says why", "[billing][document]") {
  CatalogFile file = taxed("flat", "100.00", "reverse");
  file.taxes.push_back({read<TaxId>("reverse"),
                        "Reverse charge",
                        {{day("2000-01-01"), decimal("0"), "AE", "VAT Act § 65"}}});
  Given given(file);
  given.has("2026-03-01", order_of("flat"));
  const InvoiceIssued document = sole(given.run("2026-04-01"));
  REQUIRE(document.taxes.size() == 1);
  CHECK(document.taxes.front().category == "AE");
  CHECK(document.taxes.front().reason == "VAT Act § 65");
  CHECK(totals(document) == "100.00 + 0.00 = 100.00");
}

SCENARIO("Reasons for no tax are kept apart", "[billing][document]") {
  CatalogFile file = taxed("here", "100.00", "exempt") + taxed("there", "50.00", "outside");
  const auto exempt = [](std::string_view id, std::string_view reason) {
    return TaxPublished{
        read<TaxId>(id), "Exempt", {{day("2000-01-01"), decimal("0"), "E", std::string(reason)}}};
  };
  file.taxes = {exempt("exempt", "VAT Act § 34"), exempt("outside", "VAT Act § 65")};
  Given given(file);
  given.has("2026-03-01", order_of("here"));
  given.has("2026-03-01", order_of("there"));
  const InvoiceIssued document = sole(given.run("2026-04-01"));
  REQUIRE(document.taxes.size() == 2);
  CHECK(document.taxes[0].net == 10000);
  CHECK(document.taxes[1].net == 5000);
}

SCENARIO("Each currency has a document of its own", "[billing][document]") {
  Given given(taxed("euro", "10.00", "") + taxed("yen", "1500", "", "JPY"));
  given.has("2026-03-01", order_of("euro"));
  given.has("2026-03-01", order_of("yen"));
  const auto documents = given.run("2026-04-01");
  CHECK(printed(documents) == Lines{"2026-04-01 recurring 2026-03-01..2026-03-31 10.00",
                                    "2026-04-01 recurring 2026-03-01..2026-03-31 1500"});
  CHECK(documents.size() == 2);
}

SCENARIO("A document is frozen with seller and buyer as they are", "[billing][document]") {
  Given given(taxed("flat", "10.00", ""));
  given.has("2026-03-01", order_of("flat"));
  const Seller seller{"Seller Oy", "FI12345671", "Helsinki", "FI2112345600000785"};
  LedgerSettings house;
  house.seller = seller;
  const auto documents =
      settle(given.customer, given.catalog, house,
             propose(given.customer, given.catalog, day("2026-04-01")), {}, day("2026-04-03"))
          .documents;
  REQUIRE(documents.size() == 1);
  const InvoiceIssued& document = documents.front();
  CHECK(document.seller == seller);
  CHECK(document.buyer == Buyer{"Acme Oy", "Mannerheimintie 1, Helsinki", "FI", ""});
  CHECK(document.billed_on == day("2026-04-01"));
  CHECK(document.issued_on == day("2026-04-03"));
  CHECK(document.due_on == day("2026-04-17"));
  CHECK(document.kind == DocumentKind::invoice);
  CHECK(document.number.empty());  // decision 10: given at issue
}

SCENARIO("Decision 10: what costs nothing is no line and no document", "[billing][document]") {
  GIVEN("a service of 0.00 beside one of 0.01") {
    Given given(taxed("free", "0.00", "") + taxed("cent", "0.01", ""));
    given.has("2026-03-01", order_of("free"));
    CHECK(given.run("2026-04-01").empty());
    given.has("2026-04-01", order_of("cent"));
    CHECK(printed(given.run("2026-05-01")) ==
          Lines{"2026-05-01 recurring 2026-04-01..2026-04-30 0.01"});
  }
}

SCENARIO("Every amount can be followed down to its events", "[billing][document]") {
  GIVEN("25 mailboxes at 4.00 that leave on 20 June") {
    Given given = guard_trial();
    given.run("2026-05-15");
    given.has("2026-05-18", SetMailboxCount{1, 25 + 1});
    const std::int64_t counted = given.last_seq();
    given.has("2026-05-20", CancelSubscription{});
    const std::int64_t left = given.last_seq();
    given.run("2026-06-15");
    WHEN("the last part is invoiced") {
      const auto documents = given.run("2026-07-15");
      REQUIRE(documents.size() == 1);
      const InvoiceLine& line = documents.front().lines.front();
      THEN("the steps are count, price, days, exact amount and the one rounding") {
        using Kind = StepKind;
        REQUIRE(line.steps.size() == 5);
        CHECK(line.steps[0] == Step{Kind::quantity, step_amount("26"), counted});
        CHECK(line.steps[1].kind == Kind::unit_price);
        CHECK(line.steps[1].amount == step_amount("4.00"));
        CHECK(line.steps[1].event.has_value());
        CHECK(line.steps[2] == Step{Kind::days, StepAmount::share(5, 30), left});
        CHECK(line.steps[3] == Step{Kind::exact, step_amount("17.33333333…"), std::nullopt});
        CHECK(line.steps[4] == Step{Kind::rounded, step_amount("17.33"), std::nullopt});
        CHECK(line.net == 1733);
      }
    }
  }
}
