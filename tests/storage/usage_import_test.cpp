// A file of activity: taken whole, once, or not at all.
#include <catch2/catch.hpp>

#include "intruder.h"
#include "support/activity_desk.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;

namespace {

Lines problems_of(std::string_view rows, std::string_view today = "2026-03-31") {
  const ActivityDesk desk;
  const auto outcome = desk.tries(rows, today);
  if (outcome) return {};
  CHECK(outcome.refusal().exit == Exit::input_rejected);
  CHECK(desk.seen("acme", "2026-03") == Lines{});
  return outcome.refusal().details;
}

std::vector<UsageImported> imports_of(const Ledger& ledger) {
  std::vector<UsageImported> imports;
  EventFilter filter;
  filter.type = UsageImported::type;
  ledger.recorded_events(filter, [&](const StoredEvent& stored, const RecordedEvent& recorded) {
    CHECK(stored.stream == "ledger");
    imports.push_back(std::get<UsageImported>(recorded.event));
  });
  return imports;
}

}  // namespace

TEST_CASE("An import is an event: the file's hash, its rows, its first and last day", "[usage]") {
  const ActivityDesk desk;
  const UsageOutcome outcome = desk.takes(
      "acme,2026-03-20,anna,,\nacme,2026-02-28,ben,,\n"
      "birch,2026-03-04,,kiosk,business\n");
  CHECK(outcome.rows == 3);
  CHECK(outcome.customers == 2);
  const auto imports = imports_of(desk.desk().read());
  REQUIRE(imports.size() == 1);
  CHECK(imports[0].rows == 3);
  CHECK(imports[0].first_day == day("2026-02-28"));
  CHECK(imports[0].last_day == day("2026-03-20"));
  CHECK(imports[0].file_hash ==
        hex(digest_of("customer,date,user,device,device_kind\nacme,2026-03-20,anna,,\n"
                      "acme,2026-02-28,ben,,\nbirch,2026-03-04,,kiosk,business\n")));
}

TEST_CASE("A day that is edited, deleted or planted beside the chain is told", "[usage][verify]") {
  const ActivityDesk desk;
  desk.takes("acme,2026-02-20,anna,,\nacme,2026-03-20,anna,,\nbirch,2026-03-04,ben,,\n");
  desk.takes("acme,2026-03-21,anna,,\nacme,2026-03-04,carl,,\n");
  const auto problems = [&desk] { return verify(desk.desk().read()).problems; };
  CHECK(problems() == Lines{});
  const std::string whole = bytes_of(desk.desk().path());
  for (const std::string sql :
       {"UPDATE activity SET days=days|(1<<4) WHERE user='anna' AND month='2026-03'",
        "UPDATE activity SET user='dora' WHERE user='carl'",
        "DELETE FROM activity WHERE user='ben'", "DELETE FROM activity WHERE month='2026-03'",
        "INSERT INTO activity SELECT month, stream, 'eve', '', '', days FROM activity "
        "WHERE user='ben'"}) {
    INFO(sql);
    Intruder(desk.desk().path()).exec(sql);
    CHECK(problems() == Lines{"the activity of 2026-03 is not what was recorded"});
    write_bytes(desk.desk().path(), whole);
  }
}

TEST_CASE("The same file again changes nothing, even if it would be refused by now", "[usage]") {
  const ActivityDesk desk;
  const std::string rows = "acme,2026-03-20,anna,,\n";
  const UsageOutcome first = desk.takes(rows);
  const UsageOutcome again = desk.takes(rows);
  CHECK(again.taken_by == first.events.back().seq);
  CHECK(again.events.empty());
  CHECK(again.head.text() == first.head.text());
  desk.desk().at("2026-03-15").tell("acme", DeactivateCustomer{});
  CHECK_FALSE(desk.tries(rows + rows));
  CHECK(desk.tries(rows)->taken_by == first.events.back().seq);
  CHECK(imports_of(desk.desk().read()).size() == 1);
}

TEST_CASE("A dry run and a file without rows leave nothing behind", "[usage]") {
  const ActivityDesk desk;
  const std::string head = desk.desk().read().head().text();
  CHECK(require(desk.tries("acme,2026-03-20,anna,,\n", "2026-03-31", true)).events.size() == 1);
  CHECK(desk.takes("").rows == 0);
  CHECK(desk.desk().read().head().text() == head);
  CHECK(desk.seen("acme", "2026-03") == Lines{});
}

