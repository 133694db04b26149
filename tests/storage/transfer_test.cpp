// A ledger on its way: out as text, in again, and read by somebody who has no msp.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "process.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;

namespace {

const std::string script = quoted(source_dir + std::string("/examples/verify_export.py"));

Lines exported_lines() { return lines_of(bytes_of(fixtures + "ledger-v1.jsonl")); }

std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// The place of the n-th line of a kind.
std::size_t place_of(const Lines& lines, const std::string& kind, std::size_t n = 0) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("{\"kind\":\"" + kind + "\"") && n-- == 0) return i;
  }
  throw std::logic_error("no such line");
}

/// The line with another value under one of its keys.
std::string with(const std::string& line, const std::string& key, const nlohmann::json& value) {
  auto json = nlohmann::ordered_json::parse(line);
  if (!json.contains(key)) throw std::logic_error("no such key");
  json[key] = value;
  return json.dump();
}

struct Tampered {
  std::string what;
  Lines lines;
};

/// Every way in which an export may have been damaged on its way.
std::vector<Tampered> tampered_exports() {
  const Lines whole = exported_lines();
  std::vector<Tampered> all;
  const auto add = [&](const std::string& what, const auto& change) {
    Lines lines = whole;
    change(lines);
    all.push_back({what, lines});
  };
  const auto set = [&](const std::string& kind, const std::string& key,
                       const nlohmann::json& value) {
    add(kind + "." + key, [&](Lines& lines) {
      std::string& line = lines[place_of(lines, kind, 4)];
      line = with(line, key, value);
    });
  };
  add("empty", [](Lines& lines) { lines.clear(); });
  add("cut off before the head", [](Lines& lines) { lines.pop_back(); });
  add("cut off in a line", [](Lines& lines) { lines.back().resize(30); });
  add("an event left out", [](Lines& lines) { lines.erase(lines.begin() + 60); });
  add("the first batch left out", [](Lines& lines) { lines.erase(lines.begin()); });
  add("a batch twice", [](Lines& lines) { lines.insert(lines.begin(), lines.front()); });
  add("an event twice", [](Lines& lines) { lines.insert(lines.begin() + 60, lines[60]); });
  add("two events in other order", [](Lines& lines) { std::swap(lines[60], lines[61]); });
  add("two batches in other order", [](Lines& lines) { std::swap(lines[2], lines[3]); });
  add("a line behind the head", [](Lines& lines) { lines.push_back(lines.front()); });
  add("the head twice", [](Lines& lines) { lines.push_back(lines.back()); });
  add("an empty line", [](Lines& lines) { lines.insert(lines.begin() + 5, ""); });
  add("no JSON", [](Lines& lines) { lines[5] = "kind: batch"; });
  add("no object", [](Lines& lines) { lines[5] = "[]"; });
  add("an unknown kind", [](Lines& lines) { lines[5] = R"({"kind":"batches"})"; });
  add("a line without its columns", [](Lines& lines) { lines[5] = R"({"kind":"batch"})"; });
  set("batch", "ref", "mail-9");
  set("batch", "requested_by", "Mallory");
  set("batch", "uid", 0);
  set("batch", "request_digest", "00");
  set("batch", "request_digest", "no hex");
  set("event", "payload", "{}");
  set("event", "effective_on", "2026-01-06");
  set("event", "recorded_at", 1);
  set("event", "type", "trial_declined");
  set("event", "stream", "customer/mallory");
  set("event", "batch", 1);
  set("event", "batch", 999);
  set("event", "batch", -1);
  set("event", "version", 99);
  set("event", "seq", "22");
  set("event", "hash", std::string(64, '0'));
  set("event", "hash", "");
  set("personal", "value", "mallory@acme.example");
  set("personal", "salt", std::string(32, '0'));
  set("personal", "commitment", std::string(64, '0'));
  add("another head", [](Lines& lines) { lines.back()[20] = '9'; });
  return all;
}

}  // namespace

TEST_CASE("An import of an export has the same head and the same projections", "[transfer]") {
  const Replayed original;
  const Directory directory;
  const std::string copy = directory / "copy.db";
  const Head head = imported(copy, lines_of(exported(original.path())));
  CHECK(head.text() == original.read().head().text());
  CHECK(projections_of(copy) == projections_of(original.path()));
  CHECK(exported(copy) == exported(original.path()));
  CHECK(verify(Ledger::open(copy, Access::read)).problems == Lines{});
  CHECK(files_in(directory.name()) == Lines{"copy.db"});
}

TEST_CASE("A request id is remembered with its answer across an import", "[transfer]") {
  const Replayed replayed;
  Ledger ledger = replayed.writable();
  Batch again;
  again.request_id = "panel-2026-02-13";
  const auto earlier = Recording(ledger, again, 0).earlier(again.request_id);
  REQUIRE(earlier);
  CHECK(earlier->answer == "fox/1: 8 mailboxes");
}

