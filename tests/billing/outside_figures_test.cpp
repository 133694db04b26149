// Figures published by others. Each case names its source and the terms that meet it.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Terms daily(Basis basis, Timing timing, std::string_view billing_day) {
  Terms terms = Terms::defaults(basis, timing);
  terms.billing_day = read<BillingDay>(billing_day);
  terms.first_period = Partial::daily;
  terms.last_period = Partial::daily;
  return terms;
}

/// What a flat plan in advance bills from `from` on, in runs through `through`.
Lines flat(std::string_view billing_day, std::string_view amount, std::string_view from,
           std::string_view through, DayCount day_count = DayCount::actual) {
  Terms terms = daily(Basis::flat, Timing::advance, billing_day);
  terms.day_count = day_count;
  Given given(catalog_of("flat", terms, amount, "USD"));
  given.has(from, order_of("flat"));
  return printed(given.run(through));
}

/// What `mailboxes` cost for one full period at a price.
std::string priced(std::int64_t mailboxes, std::string_view amount, std::int64_t per = 1) {
  CatalogFile file = catalog_of("mail", daily(Basis::mailbox, Timing::advance, "1"), amount);
  file.prices.front().per = per;
  Given given(file);
  given.has("2026-04-01", order_of("mail", mailboxes));
  const InvoiceIssued document = sole(given.run("2026-04-01"));
  return amount_text(document.net, document.currency);
}

}  // namespace

TEST_CASE("Kill Bill: 599.95 on day 31, paid from 2012-03-02", "[billing][outside]") {
  CHECK(flat("31", "599.95", "2012-03-02", "2012-05-31") ==
        Lines{"2012-03-02 recurring 2012-03-02..2012-03-30 561.24",
              "2012-03-31 recurring 2012-03-31..2012-04-29 599.95",
              "2012-04-30 recurring 2012-04-30..2012-05-30 599.95",
              "2012-05-31 recurring 2012-05-31..2012-06-29 599.95"});
}

TEST_CASE("Kill Bill: 599.95 on day 3, paid from 2012-03-02", "[billing][outside]") {
  CHECK(flat("3", "599.95", "2012-03-02", "2012-03-03") ==
        Lines{"2012-03-02 recurring 2012-03-02..2012-03-02 20.69",
              "2012-03-03 recurring 2012-03-03..2012-04-02 599.95"});
}

TEST_CASE("Kill Bill: free until 2017-02-15, then 29.95 on day 1", "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "1");
  terms.trial = TrialTerms{};
  terms.trial->length = read<TrialLength>("per-order");
  Given given(catalog_of("flat", terms, "29.95", "USD"));
  PlaceOrder order = trial_of("flat");
  order.trial_days = 14;
  given.has("2017-02-01", order);
  CHECK(printed(given.run("2017-03-01")) ==
        Lines{"2017-02-15 recurring 2017-02-15..2017-02-28 14.98",
              "2017-03-01 recurring 2017-03-01..2017-03-31 29.95"});
}

TEST_CASE("Kill Bill: 19.95 on day 23 from 2023-05-15, months of 30 days", "[billing][outside]") {
  CHECK(flat("23", "19.95", "2023-05-15", "2023-05-22", DayCount::thirty) ==
        Lines{"2023-05-15 recurring 2023-05-15..2023-05-22 5.32"});
}

TEST_CASE("Kill Bill: 29.95 × 7 from the 27th, 10 from 27 December on", "[billing][outside]") {
  Given given(catalog_of("seats", daily(Basis::mailbox, Timing::advance, "27"), "29.95", "USD"));
  given.has("2022-11-27", order_of("seats", 7));
  CHECK(printed(given.run("2022-12-12")) ==
        Lines{"2022-11-27 recurring 2022-11-27..2022-12-26 209.65"});
  given.has(effective("2022-12-12", "2022-12-27"), SetMailboxCount{1, 10});
  CHECK(given.run("2022-12-26").empty());
  CHECK(printed(given.run("2022-12-27")) ==
        Lines{"2022-12-27 recurring 2022-12-27..2023-01-26 299.50"});
}

