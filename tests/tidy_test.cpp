// The floors and the house rules, read off the source tree itself. What is wrong is named by file
// and line, all of it at once.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/source_tree.h"

namespace msp::test {
namespace {

using namespace tree;
using Names = std::set<std::string>;

struct Include {
  std::string name;
  bool quoted = false;
  std::string where;
};

std::vector<Include> includes_of(const fs::path& file) {
  static const std::regex form("^#include ([<\"])([^>\"]+)[>\"]");
  std::vector<Include> includes;
  std::size_t number = 0;
  for (const std::string& line : lines_of(text_of(file))) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, form)) continue;
    includes.push_back({match[2], match[1] == "\"", place(file, number) + ": " + match[2].str()});
  }
  return includes;
}

Names operator+(Names a, const Names& b) {
  a.insert(b.begin(), b.end());
  return a;
}

// What each floor offers to those above it.
const Names values = {"advice", "ascii", "country", "date",     "fields", "identity",   "ids",
                      "money",  "month", "nearest", "progress", "result", "step_amount"};
const Names domain = {"catalog",
                      "command",
                      "commitment",
                      "plan_change",
                      "price",
                      "customer",
                      "event",
                      "fold",
                      "forms",
                      "take_back",
                      "taken_back",
                      "invoice",
                      "invoice_line",
                      "ledger_settings",
                      "message",
                      "named_mailboxes",
                      "order",
                      "outbox",
                      "overrides",
                      "panel",
                      "payment_reference",
                      "subscription",
                      "term_rules",
                      "terms",
                      "usage",
                      "party",
                      "plan_words",
                      "user_group"};
const Names text = {"e_invoice",       "identifiers",  "vat_id",        "glyphs", "journal",
                    "catalog_example", "catalog_file", "catalog_keys",  "csv",    "document",
                    "letter",          "mail",         "mail_template", "read",   "settings_file",
                    "spelled_out",     "sparkline",    "table"};
const Names billing = {"billing", "charge", "monthly_revenue", "units"};
const Names ledger = {"hash",        "held_signals", "ledger",   "ledger_care",
                      "ledger_rows", "new_file",     "recording"};
const Names desk = {"corrections", "daily", "delivery",     "desk",        "panel_import",
                    "turns",       "undo",  "usage_import", "usage_purge", "hand_over"};
const Names report = {"report"};  // all of msp/report/

/// By folder of src, the public headers it may include.
const std::map<std::string, Names> floors = {
    {"values", values},
    {"domain", values + domain},
    {"billing", values + domain + billing},
    {"text", values + domain + text},
    {"storage", values + domain + billing + ledger + Names{"table"}},  // its JSON strings
    {"desk", values + domain + billing + ledger + desk + Names{"csv", "letter", "read"}},
    {"report", values + domain + billing + ledger + desk + text + report},
    {"cli", values + domain + billing + ledger + desk + text + report},
};

/// What `msp/date.h` and `msp/report/usage.h` go by here: date, report.
std::string header_of(const fs::path& include) {
  return std::next(include.begin())->stem().string();
}

/// The floor a public header belongs to.
std::string floor_of(const std::string& header) {
  for (const char* floor : {"values", "domain", "billing", "text", "desk", "report"}) {
    if (floors.at(floor).contains(header)) return floor;
  }
  return ledger.contains(header) ? "storage" : "";
}

std::string output_of(const std::string& arguments) {
  const std::string command = std::string(msp_binary) + " " + arguments;
  const auto closed = [](FILE* stream) { pclose(stream); };
  const std::unique_ptr<FILE, decltype(closed)> stream(popen(command.c_str(), "r"), closed);
  REQUIRE(stream);
  std::string output;
  std::array<char, 4096> piece{};
  while (const std::size_t size = fread(piece.data(), 1, piece.size(), stream.get())) {
    output.append(piece.data(), size);
  }
  return output;
}

std::size_t code_points(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// Functions at namespace or class scope of more than `most` lines. Approximate: a block is a
/// function if its head has a parenthesis, and a scope if it names a namespace or a type.
Findings long_functions(const fs::path& file, std::size_t most) {
  static const std::regex scope("\\b(namespace|class|struct|enum|union)\\b[^(]*$");
  const std::string code = code_of(text_of(file));
  Findings findings;
  std::string head;
  std::size_t line = 1;
  std::size_t depth = 0;  // of the block we look into
  std::size_t start = 0;  // its first line, if it is a function
  for (const char c : code) {
    if (c == '\n') ++line;
    if (depth > 0) {
      depth += c == '{' ? 1 : 0;
      if (c == '}' && --depth == 0 && start > 0 && line - start + 1 > most) {
        findings.push_back(place(file, start));
      }
    } else if (c == '{' && !std::regex_search(head, scope)) {
      depth = 1;
      start = head.find('(') == std::string::npos ? 0 : line;
    }
    head += c;
    if (c == ';' || c == '{' || c == '}') head.clear();
  }
  return findings;
}

}  // namespace

