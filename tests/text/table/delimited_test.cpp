#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "msp/table.h"
#include "support/property.h"

using namespace msp;

namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::string_view mark = "\xEF\xBB\xBF";

Table table_of(const Rows& rows, ColumnKind kind) {
  Table table({{"a", "", kind}, {"b", "", kind}});
  for (const auto& row : rows) table.add({row[0], row[1]});
  return table;
}

// A reader that shares nothing with the writer: RFC 4180's grammar, one character at a time.
Rows parse_csv(std::string_view text, char separator) {
  Rows rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (quoted && c == '"' && next == '"') {
      row.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      row.back() += c;
    } else if (c == separator) {
      row.emplace_back();
    } else if (c == '\n') {
      rows.push_back(row);
      row.assign(1, "");
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  return rows;
}

Rows parse_tsv(std::string_view text) {
  Rows rows;
  std::vector<std::string> row(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      const char next = text[++i];
      row.back() += next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next;
    } else if (text[i] == '\t') {
      row.emplace_back();
    } else if (text[i] == '\n') {
      rows.push_back(row);
      row.assign(1, "");
    } else {
      row.back() += text[i];
    }
  }
  return rows;
}

// Mostly the characters that something gives a meaning to.
rc::Gen<Rows> awkward_rows() {
  const std::string pool = ",;\"\"\r\n\t\\ '=+-@.0aE\xC3\xA4";
  const auto cell = rc::gen::container<std::string>(rc::gen::elementOf(pool));
  return rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(2, cell));
}

const Rows known_awkward = {{"00042", "1E5"},
                            {"=1+1", "-12.50"},
                            {"Mäkinen", "日本"},
                            {"say \"hi\"", "a,b"},
                            {"two\nlines", ""},
                            {"cr\r\nlf", "\""},
                            {"", ""},
                            {"\\t", "\t"},
                            {" edge ", "a;b"}};

}  // namespace

TEST_CASE("CSV quotes only the cells that need it", "[delimited]") {
  Table table({{"name"}, {"net", "", ColumnKind::amount}, {"note"}});
  table.add({"Mäkinen", "-12.50", "plain"});
  table.add({"a,b", "1.00", "say \"hi\""});
  table.add({"00042", "", "two\nlines"});
  table.add({"=1+1", "3.00", "a;b\tc"});
  CHECK(render(table, {}) ==
        "name,net,note\n"
        "Mäkinen,-12.50,plain\n"
        "\"a,b\",1.00,\"say \"\"hi\"\"\"\n"
        "00042,,\"two\nlines\"\n"
        "=1+1,3.00,a;b\tc\n");
}

TEST_CASE("The header row can be left out", "[delimited]") {
  const Table table = table_of({{"x", "y"}}, ColumnKind::text);
  CHECK(render(table, {.header = false}) == "x,y\n");
  CHECK(render(table, {.format = Format::tsv, .header = false}) == "x\ty\n");
  CHECK(render(table_of({}, ColumnKind::text), {}) == "a,b\n");
  CHECK(render(table_of({}, ColumnKind::text), {.header = false}).empty());
}

TEST_CASE("An empty cell that is alone in its row does not make an empty line", "[delimited]") {
  Table table({{"ref"}});
  table.add({""});
  table.add({"x"});
  CHECK(render(table, {}) == "ref\n\"\"\nx\n");
}

TEST_CASE("The excel dialect adds the mark, CRLF and an apostrophe before formulas",
          "[delimited]") {
  Table table({{"name"}, {"net", "", ColumnKind::amount}, {"days_left", "", ColumnKind::count}});
  table.add({"=1+1", "-12.50", "-3"});
  table.add({"@x", "1.00", "4"});
  table.add({"+358 9 1", "", ""});
  table.add({"-", "", ""});
  table.add({"\tx", "", ""});
  table.add({"=A1,\"B\"", "", ""});
  table.add({"\rx", "", ""});
  table.add({"a=1", "", ""});
  CHECK(render(table, {.dialect = Dialect::excel}) == std::string(mark) +
                                                          "name,net,days_left\r\n"
                                                          "'=1+1,-12.50,-3\r\n"
                                                          "'@x,1.00,4\r\n"
                                                          "'+358 9 1,,\r\n"
                                                          "'-,,\r\n"
                                                          "'\tx,,\r\n"
                                                          "\"'=A1,\"\"B\"\"\",,\r\n"
                                                          "\"'\rx\",,\r\n"
                                                          "a=1,,\r\n");
}