TEST_CASE("Kill Bill: 100.00 in arrears from 2020-01-01, cancelled on 2020-03-01",
          "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::arrears, "1");
  terms.cancel_counts_from = CancelCountsFrom::effective;  // theirs ends on the day it is said
  Given given(catalog_of("flat", terms, "100.00", "USD"));
  given.has("2020-01-01", order_of("flat"));
  given.run("2020-02-29");
  given.has("2020-03-01", CancelSubscription{});
  given.run("2020-12-31");
  CHECK(printed(given.invoices) == Lines{"2020-02-01 recurring 2020-01-01..2020-01-31 100.00",
                                         "2020-03-01 recurring 2020-02-01..2020-02-29 100.00"});
}

TEST_CASE("Kill Bill: 19.95 paid from 05-23 through 06-22, cancelled on 06-15, months of 30 days",
          "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "23");
  terms.day_count = DayCount::thirty;
  terms.refund = Refund::prorated;
  terms.cancel_counts_from = CancelCountsFrom::effective;
  Given given(catalog_of("flat", terms, "19.95", "USD"));
  given.has("2023-05-23", order_of("flat"));
  given.run("2023-05-23");
  given.has("2023-06-15", CancelSubscription{});
  CHECK(printed(given.run("2023-06-23")) ==
        Lines{"2023-06-23 adjustment 2023-05-23..2023-06-14 -5.32 corrects 1/1"});
}

TEST_CASE("Decision 30: 23 May up to 15 June is 22 days, whoever asks and whenever",
          "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "23");
  terms.day_count = DayCount::thirty;
  terms.cancel_counts_from = CancelCountsFrom::effective;
  SECTION("who comes on 23 May, billed on the 15th") {
    terms.billing_day = read<BillingDay>("15");
    Given given(catalog_of("flat", terms, "19.95", "USD"));
    given.has("2023-05-23", order_of("flat"));
    CHECK(printed(given.run("2023-05-23")) ==
          Lines{"2023-05-23 recurring 2023-05-23..2023-06-14 14.63"});
  }
  SECTION("who leaves and has said so before") {
    Given given(catalog_of("flat", terms, "19.95", "USD"));
    given.has(effective("2023-05-22", "2023-05-23"), order_of("flat"));
    given.has(effective("2023-05-22", "2023-06-15"), CancelSubscription{});
    CHECK(printed(given.run("2023-05-23")) ==
          Lines{"2023-05-23 recurring 2023-05-23..2023-06-14 14.63"});
  }
}

TEST_CASE("Kill Bill: 49.95 on day 15, then 59.95 for existing customers from 2018-05-01",
          "[billing][outside]") {
  CatalogFile file = catalog_of("flat", daily(Basis::flat, Timing::advance, "15"), "49.95", "USD");
  file.prices.push_back({plan("flat"), day("2018-05-01"), decimal("59.95"), 1,
                         read<Currency>("USD"), AppliesTo::existing_prorated});
  Given given(file);
  given.has("2018-03-15", order_of("flat"));
  CHECK(printed(given.run("2018-05-15")) ==
        Lines{"2018-03-15 recurring 2018-03-15..2018-04-14 49.95",
              "2018-04-15 recurring 2018-04-15..2018-04-30 26.64",
              "2018-04-15 recurring 2018-05-01..2018-05-14 27.98",
              "2018-05-15 recurring 2018-05-15..2018-06-14 59.95"});
}

