#include <simdjson.h>

#include <catch2/catch.hpp>
#include <string>

#include "msp/table.h"
#include "support/property.h"

using namespace msp;

namespace {

Table awkward() {
  Table table({{"name"},
               {"net", "", ColumnKind::amount},
               {"mailboxes", "", ColumnKind::count},
               {"since", "", ColumnKind::date},
               {"free", "", ColumnKind::flag}});
  table.add({"Mäkinen \"日本\"", "-12.50", "-3", "2026-01-31", "true"});
  table.add({"00042", "1E5", "0", "", "false"});
  table.add({"", "", "", "", ""});
  return table;
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

// simdjson reads what another library wrote.
std::string read_back(const std::string& json) {
  simdjson::dom::parser parser;
  const simdjson::dom::element document = parser.parse("[" + json + "]");
  return std::string(std::string_view(document.at(0)));
}

}  // namespace

TEST_CASE("JSON is an array with one object a line, and only counts and flags are bare", "[json]") {
  CHECK(render(awkward(), {.format = Format::json}) ==
        "[\n"
        "{\"name\":\"Mäkinen \\\"日本\\\"\",\"net\":\"-12.50\",\"mailboxes\":-3,"
        "\"since\":\"2026-01-31\",\"free\":true},\n"
        "{\"name\":\"00042\",\"net\":\"1E5\",\"mailboxes\":0,\"since\":null,\"free\":false},\n"
        "{\"name\":null,\"net\":null,\"mailboxes\":null,\"since\":null,\"free\":null}\n"
        "]\n");
}

TEST_CASE("JSON Lines is one object a line and nothing else", "[json]") {
  Table table({{"a"}, {"b", "", ColumnKind::count}});
  table.add({"two\nlines", "1"});
  table.add({"x", "2"});
  CHECK(render(table, {.format = Format::jsonl}) ==
        "{\"a\":\"two\\nlines\",\"b\":1}\n"
        "{\"a\":\"x\",\"b\":2}\n");
}

TEST_CASE("No rows are an empty array, or no lines", "[json]") {
  const Table table({{"a"}});
  CHECK(render(table, {.format = Format::json}) == "[]\n");
  CHECK(render(table, {.format = Format::jsonl}).empty());
}

TEST_CASE("The option to leave out the header does not take the keys away", "[json]") {
  Table table({{"a"}});
  table.add({"x"});
  CHECK(render(table, {.format = Format::jsonl, .header = false}) == "{\"a\":\"x\"}\n");
}

TEST_CASE("A count or flag that JSON could not read bare is written as a string", "[json]") {
  const std::string cell = GENERATE(as<std::string>{}, "00042", "-", "1E5", "1.5", "+1", "0x10");
  Table table({{"count", "", ColumnKind::count}, {"flag", "", ColumnKind::flag}});
  table.add({cell, "yes"});
  CHECK(render(table, {.format = Format::jsonl}) ==
        "{\"count\":\"" + cell + "\",\"flag\":\"yes\"}\n");
}

TEST_CASE("A JSON string escapes what JSON must and nothing else", "[json]") {
  CHECK(json_string("") == "\"\"");
  CHECK(json_string("ä 日本 / ' €") == "\"ä 日本 / ' €\"");
  CHECK(json_string("a\"b") == "\"a\\\"b\"");
  CHECK(json_string("a\\b") == "\"a\\\\b\"");
  CHECK(json_string("a\nb\tc\x01") == "\"a\\nb\\tc\\u0001\"");
  CHECK(json_string(std::string_view("a\0b", 3)) == "\"a\\u0000b\"");
}

TEST_CASE("Bytes that are not UTF-8 never make invalid JSON", "[json]") {
  CHECK(json_string("a\xFFz") == "\"a\uFFFDz\"");
  CHECK(json_string("\xC3") == "\"\uFFFD\"");
}

TEST_CASE("A JSON string is appended to what is there", "[json]") {
  std::string out = "{";
  append_json_string(out, "k");
  CHECK(out == "{\"k\"");
}

PROPERTY("Every string of JSON is read back the same", "[json]") {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "\"", "\\", "\n", "\r", "\t", "\x01", "\x7F", "a", "/", "u0041", "ä", "日", "\u2028", "😀"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  RC_ASSERT(read_back(json_string(text)) == text);
}
