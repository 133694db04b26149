// The CSV reader: every well-formed row whatever the file's dress, and a name for all else.
#include <catch2/catch.hpp>

#include <algorithm>

#include "msp/csv.h"
#include "support/property.h"

using namespace msp;
using Lines = std::vector<std::string>;

namespace {

const std::vector<CsvColumn> name_and_count = {{"name"}, {"count"}};

struct Read {
  Lines rows;  // `LINE|name|count`
  std::int64_t count = 0;
  Lines problems;
  std::string message;
};

/// Reads `text` in pieces of `size` bytes.
Read read_in_pieces(std::string_view text, std::size_t size,
                    const std::vector<CsvColumn>& columns = name_and_count) {
  Read read;
  FileProblems problems("f.csv");
  const NextBytes next = [&text, size] {
    const std::string_view piece = text.substr(0, size);
    text.remove_prefix(piece.size());
    return piece;
  };
  read_csv(next, columns, problems, [&](const CsvRow& row) {
    std::string line = std::to_string(row.line());
    for (std::size_t i = 0; i < columns.size(); ++i) line += "|" + std::string(row[i]);
    read.rows.push_back(line);
  });
  read.count = problems.count();
  read.problems = problems.refusal().details;
  read.message = problems.refusal().message;
  return read;
}

Read read_whole(std::string_view text) { return read_in_pieces(text, text.size() + 1); }

Lines rows_of(std::string_view text) {
  const Read read = read_whole(text);
  CHECK(read.problems == Lines{});
  return read.rows;
}

Lines problems_of(std::string_view text) { return read_whole(text).problems; }

}  // namespace

TEST_CASE("Columns are found by name, in any order", "[csv]") {
  CHECK(rows_of("name,count\na,1\nb,2\n") == Lines{"2|a|1", "3|b|2"});
  CHECK(rows_of("count,name\n1,a\n") == Lines{"2|a|1"});
  CHECK(read_in_pieces("a\nx\n", 100, {{"a"}, {"b", false}}).rows == Lines{"2|x|"});
}

TEST_CASE("A file is read whatever ends its lines, begins it or is empty in it", "[csv]") {
  CHECK(rows_of("name,count\r\na,1\r\n\r\nb,2") == Lines{"2|a|1", "4|b|2"});
  CHECK(rows_of("\xEF\xBB\xBFname,count\na,1\n") == Lines{"2|a|1"});
  CHECK(rows_of("name,count\n\n\na,1\n\n") == Lines{"4|a|1"});
  CHECK(rows_of("name,count\ra,1\rb,2\r") == Lines{"2|a|1", "3|b|2"});
  CHECK(rows_of(" name , count\n a , 1 \n") == Lines{"2|a|1"});
  CHECK(rows_of("name,count\n") == Lines{});
}

TEST_CASE("A quoted cell holds commas, quotes and lines, which are counted", "[csv]") {
  CHECK(rows_of("name,count\n\"a,b\",1\n\"say \"\"a\"\"\",2\n\"one\ntwo\",3\nz,4\n") ==
        Lines{"2|a,b|1", "3|say \"a\"|2", "4|one\ntwo|3", "6|z|4"});
  CHECK(rows_of("name,count\nä,1\n") == Lines{"2|ä|1"});
}

TEST_CASE("A wrong header is named by column, and no row is read by it", "[csv]") {
  CHECK(problems_of("nane,count\na,1\n") ==
        Lines{"f.csv:1:1: `nane` is no column here; did you mean name?",
              "f.csv:1:3: the column name is missing"});
  CHECK(problems_of("name\na\n") == Lines{"f.csv:1:2: the column count is missing"});
  CHECK(problems_of("name,count,name\na,1,b\n") ==
        Lines{"f.csv:1:3: the column name is there twice, here and as column 1"});
  CHECK(problems_of("name,count,colour\na,1,b\n") ==
        Lines{"f.csv:1:3: `colour` is no column here; they are name, count"});
  CHECK(problems_of("name;count\na;1\n") ==
        Lines{"f.csv:1:1: the cells are not separated by commas: save the file with commas"});
  CHECK(problems_of("") == Lines{"f.csv:1:1: the file is empty: its first line names the columns"});
  CHECK(read_whole("name,cont\na,1\n").rows == Lines{});
}