/// Theirs bills 2.45 and 3.10 as lines and takes the 4.00 back, rounding the unit price first; ours
/// is one adjustment whose steps are these.
TEST_CASE("Microsoft Partner Center: 4.00 a seat from 2018-01-13, a second one from 02-01",
          "[billing][outside]") {
  Terms terms = daily(Basis::mailbox, Timing::advance, "13");
  terms.quantity_change = QuantityChange::daily;
  Given given(catalog_of("seats", terms, "4.00", "USD"));
  given.has("2018-01-13", order_of("seats", 1));
  CHECK(printed(given.run("2018-01-13")) ==
        Lines{"2018-01-13 recurring 2018-01-13..2018-02-12 4.00"});
  given.has("2018-02-01", SetMailboxCount{1, 2});
  const InvoiceIssued document = sole(given.run("2018-02-13"));
  CHECK(printed({document}) ==
        Lines{"2018-02-13 adjustment 2018-01-13..2018-02-12 1.55 corrects 1/1",
              "2018-02-13 recurring 2018-02-13..2018-03-12 8.00"});
  Lines amounts;
  for (const Step& step : document.lines.front().steps) {
    const bool amount = step.kind == StepKind::rounded || step.kind == StepKind::billed;
    if (amount) amounts.push_back(step.amount.text());
  }
  CHECK(amounts == Lines{"2.45", "3.10", "-4.00", "1.55"});
}

TEST_CASE("Lago credit notes: 160.00 + 25 %, of which 29/30 are credited", "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "1");
  terms.refund = Refund::prorated;
  terms.cancel_counts_from = CancelCountsFrom::effective;  // one day of 30 is served
  terms.tax = read<TaxId>("standard");
  CatalogFile file = catalog_of("flat", terms, "160.00");
  file.taxes.push_back(tax_of("standard", "25"));
  Given given(file);
  given.has("2026-04-01", order_of("flat"));
  given.run("2026-04-01");
  given.has("2026-04-02", CancelSubscription{});
  const InvoiceIssued note = sole(given.run("2026-05-01"));
  CHECK(note.kind == DocumentKind::credit_note);
  CHECK(totals(note) == "-154.67 + -38.67 = -193.34");
}

TEST_CASE("Lago credit notes: 769.00 + 20 % in two parts", "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "1");
  terms.tax = read<TaxId>("standard");
  CatalogFile file = catalog_of("flat", terms, "769.00");
  file.taxes.push_back(tax_of("standard", "20"));
  Given given(file);
  given.has("2026-04-01", order_of("flat"));
  CHECK(totals(sole(given.run("2026-04-01"))) == "769.00 + 153.80 = 922.80");
  CHECK(totals(*given.credits("1", 1, 72686, "2026-04-10")) == "-726.86 + -145.37 = -872.23");
  CHECK(totals(*given.credits("1", 1, std::nullopt, "2026-04-11")) == "-42.14 + -8.43 = -50.57");
}

TEST_CASE("Lago guide: 50.00 on day 1, from 10 August", "[billing][outside]") {
  CHECK(flat("1", "50.00", "2026-08-10", "2026-08-31") ==
        Lines{"2026-08-10 recurring 2026-08-10..2026-08-31 35.48"});
}

TEST_CASE("EN 16931 example 8: quantities of many places and prices per many units",
          "[billing][outside]") {
  CHECK(priced(16000, "0.00880") == "140.80");
  CHECK(priced(16000, "0.00101") == "16.16");
  CHECK(priced(132, "15.24", 12) == "167.64");
}

TEST_CASE("EN 16931: 1460.50 × 25 % is rounded half up", "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "1");
  terms.tax = read<TaxId>("standard");
  CatalogFile file = catalog_of("flat", terms, "1460.50");
  file.taxes.push_back(tax_of("standard", "25"));
  Given given(file);
  given.has("2026-04-01", order_of("flat"));
  CHECK(totals(sole(given.run("2026-04-01"))) == "1460.50 + 365.13 = 1825.63");
}

TEST_CASE("EN 16931 BIS: 625743.54 × 25 % and its mirror image are rounded half up",
          "[billing][outside]") {
  Terms terms = daily(Basis::flat, Timing::advance, "1");
  terms.tax = read<TaxId>("standard");
  CatalogFile file = catalog_of("flat", terms, "625743.54");
  file.taxes.push_back(tax_of("standard", "25"));
  Given given(file);
  given.has("2026-04-01", order_of("flat"));
  CHECK(totals(sole(given.run("2026-04-01"))) == "625743.54 + 156435.89 = 782179.43");
  CHECK(totals(*given.credits("1", 1, std::nullopt, "2026-04-02")) ==
        "-625743.54 + -156435.89 = -782179.43");
}