TEST_CASE("Each floor includes only what is below it", "[tidy]") {
  Findings wrong;
  for (const auto& folder : fs::directory_iterator(root / "src")) {
    if (!folder.is_directory()) continue;
    const std::string name = folder.path().filename().string();
    INFO("src/" << name << " has a floor");
    REQUIRE(floors.contains(name));
    for (const fs::path& file : sources({"src/" + name})) {
      for (const Include& include : includes_of(file)) {
        const bool open = include.name.starts_with("msp/");
        const std::string header = open ? header_of(include.name) : "";
        const bool own = include.quoted && fs::exists(folder.path() / include.name);
        const bool below = include.quoted && open && floors.at(name).contains(header);
        if ((include.quoted || open) && !own && !below) wrong.push_back(include.where);
      }
    }
  }
  CHECK(wrong == none);
}

TEST_CASE("Public headers include only headers of their floor and of those below", "[tidy]") {
  Findings wrong;
  for (const fs::path& file : sources({"include"})) {
    const std::string floor = floor_of(header_of(file.lexically_relative(root / "include")));
    INFO(file << " belongs to a floor");
    REQUIRE(!floor.empty());
    for (const Include& include : includes_of(file)) {
      const bool below =
          include.name.starts_with("msp/") && floors.at(floor).contains(header_of(include.name));
      if (include.quoted && !below) wrong.push_back(include.where);
    }
  }
  CHECK(wrong == none);
}

TEST_CASE("Tests see what everybody sees; only those of storage look into storage", "[tidy]") {
  Findings wrong;
  for (const fs::path& file : sources({"tests"})) {
    const bool of_storage = file.parent_path().filename() == "storage";
    for (const Include& include : includes_of(file)) {
      const std::vector<fs::path> shelves = {root / "include", root / "tests", file.parent_path()};
      const bool seen = std::any_of(
          shelves.begin(), shelves.end(),
          [&include](const fs::path& shelf) { return fs::exists(shelf / include.name); });
      const bool inside = of_storage && (fs::exists(root / "src/storage" / include.name) ||
                                         fs::exists(root / "src" / include.name));
      if (include.quoted && !seen && !inside) wrong.push_back(include.where);
    }
  }
  CHECK(wrong == none);
}

TEST_CASE("Only an engine's room knows its library, and only storage knows the room", "[tidy]") {
  const auto files = sources({"src", "include", "bench"});
  CHECK(found(outside(files, {"src/storage/sqlite/"}), "<sqlite3|SQLiteCpp|sqlite3_|PRAGMA|temp\\.",
              true) == none);
  CHECK(found(outside(files, {"src/storage/"}), "sqlite") == none);
}

TEST_CASE("Storage speaks the SQL that every engine takes", "[tidy]") {
  CHECK(found(outside(sources({"src/storage"}), {"src/storage/sqlite/"}),
              "REPLACE INTO|INSERT OR|_rowid|\\bLIKE\\b|ON CONFLICT DO|[(,=]\\?[ ),\"]|"
              "\\bsum\\((?!net\\) AS BIGINT)|(SELECT|ORDER BY|CONFLICT).*[ .]user\\b",
              true) == none);
}

TEST_CASE("Only cli knows the command line, the streams and the clock", "[tidy]") {
  const auto rest = outside(sources({"src", "include"}), {"src/cli"});
  CHECK(found(rest, "<CLI/|<iostream>|std::(cout|cerr|cin)") == none);
  CHECK(found(rest, "clock_gettime|_clock\\b|\\blocaltime|\\bgmtime|gettimeofday|\\btime\\(") ==
        none);
}