TEST_CASE("Short and long rows are named, and the others are read", "[csv]") {
  const Read read = read_whole("name,count\na\nb,2\nc,3,x\n\"\"\nd,4\n");
  CHECK(read.rows == Lines{"3|b|2", "6|d|4"});
  CHECK(read.problems == Lines{"f.csv:2:2: the line has 1 cell, the header 2",
                               "f.csv:4:3: the line has 3 cells, the header 2",
                               "f.csv:5:2: the line has 1 cell, the header 2"});
}

TEST_CASE("A quote that does not match is named; reading goes on in the next line", "[csv]") {
  const Read stray = read_whole("name,count\na\"b,1\nb,2\n\"c\"d,3\ne,4\n");
  const std::string what =
      ": a quote stands where none may: one inside a cell is doubled, in a quoted cell";
  CHECK(stray.problems == Lines{"f.csv:2:1" + what, "f.csv:4:1" + what});
  CHECK(stray.rows == Lines{"3|b|2", "5|e|4"});
  const Read open = read_whole("name,count\na,1\nb,\"2\nc,3\n");
  CHECK(open.problems == Lines{"f.csv:3:2: a quote is opened here and not closed"});
  CHECK(open.rows == Lines{"2|a|1"});
}

TEST_CASE("What is not text is named", "[csv]") {
  using namespace std::string_view_literals;
  CHECK(problems_of("name,count\na\0b,1\nc,2\n"sv) ==
        Lines{"f.csv:2:1: a NUL stands in the cell: this is no text"});
  CHECK(problems_of("name,count\na,1\nb,\xE4\n") ==
        Lines{"f.csv:3:2: this is not UTF-8: save the file as CSV UTF-8"});
  const Lines utf16{"f.csv:1:1: this is UTF-16: save the file as CSV UTF-8"};
  CHECK(problems_of("\xFF\xFEn\0a\0m\0e\0"sv) == utf16);
  CHECK(problems_of("\xFE\xFF\0n\0a\0m\0e"sv) == utf16);
  CHECK(problems_of("n\0a\0m\0e\0"sv) == utf16);
}

TEST_CASE("A line of 10 MB is named and takes no memory; the next one is read", "[csv]") {
  const std::string big(10'000'000, 'x');
  const std::string what = "the line is longer than 65,536 bytes";
  const Read plain = read_whole("name,count\n" + big + ",1\nb,2\n");
  CHECK(plain.problems == Lines{"f.csv:2:1: " + what});
  CHECK(plain.rows == Lines{"3|b|2"});
  const Read quoted = read_whole("name,count\n\"" + big + "\",1\nb,2\n");
  CHECK(quoted.problems == Lines{"f.csv:2:1: a quote is opened here and not closed"});
  CHECK(quoted.rows == Lines{"3|b|2"});
  const Read commas = read_whole("name,count\na" + std::string(10'000'000, ',') + "\nb,2\n");
  CHECK(commas.count == 1);
  CHECK(commas.rows == Lines{"3|b|2"});
}

TEST_CASE("Twenty problems are named, the rest is counted", "[csv]") {
  std::string text = "name,count\n";
  for (int i = 0; i < 1000; ++i) text += "a\n";
  const Read read = read_whole(text);
  CHECK(read.problems.size() == 20);
  CHECK(read.count == 1000);
  CHECK(read.message == "f.csv has 1000 problems, the first 20 above");
  CHECK(read_whole("name,count\na\n").message == "f.csv has 1 problem");
}

TEST_CASE("A cell is repeated only if it is harmless, and never all of a long one", "[csv]") {
  CHECK(shown_cell("ä b") == "`ä b`");
  CHECK(shown_cell("\x1b[2J") == "the text");
  CHECK(shown_cell("4111 1111 1111 1111") == "the number");
  CHECK(shown_cell(std::string(50, 'a')) == "`" + std::string(40, 'a') + "…`");
}

PROPERTY("It does not matter in what pieces a file comes", "[csv]") {
  const std::vector<std::string> parts = {"a",    "b",  ",",  ",",    ",",    "\n", "\r\n",
                                          "\"",   "\"", "\"", "\"\"", "\r",   " ",  "ä",
                                          "\xE4", "7",  "\n", ",1\n", "x,2\n"};
  const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts));
  std::string text = "name,count\n";
  for (const std::string& part : chosen) text += part;
  const auto size = *rc::gen::inRange<std::size_t>(1, 8);
  const Read whole = read_whole(text);
  const Read pieces = read_in_pieces(text, size);
  RC_ASSERT(pieces.rows == whole.rows);
  RC_ASSERT(pieces.problems == whole.problems);
}
