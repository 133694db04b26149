// What a workbook refuses, and what its bytes depend on. What is in it is looked at by
// tests/spreadsheet/check.py, with a spreadsheet.
#include <catch2/catch.hpp>

#include "msp/table.h"

using namespace msp;

namespace {

constexpr std::size_t most_rows = 1'048'576;

std::string workbook(const Table& table, bool header = true) {
  return render(table, {.format = Format::xlsx, .header = header});
}

std::string code_of(const Table& table) {
  try {
    workbook(table);
  } catch (const Fault& fault) {
    CHECK(fault.exit() == Exit::refused);
    CHECK_FALSE(fault.hint() == Hint());
    return fault.code();
  }
  return "";
}

Table one_column(std::size_t rows) {
  Table table({{"n"}});
  for (std::size_t row = 0; row < rows; ++row) table.add({""});
  return table;
}

Table of_text(const std::string& text) {
  Table table({{"text"}});
  table.add({text});
  return table;
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("The same table gives the same workbook, another one another", "[xlsx]") {
  const std::string first = workbook(of_text("a"));
  CHECK(first.starts_with("PK\x03\x04"));
  CHECK(first == workbook(of_text("a")));
  CHECK(first != workbook(of_text("b")));
  CHECK(first != workbook(of_text("a"), false));
}

TEST_CASE("More rows than a sheet holds are refused, with room for header and sums", "[xlsx]") {
  CHECK(code_of(one_column(most_rows - 2)).empty());
  CHECK(code_of(one_column(most_rows - 1)) == "xlsx.too_many_rows");
}

TEST_CASE("A text that a cell cannot hold is refused, not cut: 32,767 UTF-16 units", "[xlsx]") {
  CHECK(code_of(of_text(std::string(32'767, 'x'))).empty());
  CHECK(code_of(of_text(std::string(32'768, 'x'))) == "xlsx.too_long");
  CHECK_THROWS_WITH(workbook(of_text(std::string(32'768, 'x'))),
                    "A2: a text of 32768 characters is longer than a cell holds (32,767)");
  CHECK(code_of(of_text(repeated("ä", 32'767))).empty());
  CHECK(code_of(of_text(repeated("ä", 32'768))) == "xlsx.too_long");
  CHECK(code_of(of_text(repeated("\U0001F98A", 16'383))).empty());
  CHECK(code_of(of_text(repeated("\U0001F98A", 16'384))) == "xlsx.too_long");
}

TEST_CASE("Amounts in several currencies do not add up in a selection either", "[xlsx][table]") {
  Table table({{"customer"},
               {.name = "mailboxes", .kind = ColumnKind::count, .adds_up = true},
               {.name = "net", .kind = ColumnKind::amount, .adds_up = true},
               {"currency"}});
  table.add({"acme", "3", "1.00", "EUR"});
  table.add({"birch", "4", "2.00", "EUR"});
  CHECK(table.one_currency());
  CHECK(require(table.select({"net"})).columns()[0].adds_up);
  table.add({"cedar", "5", "3.00", "USD"});
  CHECK(!table.one_currency());
  const Table selected = require(table.select({"net", "mailboxes"}));
  CHECK(!selected.columns()[0].adds_up);
  CHECK(selected.columns()[1].adds_up);
}

TEST_CASE("A selection keeps the chart if it keeps its columns", "[xlsx][table]") {
  Table table({{"customer"}, {"plan"}, {"net", "", ColumnKind::amount}});
  table.draw({"Net by customer", "customer", "net"});
  CHECK(require(table.select({"net", "customer"})).chart()->title == "Net by customer");
  CHECK(!require(table.select({"net", "plan"})).chart());
}
