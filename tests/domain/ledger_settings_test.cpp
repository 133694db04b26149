#include "msp/ledger_settings.h"

#include <catch2/catch.hpp>

#include "support/given.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

TEST_CASE("Decision 10: the n-th document is numbered as the ledger's format says", "[settings]") {
  const Date issued = day("2026-04-15");
  CHECK(invoice_number_text("{n}", 7, issued) == "7");
  CHECK(invoice_number_text("{n:6}", 7, issued) == "000007");
  CHECK(invoice_number_text("{n:2}", 1234, issued) == "1234");
  CHECK(invoice_number_text("INV-{year}-{n:4}", 42, issued) == "INV-2026-0042");
  CHECK(invoice_number_text("{n}/{year}", 42, issued) == "42/2026");
}

TEST_CASE("A format of numbers holds the number once and nothing unknown in braces", "[settings]") {
  for (const std::string format : {"{n}", "{n:1}", "{n:6}", "INV-{year}-{n:4}", "{n}/{year}"}) {
    CAPTURE(format);
    CHECK(is_invoice_number_format(format));
  }
  for (const std::string format :
       {"",      "INV",    "{year}", "{n}{n}",      "{n:6}-{n}",    "{n:}",  "{n:0}",
        "{n:x}", "{n:06}", "{N}",    "{month}-{n}", "{n",           "n}",    "{n}}",
        "{{n}",  "{n}-{",  "{}",     "{ n }",       "{year:4}-{n}", "{n:-1}"}) {
    CAPTURE(format);
    CHECK_FALSE(is_invoice_number_format(format));
  }
}

TEST_CASE("The number is found in a document's text, and in no other text", "[settings]") {
  const Date issued = day("2026-04-15");
  for (const std::string format : {"{n}", "{n:6}", "INV-{year}-{n:4}", "{n}/{year}", "A{n}B"}) {
    CAPTURE(format);
    for (const std::int64_t n : {1, 7, 42, 1234, 1234567}) {
      CHECK(number_in(format, invoice_number_text(format, n, issued)) == n);
    }
    for (const std::string other : {"", "x", "INV-", "INV-2026-", "7/", "A7", "A7C"}) {
      CHECK_FALSE(number_in(format, other));
    }
  }
}

TEST_CASE("Who sells changes from a day on; the rest of it stays", "[settings]") {
  LedgerSettings settings;
  settings.seller = {"Seller Oy", "", "Katu 1", "", "FI"};
  const auto edit = [&settings](std::string_view on, const EditSeller& command) {
    const LedgerFacts facts = decide(settings, effective("2026-06-01", on), command);
    for (const auto& fact : facts) {
      evolve(settings, Recorded<LedgerEvent>{2, fact.effective_on, {}, 0, 2, fact.event});
    }
    return facts.size();
  };
  EditSeller moved;
  moved.address = "Katu 2";
  EditSeller registered;
  registered.vat_id = "FI20774740";
  CHECK(edit("2026-05-01", moved) == 1);
  CHECK(edit("2026-05-01", moved) == 0);  // it is so already
  CHECK(edit("2026-03-01", registered) == 1);
  CHECK(settings.seller_on(day("2026-02-28")) == Seller{"Seller Oy", "", "Katu 1", "", "FI"});
  CHECK(settings.seller_on(day("2026-03-01")) ==
        Seller{"Seller Oy", "FI20774740", "Katu 1", "", "FI"});
  // What was said of March goes on holding behind what had been said of May.
  CHECK(settings.seller_on(day("2026-05-01")) ==
        Seller{"Seller Oy", "FI20774740", "Katu 2", "", "FI"});
}

TEST_CASE("A ledger's settings are those it was opened with", "[settings]") {
  LedgerOpened opened;
  opened.settings.zone = "Europe/Helsinki";
  opened.settings.currency = read<Currency>("USD");
  opened.settings.evidence = EvidencePolicy::optional;
  LedgerSettings settings;
  evolve(settings, Recorded<LedgerEvent>{1, {}, {}, 0, 1, opened});
  CHECK(settings == opened.settings);
  evolve(settings, Recorded<LedgerEvent>{2, {}, {}, 0, 2, PanelImported{}});
  CHECK(settings == opened.settings);
}