TEST_CASE("One bad line, and nothing of the file is taken", "[usage]") {
  CHECK(problems_of("acme,2026-03-20,anna,,\nacme,2026-03-20,,,\n") ==
        Lines{"f.csv:3:3: user: user and device are both empty: nobody was seen"});
}

TEST_CASE("Who is no customer by activity is named, with who may have been meant", "[usage]") {
  CHECK(problems_of("acmee,2026-03-20,anna,,\nzebra,2026-03-20,anna,,\n,2026-03-20,anna,,\n"
                    "Acme,2026-03-20,anna,,\n") ==
        Lines{"f.csv:2:1: customer: there is no customer `acmee`; did you mean acme?",
              "f.csv:3:1: customer: there is no customer `zebra`",
              "f.csv:4:1: customer: is missing",
              "f.csv:5:1: customer: there is no customer `Acme`; did you mean acme?"});
}

TEST_CASE("A customer without a plan by activity has no activity", "[usage]") {
  const TestDesk desk(d_fence() + defens_x());
  desk.at("2026-03-01").tell("cedar", order_of("guard", 5));
  std::string_view text = "customer,date,user,device,device_kind\ncedar,2026-03-20,anna,,\n";
  Ledger ledger = desk.writable();
  Envelope envelope;
  envelope.request = asked("2026-03-31");
  const auto outcome = import_usage(
      ledger, envelope, {"f.csv", [&text] { return std::exchange(text, std::string_view()); }, {}});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.refusal().details ==
        Lines{"f.csv:2:1: customer: cedar has no subscription that is billed by activity"});
}

TEST_CASE("Decision 12: activity before the end is taken, nothing from there on", "[usage]") {
  const ActivityDesk desk;
  desk.desk().at("2026-03-20").tell("acme", DeactivateCustomer{});
  const auto late = desk.tries("acme,2026-03-19,anna,,\nacme,2026-03-20,anna,,\n");
  REQUIRE_FALSE(late);
  CHECK(late.refusal().details ==
        Lines{"f.csv:3:2: date: acme was served through 2026-03-19, not on 2026-03-20"});
  CHECK(desk.tries("acme,2026-03-19,anna,,\n"));
}

TEST_CASE("Days that do not exist or have not come yet are named", "[usage]") {
  const std::string form =
      " is neither a day of the calendar such as 2026-03-31 nor an instant such as "
      "2026-03-31T23:30:00Z";
  CHECK(problems_of("acme,2026-02-29,anna,,\nacme,31.3.2026,anna,,\nacme,,anna,,\n"
                    "acme,2026-04-01,anna,,\nacme,2026-02-30T12:00:00Z,anna,,\n") ==
        Lines{"f.csv:2:2: date: `2026-02-29`" + form, "f.csv:3:2: date: `31.3.2026`" + form,
              "f.csv:4:2: date: ``" + form,
              "f.csv:5:2: date: 2026-04-01 has not come yet: today is 2026-03-31",
              "f.csv:6:2: date: `2026-02-30T12:00:00Z`" + form});
}

TEST_CASE("A device needs its kind, and a kind its device", "[usage]") {
  CHECK(problems_of("acme,2026-03-20,anna,desk,\nacme,2026-03-20,anna,desk,own\n"
                    "acme,2026-03-20,anna,,business\n") ==
        Lines{"f.csv:2:5: device_kind: is missing: a device is business or personal",
              "f.csv:3:5: device_kind: `own` is neither business nor personal",
              "f.csv:4:5: device_kind: there is a device kind, and no device"});
}

TEST_CASE("Names are text; a card's number is no user, an IMEI is a device", "[usage]") {
  CHECK(problems_of("acme,2026-03-20,4111 1111 1111 1111,,\nacme,2026-03-20,a\x1b[2J,,\n") ==
        Lines{"f.csv:2:3: user: the text may hold a payment card's number",
              "f.csv:3:3: user: the text holds a control character, a line break or an invisible "
              "mark"});
  CHECK(problems_of("acme,2026-03-20,,490154203237518,personal\n") == Lines{});
}

TEST_CASE("However a name's letters are composed, it is one user", "[usage]") {
  const ActivityDesk desk;
  desk.takes("acme,2026-03-01,p\xC3\xA4ivi,,\nacme,2026-03-02,pa\xCC\x88ivi,,\n");
  CHECK(desk.seen("acme", "2026-03") == Lines{"p\xC3\xA4ivi|||3"});
}
