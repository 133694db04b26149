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
