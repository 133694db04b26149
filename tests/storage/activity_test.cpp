// Evidence of activity: only ever added to, carried wherever the ledger goes, and checked.
#include <catch2/catch.hpp>

#include "replayed.h"
#include "support/activity_desk.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;

namespace {

const std::string some =
    "acme,2026-03-02,anna,desk,business\n"
    "acme,2026-03-31,anna,,\n"
    "birch,2026-03-04,,kiosk,personal\n"
    "acme,2026-02-28,ben,,\n";

/// What verify says after an intruder has been there.
Lines problems_after(const std::string& sql) {
  const ActivityDesk desk;
  desk.takes(some);
  Intruder(desk.desk().path()).exec(sql);
  return verify(desk.desk().read()).problems;
}

}  // namespace

TEST_CASE("Days are kept by month, customer and pair seen together", "[activity]") {
  const ActivityDesk desk;
  desk.takes(some);
  CHECK(desk.seen("acme", "2026-03") == Lines{"anna|||40000000", "anna|desk|business|2"});
  CHECK(desk.seen("acme", "2026-02") == Lines{"ben|||8000000"});
  CHECK(desk.seen("birch", "2026-03") == Lines{"|kiosk|personal|8"});
  CHECK(desk.seen("birch", "2026-04") == Lines{});
}

TEST_CASE("What overlaps is the same fact; days are only added", "[activity]") {
  const ActivityDesk desk;
  desk.takes(some);
  desk.takes("acme,2026-03-02,anna,desk,business\nacme,2026-03-03,anna,desk,business\n");
  CHECK(desk.seen("acme", "2026-03") == Lines{"anna|||40000000", "anna|desk|business|6"});
}

TEST_CASE("A month is read customer by customer, in the order they came", "[activity]") {
  const ActivityDesk desk;
  desk.takes(some);
  Lines lines;
  desk.desk().read().activity(*Month::from_text("2026-03"),
                              [&](const CustomerId& id, std::vector<Activity>&& activity) {
                                for (const Activity& row : activity) {
                                  lines.push_back(id.text() + ": " + ActivityDesk::line_of(row));
                                }
                              });
  CHECK(lines ==
        Lines{"acme: anna|||40000000", "acme: anna|desk|business|2", "birch: |kiosk|personal|8"});
}

TEST_CASE("Without its event no evidence is kept", "[activity]") {
  const ActivityDesk desk;
  {
    Ledger ledger = desk.desk().writable();
    Recording recording(ledger, {}, 0);
    recording.see({.stream = recording.stream_of(read<CustomerId>("acme")),
                   .on = day("2026-03-02"),
                   .user = "anna",
                   .device = ""});
    recording.commit("");
  }
  CHECK(desk.seen("acme", "2026-03") == Lines{});
}

PROPERTY("Any rows in any order, in one file or two, leave the same evidence", "[activity]") {
  const auto line = [] {
    return "acme,2026-0" + std::to_string(*rc::gen::inRange(1, 4)) + "-0" +
           std::to_string(*rc::gen::inRange(1, 10)) + ",user" +
           std::to_string(*rc::gen::inRange(0, 4)) + ",,\n";
  };
  const auto lines = *rc::gen::nonEmpty(rc::gen::container<Lines>(rc::gen::exec(line)));
  const ActivityDesk one;
  const ActivityDesk two;
  std::string all;
  for (const std::string& row : lines) all += row;
  one.takes(all);
  const auto cut = *rc::gen::inRange<std::size_t>(0, lines.size());
  std::string first;
  std::string second;
  for (std::size_t i = lines.size(); i-- > 0;) (i < cut ? first : second) += lines[i];
  two.takes(second);
  two.takes(first + lines.back());
  for (const std::string month : {"2026-01", "2026-02", "2026-03"}) {
    RC_ASSERT(one.seen("acme", month) == two.seen("acme", month));
  }
}

