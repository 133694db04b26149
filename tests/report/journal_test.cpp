// Journals: balanced, equal to the documents, and taken by the programs that they are written for.
#include "msp/report/journal.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "msp/report/invoices.h"
#include "msp/report/issued.h"
#include "queries.h"
#include "support/half_year.h"
#include "support/property.h"
#include "support/source_tree.h"

namespace msp::test {
namespace {

Accounts sample_accounts() {
  return require(
      read_accounts("accounts.toml", tree::text_of(tree::root / "examples/accounts.toml")));
}

std::string text_in(JournalFormat format, const Journal& journal) {
  if (format == JournalFormat::csv) return render(journal_table(journal), {});
  return require(journal_text(journal, format, true));
}

JournalFile read_back(std::string_view text) {
  FileProblems problems("journal");
  JournalFile file = read_journal(text, problems);
  for (const std::string& problem : problems.refusal().details) FAIL_CHECK(problem);
  return file;
}

/// The program that a format is for finds nothing wrong.
bool is_taken(JournalFormat format, const std::string& text, const std::string& folder) {
  const std::string file = folder + "/judged." + std::string(word(format));
  std::ofstream(file, std::ios::binary) << text;
  const std::string judge =
      format == JournalFormat::hledger
          ? "hledger -f " + file + " check --strict payees ordereddates uniqueleafnames"
      : format == JournalFormat::ledger
          ? "ledger -f " + file + " --pedantic --check-payees balance > /dev/null"
          : "bean-check " + file;
  return std::system(judge.c_str()) == 0;
}

/// The same file with the last digit of each of its amounts changed, one at a time.
std::vector<std::string> a_cent_changed(const std::string& text) {
  std::vector<std::string> changed;
  for (std::size_t at = text.find('.'); at != text.npos; at = text.find('.', at + 1)) {
    const auto digit = [&text](std::size_t place) {
      return place < text.size() && text[place] >= '0' && text[place] <= '9';
    };
    if (at == 0 || !digit(at - 1) || !digit(at + 1) || !digit(at + 2) || digit(at + 3)) continue;
    const std::size_t line = text.rfind('\n', at) + 1;
    if (text.compare(line, 10, "commodity ") == 0) continue;
    changed.push_back(text);
    char& last = changed.back()[at + 2];
    last = last == '9' ? '8' : static_cast<char>(last + 1);
  }
  return changed;
}

/// Sums of the documents by currency, as the list of invoices has them.
std::map<std::string, std::int64_t> issued(const Ledger& ledger, std::int64_t InvoiceRow::*part) {
  std::map<std::string, std::int64_t> sums;
  for (const InvoiceRow& row : ledger.invoices({})) sums[row.currency.text()] += row.*part;
  return sums;
}

std::map<std::string, std::int64_t> posted(const Journal& journal,
                                           std::int64_t JournalTotals::*part) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& [currency, totals] : totals_of(journal)) sums[currency.text()] = totals.*part;
  return sums;
}

/// Tax by currency, category and rate, where there is any.
std::map<std::string, std::int64_t> taxes_issued(const Ledger& ledger) {
  const Table vat = vat_report(ledger, query_on("2030-01-01"));
  std::map<std::string, std::int64_t> sums;
  for (std::size_t row = 0; row < vat.rows(); ++row) {
    const auto cell = [&](const char* name) { return std::string(vat.cell(row, *vat.find(name))); };
    sums[cell("currency") + cell("category") + cell("rate")] +=
        *amount_from_text(cell("tax"), *Currency::from_text(cell("currency")));
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
}

std::map<std::string, std::int64_t> taxes_posted(const Journal& journal) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& [currency, totals] : totals_of(journal)) {
    for (const auto& [rate, tax] : totals.rates) {
      sums[currency.text() + rate.first + rate.second.text()] += tax;
    }
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
}

constexpr std::array every_format{JournalFormat::csv, JournalFormat::hledger, JournalFormat::ledger,
                                  JournalFormat::beancount};

}  // namespace

PROPERTY_OF_SEEDS(3, "A journal balances, and is what was issued", "[journal]") {
  const HalfYear half_year(seed);
  const Ledger ledger = half_year.read();
  const Journal journal = require(journal_of(ledger, {}, sample_accounts())).entries;
  CHECK(journal.size() == ledger.invoices({}).size());
  for (const JournalEntry& entry : journal) {
    std::int64_t sum = 0;
    for (const Posting& posting : entry.postings) sum += posting.amount;
    CHECK(sum == 0);
  }
  CHECK(posted(journal, &JournalTotals::receivables) == issued(ledger, &InvoiceRow::gross));
  CHECK(posted(journal, &JournalTotals::revenue) == issued(ledger, &InvoiceRow::net));
  CHECK(posted(journal, &JournalTotals::tax) == issued(ledger, &InvoiceRow::tax));
  CHECK(taxes_posted(journal) == taxes_issued(ledger));
  // What this is a claim about was there.
  CHECK(totals_of(journal).size() == 2);
  const auto any = [&](auto&& test) { return std::any_of(journal.begin(), journal.end(), test); };
  CHECK(any([](const auto& entry) { return entry.kind == DocumentKind::credit_note; }));
  CHECK(any([](const auto& entry) { return entry.postings[1].category == "AE"; }));
}

