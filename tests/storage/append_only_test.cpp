// The ledger grows at its end and nowhere else.
#include <catch2/catch.hpp>

#include "replayed.h"
#include "support/desk.h"
#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A second connection as anybody may open one, with what msp itself sets.
std::string refusal_of(const std::string& path, const std::string& sql) {
  SQLite::Database db(path, SQLite::OPEN_READWRITE);
  db.exec("PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON");
  try {
    db.exec(sql);
  } catch (const SQLite::Exception& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("No event, batch or stream can be changed, deleted or replaced", "[append-only]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-10").tell("acme", trial_of("guard", 25));
  const std::string before = exported(desk.path());
  for (const std::string sql : {
           "UPDATE event SET payload='{}' WHERE seq=2",
           "UPDATE event SET hash=zeroblob(32)",
           "DELETE FROM event WHERE seq=2",
           "DELETE FROM event",
           "REPLACE INTO event SELECT * FROM event WHERE seq=2",
           "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq=2",
           "UPDATE OR REPLACE event SET seq=1 WHERE seq=2",
           "UPDATE batch SET ref='mail-9'",
           "DELETE FROM batch WHERE id=2",
           "REPLACE INTO batch SELECT * FROM batch WHERE id=2",
           "UPDATE stream SET name='customer/bravo' WHERE name='customer/acme'",
           "DELETE FROM stream",
           "REPLACE INTO stream VALUES (1, 'customer/bravo')",
       }) {
    INFO(sql);
    CHECK(refusal_of(desk.path(), sql) == "the ledger is append-only");
    CHECK(exported(desk.path()) == before);
  }
}

TEST_CASE("Events are numbered without holes, over all and within each stream", "[append-only]") {
  const Replayed replayed;
  std::int64_t seq = 0;
  std::map<std::string, std::int64_t> versions;
  const Ledger ledger = replayed.read();
  ledger.events({}, [&](const StoredEvent& event) {
    CHECK(event.seq == ++seq);
    CHECK(event.version == ++versions[std::string(event.stream)]);
  });
  CHECK(seq == ledger.head().seq);
  CHECK(versions.size() == 9);  // ledger, catalog, acme to golf
}

TEST_CASE("Streams and batches are numbered without holes", "[append-only]") {
  const Replayed replayed;
  SQLite::Database db(replayed.path(), SQLite::OPEN_READONLY);
  for (const std::string table : {"stream", "batch"}) {
    const auto ids = rows_of(db, "SELECT id FROM " + table + " ORDER BY id");
    for (std::size_t i = 0; i < ids.size(); ++i) CHECK(ids[i] == std::to_string(i + 1));
  }
}

TEST_CASE("An instant of recording is later than the one before though the clock goes back",
          "[append-only]") {
  const TestDesk desk(d_fence());
  desk.at("2026-03-10").tell("acme", trial_of("guard", 25));
  desk.at("2026-01-05").tell("bravo", trial_of("guard", 25));  // the clock says January again
  std::int64_t before = 0;
  std::string at;
  desk.read().events({}, [&](const StoredEvent& event) {
    CHECK(event.recorded_at > before);
    before = event.recorded_at;
    at = instant_text(event.recorded_at);
  });
  CHECK(at == "2026-03-10T08:00:00.000005Z");
}

TEST_CASE("Every event is chained to all before it", "[append-only]") {
  const TestDesk one(d_fence());
  const TestDesk other(d_fence());
  CHECK(one.read().head().text() == other.read().head().text());
  one.at("2026-01-10").asked_by("", "mail-1").tell("acme", order_of("guard", 25));
  other.at("2026-01-10").asked_by("", "mail-2").tell("acme", order_of("guard", 25));
  CHECK(one.read().head().seq == other.read().head().seq);
  CHECK(one.read().head().text() != other.read().head().text());
}