TEST_CASE("An export carries the evidence; the import has the same", "[activity][transfer]") {
  const ActivityDesk desk;
  desk.takes(some);
  const std::string text = exported(desk.desk().path());
  CHECK(text.find(R"({"kind":"activity","month":"2026-03","stream":"customer/acme",)"
                  R"("user":"anna","device":"desk","device_kind":"business","days":2})") !=
        std::string::npos);
  const Directory directory;
  imported(directory / "ledger.db", lines_of(text));
  CHECK(exported(directory / "ledger.db") == text);
  const VerifyReport report = verify(Ledger::open(directory / "ledger.db", Access::read));
  CHECK(report.problems == Lines{});
  CHECK(report.activity == 4);
}

TEST_CASE("An import refuses evidence that no import can have left", "[activity][transfer]") {
  const ActivityDesk desk;
  desk.takes(some);
  const std::string whole = exported(desk.desk().path());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {R"("days":2})", R"("days":0})"},
      {R"("days":2})", R"("days":2147483648})"},
      {R"("days":2})", R"("days":"2"})"},
      {R"("month":"2026-02")", R"("month":"2026-13")"},
      {R"("user":"ben","device":"")", R"("user":"","device":"")"},
      {R"("device_kind":"business")", R"("device_kind":"")"},
      {R"("device_kind":"business")", R"("device_kind":"other")"},
      {R"("stream":"customer/birch","user":"")", R"("stream":"customer/cedar","user":"")"},
      {R"("stream":"customer/birch","user":"")", R"("stream":"catalog","user":"")"}};
  for (const auto& [from, to] : changes) {
    INFO(to);
    std::string text = whole;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    const Directory directory;
    CHECK(fault_of([&] { imported(directory / "ledger.db", lines_of(text)); }) ==
          "import.rejected");
  }
}

TEST_CASE("verify finds evidence that no import can have left", "[activity][verify]") {
  const std::string acme = "activity of 2026-03 (stream 3) has ";
  const std::string to_desk = " WHERE device='desk'";
  const std::string other = "the activity of 2026-03 is not what was recorded";
  CHECK(problems_after("UPDATE activity SET days=0" + to_desk) ==
        Lines{acme + "days that the month does not have", other});
  CHECK(problems_after("UPDATE activity SET days=days | 1<<31" + to_desk) ==
        Lines{acme + "days that the month does not have", other});
  CHECK(problems_after("UPDATE activity SET device_kind=''" + to_desk) ==
        Lines{acme + "a device kind that does not fit", other});
  CHECK(problems_after("UPDATE activity SET user='', device='', device_kind=''" + to_desk) ==
        Lines{acme + "neither a user nor a device", other});
  CHECK(problems_after("UPDATE activity SET stream=1" + to_desk) ==
        Lines{"activity of 2026-03 (stream 1) has no customer", other});
  CHECK(problems_after("UPDATE activity SET month='2026-04'" + to_desk) ==
        Lines{"activity of 2026-04 (stream 3) has days that no import was about", other});
  CHECK(problems_after("UPDATE activity SET month='March'" + to_desk) ==
        Lines{"activity of March (stream 3) has no month", other});
  CHECK(problems_after("UPDATE activity SET days=1 WHERE month='2026-02'") ==
        Lines{"activity of 2026-02 (stream 3) has days that no import was about",
              "the activity of 2026-02 is not what was recorded"});
  // Days that may have been imported, and were not.
  CHECK(problems_after("UPDATE activity SET days=4" + to_desk) == Lines{other});
}

TEST_CASE("A backup has the evidence, a rebuild leaves it alone", "[activity]") {
  const ActivityDesk desk;
  desk.takes(some);
  const std::string before = exported(desk.desk().path());
  const Directory directory;
  backup_ledger(desk.desk().read(), directory / "copy.db");
  CHECK(exported(directory / "copy.db") == before);
  {
    Ledger ledger = desk.desk().writable();
    rebuild(ledger);
  }
  CHECK(exported(desk.desk().path()) == before);
}