TEST_CASE("A ledger that holds events takes no import", "[transfer]") {
  const Replayed replayed;
  const std::string before = bytes_of(replayed.path());
  {
    Ledger ledger = replayed.writable();
    CHECK(fault_of([&] { import_ledger(ledger, [](std::string&) { return false; }); }) ==
          "ledger.not_empty");
  }
  CHECK((bytes_of(replayed.path()) == before));
}

TEST_CASE("An export that was cut, reordered or edited is refused and nothing is imported",
          "[transfer]") {
  const Directory directory;
  const std::string path = directory / "ledger.db";
  for (const Tampered& tampered : tampered_exports()) {
    INFO(tampered.what);
    {
      Ledger ledger = Ledger::create(path);
      std::size_t next = 0;
      try {
        import_ledger(ledger, [&](std::string& line) {
          if (next == tampered.lines.size()) return false;
          line = tampered.lines[next++];
          return true;
        });
        FAIL_CHECK("imported");
      } catch (const Fault& fault) {
        CHECK(fault.code() == "import.rejected");
        CHECK(fault.exit() == Exit::input_rejected);
        CHECK(std::string(fault.what()).starts_with("line "));
      }
    }
    CHECK(files_in(directory.name()).empty());
  }
}

TEST_CASE("The script without msp finds the head of an export", "[transfer][script]") {
  const Replayed replayed;
  const Finished found = shell(quoted(msp_binary) + " --ledger " + quoted(replayed.path()) +
                               " ledger export | python3 " + script);
  CHECK(found.exit == 0);
  CHECK(found.output == msp_on(replayed.path(), "ledger head").output);
}

TEST_CASE("The script without msp refuses what an import refuses and names a line",
          "[transfer][script]") {
  const Directory directory;
  std::vector<std::string> names;
  for (const Tampered& tampered : tampered_exports()) {
    // The script reads JSON as Python does; what a column's type is does not concern it.
    if (tampered.what == "event.seq") continue;
    names.push_back(tampered.what);
    write_bytes(directory / (std::to_string(names.size()) + ".jsonl"), text_of(tampered.lines));
  }
  // All in one Python: starting it costs more than reading all of them.
  const Finished found =
      shell("cd " + quoted(directory.name()) +
            " && python3 -B -c \""
            R"(
import sys
sys.path.insert(0, sys.argv[1])
from verify_export import main
for number in range(int(sys.argv[2])):
    try:
        main(open(f'{number + 1}.jsonl', 'rb'))
    except SystemExit as told:
        print(told)
)"
            "\" " +
            quoted(source_dir + std::string("/examples")) + " " + std::to_string(names.size()));
  INFO(found.output);
  const Lines lines = lines_of(found.output);
  REQUIRE(lines.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    INFO(names[i]);
    CHECK(lines[i].starts_with("line "));
  }
}

TEST_CASE("The script without msp leaves with 1 and the line that is wrong", "[transfer][script]") {
  const Directory directory;
  Lines lines = exported_lines();
  lines[60] = with(lines[60], "effective_on", "2026-01-06");
  write_bytes(directory / "export.jsonl", text_of(lines));
  const Finished refused = shell("python3 " + script + " " + quoted(directory / "export.jsonl"));
  CHECK(refused.exit == 1);
  CHECK(refused.output == "line 61: this is not what was recorded\n");
}

TEST_CASE("The command line refuses a tampered export with exit code 3 and leaves no file",
          "[transfer][cli]") {
  const Directory directory;
  Lines lines = exported_lines();
  lines[60] = with(lines[60], "effective_on", "2026-01-06");
  write_bytes(directory / "export.jsonl", text_of(lines));
  const std::string copy = directory / "copy.db";
  const Finished refused = msp_on(copy, "ledger import " + quoted(directory / "export.jsonl"));
  CHECK(refused.exit == 3);
  CHECK(refused.output.find("line 61 is not what was recorded") != std::string::npos);
  CHECK(files_in(directory.name()) == Lines{"export.jsonl"});
}

TEST_CASE("The command line imports what it exported and refuses to import over a ledger",
          "[transfer][cli]") {
  const Replayed replayed;
  const std::string copy = replayed.directory() / "copy.db";
  const std::string file = replayed.directory() / "export.jsonl";
  REQUIRE(msp_on(replayed.path(), "ledger export -o " + quoted(file)).exit == 0);
  CHECK(msp_on(copy, "ledger import " + quoted(file)).exit == 0);
  CHECK(msp_on(copy, "ledger head").output == msp_on(replayed.path(), "ledger head").output);
  CHECK(msp_on(copy, "ledger verify").exit == 0);
  const std::string before = bytes_of(copy);
  CHECK(msp_on(copy, "ledger import " + quoted(file)).exit == 1);
  CHECK((bytes_of(copy) == before));
}