TEST_CASE("The excel-eu dialect separates by semicolon and writes decimal commas in amounts only",
          "[delimited]") {
  Table table({{"name"}, {"net", "", ColumnKind::amount}, {"issued_on", "", ColumnKind::date}});
  table.add({"a.b; c,d", "-12.50", "2026-01-31"});
  table.add({"-1.5", "0.125", ""});
  CHECK(render(table, {.dialect = Dialect::excel_eu}) == std::string(mark) +
                                                             "name;net;issued_on\r\n"
                                                             "\"a.b; c,d\";-12,50;2026-01-31\r\n"
                                                             "'-1.5;0,125;\r\n");
}

TEST_CASE("TSV escapes what would break its lines and cells", "[delimited]") {
  Table table({{"name"}, {"note"}});
  table.add({"tab\there", "two\nlines\r"});
  table.add({"C:\\temp", "\"as is\", ok"});
  CHECK(render(table, {.format = Format::tsv}) ==
        "name\tnote\n"
        "tab\\there\ttwo\\nlines\\r\n"
        "C:\\\\temp\t\"as is\", ok\n");
}

TEST_CASE("Known awkward cells survive every lossless form", "[delimited]") {
  const Table text = table_of(known_awkward, ColumnKind::text);
  CHECK(parse_csv(render(text, {.header = false}), ',') == known_awkward);
  CHECK(parse_tsv(render(text, {.format = Format::tsv, .header = false})) == known_awkward);
}

PROPERTY("What is written as CSV is read back the same, whatever the cells hold", "[delimited]") {
  const Rows rows = *awkward_rows();
  const std::string text = render(table_of(rows, ColumnKind::text), {.header = false});
  RC_ASSERT(parse_csv(text, ',') == rows);
}

PROPERTY("What is written as TSV is read back the same, whatever the cells hold", "[delimited]") {
  const Rows rows = *awkward_rows();
  const std::string text =
      render(table_of(rows, ColumnKind::text), {.format = Format::tsv, .header = false});
  RC_ASSERT(parse_tsv(text) == rows);
}

PROPERTY("No text cell of an excel dialect starts a formula, and nothing but the guard is added",
         "[delimited]") {
  const Rows rows = *awkward_rows();
  const bool eu = *rc::gen::arbitrary<bool>();
  const std::string text =
      render(table_of(rows, ColumnKind::text),
             {.dialect = eu ? Dialect::excel_eu : Dialect::excel, .header = false});
  RC_ASSERT(text.starts_with(mark));
  const Rows read = parse_csv(std::string_view(text).substr(mark.size()), eu ? ';' : ',');
  RC_ASSERT(read.size() == rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < 2; ++column) {
      const std::string& given = rows[row][column];
      const std::string& got = read[row].at(column);
      RC_ASSERT(std::string("=+-@\t\r").find(got.empty() ? 'x' : got[0]) == std::string::npos);
      RC_ASSERT(got == given || got == "'" + given);
    }
  }
}

TEST_CASE("Amounts, counts and dates are never guarded", "[delimited]") {
  const ColumnKind kind = GENERATE(ColumnKind::amount, ColumnKind::count, ColumnKind::date);
  const Table table = table_of({{"-12", "-1"}}, kind);
  CHECK(render(table, {.dialect = Dialect::excel, .header = false}) ==
        std::string(mark) + "-12,-1\r\n");
}