PROPERTY_OF_SEEDS(2, "Every format of a journal reads back as it is, and its program takes it",
                  "[journal]") {
  const HalfYear half_year(seed);
  const Ledger ledger = half_year.read();
  const Journal journal = require(journal_of(ledger, {}, sample_accounts())).entries;
  for (const JournalFormat format : every_format) {
    INFO(word(format));
    const std::string text = text_in(format, journal);
    CHECK(text == text_in(format, require(journal_of(ledger, {}, sample_accounts())).entries));
    CHECK(rows(journal_check(ledger, read_back(text))) == Lines{});
    if (format == JournalFormat::csv) continue;
    CHECK(is_taken(format, text, half_year.desk().folder()));
  }
}

PROPERTY_OF_SEEDS(1, "A cent that is changed anywhere in a journal is found", "[journal]") {
  const HalfYear half_year(seed);
  const Ledger ledger = half_year.read();
  const auto all = ledger.invoices({});
  JournalSelection some;
  some.to = all.at(std::min<std::size_t>(all.size() - 1, 12)).number;
  const Journal journal = require(journal_of(ledger, some, sample_accounts())).entries;
  for (const JournalFormat format : every_format) {
    INFO(word(format));
    const auto changed = a_cent_changed(text_in(format, journal));
    CHECK(changed.size() > (seed == 1 ? 20 : 0));  // some half years are quiet
    for (const std::string& text : changed) {
      if (journal_check(ledger, read_back(text)).rows() == 0) FAIL_CHECK(text);
    }
  }
}

TEST_CASE("A document that is left out, told twice or not there is found", "[journal]") {
  const HalfYear half_year(1);
  const Ledger ledger = half_year.read();
  const Journal journal = require(journal_of(ledger, {}, sample_accounts())).entries;
  const auto wrong = [&](const Journal& changed) {
    const Table table = journal_check(ledger, {changed, {}});
    return table.rows() == 1 ? std::string(table.cell(0, 5)) : std::to_string(table.rows());
  };
  Journal changed = journal;
  changed.erase(changed.begin() + 1);
  CHECK(wrong(changed) == "is missing in the file");
  changed = journal;
  changed.push_back(changed.front());
  CHECK(wrong(changed) == "stands in the file twice");
  changed.back().document = "999999";
  CHECK(wrong(changed) == "there is no such document");
  changed = journal;
  changed.front().date = changed.front().date + 1;
  CHECK(wrong(changed) == "differs");
  changed = journal;
  changed.front().customer = read<CustomerId>("nobody");
  CHECK(wrong(changed) == "differs");
}

TEST_CASE("An adjustment goes where what it corrects goes, unless it has an account", "[journal]") {
  Accounts accounts;
  accounts.receivables = "R";
  accounts.vat[{}] = {};
  InvoiceIssued document;
  document.number = "1";
  InvoiceLine line;
  line.plan = plan("guard");
  line.kind = LineKind::adjustment;
  line.component = LineKind::setup;
  line.end = line.start + 1;
  line.net = document.net = document.gross = -500;
  document.lines = {line};
  const auto account = [&] {
    return Bookkeeper(accounts)
        .entry_of(read<CustomerId>("acme"), document, "")
        .postings[1]
        .account;
  };
  CHECK(account() == "");
  accounts.revenue["default"] = "D";
  CHECK(account() == "D");
  accounts.revenue["default.setup"] = "DS";
  CHECK(account() == "DS");
  accounts.revenue["guard"] = "G";
  CHECK(account() == "G");
  accounts.revenue["guard.setup"] = "GS";
  CHECK(account() == "GS");
  accounts.revenue["guard.adjustment"] = "GA";
  CHECK(account() == "GA");
  accounts.vat[{}].revenue = "V";
  CHECK(account() == "V");
  document.gross = -499;
  CHECK_THROWS_AS(account(), Fault);
}

TEST_CASE("Names and remarks are no marks of a format's own", "[journal]") {
  Accounts accounts = sample_accounts();
  InvoiceIssued document;
  document.number = "A/(1);x";
  document.buyer.name = R"(Oy "X" | date:1 [2026-01-01] :tag: ; Payee: \ €)";
  InvoiceLine line;
  line.plan = plan("guard");
  line.end = line.start + 1;
  line.net = document.net = document.gross = 100;
  line.description = document.buyer.name + " x:: (1/0)";
  document.lines = {line};
  const Journal journal{
      Bookkeeper(accounts).entry_of(read<CustomerId>("acme"), document, "reference RF01")};
  const TestDesk desk(d_fence());
  for (const JournalFormat format : every_format) {
    INFO(word(format));
    const std::string text = text_in(format, journal);
    const JournalFile back = read_back(text);
    REQUIRE(back.entries.size() == 1);
    CHECK(document_in_journal(back.entries.front().document) == document_in_journal("A/(1);x"));
    CHECK(back.entries.front().postings.size() == 2);
    if (format != JournalFormat::csv) CHECK(is_taken(format, text, desk.folder()));
  }
}

}  // namespace msp::test
