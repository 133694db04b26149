#include <catch2/catch.hpp>
#include <string>

#include "msp/table.h"

using namespace msp;

namespace {

Table listed() {
  Table table({{"number"}, {"customer"}, {"net", "", ColumnKind::amount}, {"note"}});
  table.add({"2026-0001", "acme", "1234.50", ""});
  table.add({"2026-0002", "日本", "-3.00", "first"});
  return table;
}

std::string shown(const Table& table, RenderOptions options = {}) {
  options.format = Format::table;
  return render(table, options);
}

}  // namespace

TEST_CASE("Columns are aligned by what is seen, amounts to the right, and no line ends in a blank",
          "[terminal]") {
  CHECK(shown(listed()) ==
        "number     customer      net  note\n"
        "─────────  ────────  ───────  ─────\n"
        "2026-0001  acme      1234.50\n"
        "2026-0002  日本        -3.00  first\n");
}

TEST_CASE("Without a header only the rows are printed", "[terminal]") {
  CHECK(shown(listed(), {.header = false}) ==
        "2026-0001  acme  1234.50\n"
        "2026-0002  日本    -3.00  first\n");
}

TEST_CASE("An empty table is its header, however narrow the terminal", "[terminal]") {
  const Table table({{"number"}, {"net", "", ColumnKind::amount}});
  CHECK(shown(table, {.width = 5}) ==
        "number  net\n"
        "──────  ───\n");
  CHECK(shown(table, {.header = false}).empty());
}

TEST_CASE("Colour makes the header bold and changes nothing else", "[terminal]") {
  Table table({{"a"}, {"b"}});
  table.add({"1", "2"});
  CHECK(shown(table, {.color = true}) ==
        "\x1b[1ma  b\x1b[0m\n"
        "─  ─\n"
        "1  2\n");
}

TEST_CASE("A table that just fits stays a table", "[terminal]") {
  Table table({{"name"}, {"net", "", ColumnKind::amount}});
  table.add({"acme", "1.00"});  // 4 + 2 + 4
  CHECK(shown(table, {.width = 10}) ==
        "name   net\n"
        "────  ────\n"
        "acme  1.00\n");
  CHECK(shown(table, {.width = 9}) ==
        "name  acme\n"
        "net   1.00\n");
}

TEST_CASE("Where the terminal is too narrow each record is a block and no cell is cut",
          "[terminal]") {
  CHECK(shown(listed(), {.width = 30}) ==
        "number    2026-0001\n"
        "customer  acme\n"
        "net       1234.50\n"
        "note\n"
        "\n"
        "number    2026-0002\n"
        "customer  日本\n"
        "net       -3.00\n"
        "note      first\n");
}

TEST_CASE("Cells of a table cannot steer the terminal", "[terminal]") {
  Table table({{"name"}, {"n", "", ColumnKind::count}});
  table.add({"\x1b[2Jgone", "1"});
  table.add({"two\nlines\t\r", "2"});
  table.add({"a\u202Eb\xFF", "3"});
  table.add({"ä e\u0301", "4"});
  CHECK(shown(table) ==
        "name            n\n"
        "──────────────  ─\n"
        "\\u{1b}[2Jgone   1\n"
        "two\\nlines\\t\\r  2\n"
        "a\\u{202e}b\\xff  3\n"
        "ä e\u0301             4\n");
}

TEST_CASE("Cells that look like numbers are printed as they are", "[terminal]") {
  Table table({{"a"}, {"b"}});
  table.add({"00042", "1E5"});
  table.add({"=1+1", "-12.50"});
  CHECK(shown(table, {.header = false}) ==
        "00042  1E5\n"
        "=1+1   -12.50\n");
}

TEST_CASE("A picture is left out where the figures fit only without it", "[terminal]") {
  Table table({{"name"}, {"n", "", ColumnKind::count}, {"drawn", "", ColumnKind::picture}});
  table.add({"acme", "12", "▁▂█"});
  CHECK(shown(table, {.width = 15}) ==
        "name   n  drawn\n"
        "────  ──  ─────\n"
        "acme  12  ▁▂█\n");
  CHECK(shown(table, {.width = 14}) ==
        "name   n\n"
        "────  ──\n"
        "acme  12\n");
  CHECK(shown(table, {.width = 7}) ==
        "name   acme\n"
        "n      12\n"
        "drawn  ▁▂█\n");
}

TEST_CASE("With plain characters the rule is made of hyphens, and cells are as they are",
          "[terminal]") {
  Table table({{"name"}});
  table.add({"ä"});
  CHECK(shown(table, {.ascii = true}) == "name\n----\nä\n");
}