TEST_CASE("Only cli knows how its commands and options are typed", "[tidy]") {
  const std::string in_a_string = R"re("([^"\\]|\\.)*(`msp |--[a-z]|MSP_[A-Z]))re";
  CHECK(found(sources({"src/domain", "src/billing", "src/storage", "src/desk"}), in_a_string,
              true) == none);
}

TEST_CASE("No floating point where money is", "[tidy]") {
  CHECK(found(sources({"src/values", "src/domain", "src/billing"}), "\\b(float|double)\\b") ==
        none);
  CHECK(found(sources({"include"}), "\\b(float|double)\\b") == none);
}

TEST_CASE("Nothing updates or deletes what is recorded", "[tidy]") {
  CHECK(found(sources({"src"}),
              "(UPDATE|DELETE FROM|REPLACE INTO|INSERT OR \\w+ INTO)\\s+(event|batch|stream)\\b",
              true) == none);
}

TEST_CASE("Nothing depends on the locale", "[tidy]") {
  CHECK(found(sources({"src", "include"}), "setlocale|std::locale|fmt/chrono\\.h", true) == none);
}

TEST_CASE("What is drawn at random is a PROPERTY, which the soak finds by its tag", "[tidy]") {
  const auto rest = outside(sources({"tests"}), {"tests/support"});
  CHECK(found(rest, "rc::(check|prop)\\b|\\[property\\]", true) == none);
}

TEST_CASE("Files have at most 400 lines of 100 columns", "[tidy]") {
  Findings wrong;
  for (const fs::path& file : sources(everywhere)) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(text_of(file))) {
      ++number;
      if (code_points(line) > 100) wrong.push_back(place(file, number));
    }
    if (number > 400) wrong.push_back(place(file, number));
  }
  CHECK(wrong == none);
}

TEST_CASE("No function is longer than 60 lines", "[tidy]") {
  Findings wrong;
  for (const fs::path& file : sources({"include", "src"})) {
    const Findings here = long_functions(file, 60);
    wrong.insert(wrong.end(), here.begin(), here.end());
  }
  CHECK(wrong == none);
}

TEST_CASE("Every header may be included twice", "[tidy]") {
  Findings wrong;
  for (const fs::path& file : sources(everywhere)) {
    const auto lines = lines_of(text_of(file));
    const bool once = std::find(lines.begin(), lines.end(), "#pragma once") != lines.end();
    if (file.extension() == ".h" && !once) wrong.push_back(place(file, 1));
  }
  CHECK(wrong == none);
}

TEST_CASE("Nothing is left for later in a comment", "[tidy]") {
  CHECK(found(sources(everywhere),
              "\\b(TO"
              "DO|FIX"
              "ME|XX"
              "X)\\b",
              true) == none);
}

TEST_CASE("Every command is typed in a transcript", "[tidy]") {
  std::string typed;
  for (const auto& entry : fs::directory_iterator(root / "tests/cli")) {
    if (entry.path().extension() != ".test") continue;
    for (const std::string& line : lines_of(text_of(entry.path()))) {
      if (line.starts_with("$ ")) typed += line + " \n";
    }
  }
  static const std::regex options("msp (--?[a-z]+[ =][^ ]+ )+");  // they may stand first
  typed = std::regex_replace(typed, options, "msp ");
  static const std::regex listed("^  ([a-z]+( [a-z]+)?)  ");
  std::size_t commands = 0;
  Findings untyped;
  for (const std::string& line : lines_of(output_of("help"))) {
    std::smatch match;
    if (!std::regex_search(line, match, listed)) continue;
    ++commands;
    if (typed.find("msp " + match[1].str() + " ") == std::string::npos) untyped.push_back(match[1]);
  }
  CHECK(commands > 40);
  CHECK(untyped == none);
}

TEST_CASE("Every file of commands is in the list of them", "[tidy]") {
  const std::string list = text_of(root / "src/cli/line/commands.cpp");
  static const std::regex table("Commands (\\w+)_commands = ");
  Findings forgotten;
  for (const fs::path& file : sources({"src/cli/commands"})) {
    std::smatch match;
    const std::string text = text_of(file);
    if (!std::regex_search(text, match, table)) continue;
    if (list.find(" file(" + match[1].str() + ")") == std::string::npos)
      forgotten.push_back(match[1]);
  }
  CHECK(forgotten == none);
}

TEST_CASE("A transcript begins with what it claims", "[tidy]") {
  Findings wrong;
  for (const auto& entry : fs::directory_iterator(root / "tests/cli")) {
    const bool transcript = entry.path().extension() == ".test";
    if (transcript && !text_of(entry.path()).starts_with("# "))
      wrong.push_back(place(entry.path(), 1));
  }
  CHECK(wrong == none);
}

TEST_CASE("The README names every folder of src", "[tidy]") {
  const std::string readme = text_of(root / "README.md");
  Findings unnamed;
  for (const auto& folder : fs::directory_iterator(root / "src")) {
    const std::string name = "src/" + folder.path().filename().string() + "/";
    const bool named = readme.find("| `" + name + "` |") != std::string::npos;
    if (folder.is_directory() && !named) unnamed.push_back(name);
  }
  CHECK(unnamed == none);
}

}  // namespace msp::test
