// What storage asks of an engine: one set of cases, for every engine there is.
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>

#include "database.h"
#include "intruder.h"
#include "replayed.h"
#include "sqlite/sqlite.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A new ledger in a folder of its own, opened again and again.
class Place {
 public:
  Place() { sqlite::create(path())->commit(); }
  std::unique_ptr<Database> open(Access access) const { return sqlite::open(path(), access, 0); }
  std::string path() const { return directory_ / "ledger.db"; }

 private:
  Directory directory_;
};

constexpr const char* new_stream = "INSERT INTO stream VALUES (?1,?2)";
constexpr const char* new_snapshot = "INSERT INTO snapshot VALUES (?1,?2,?3)";
constexpr const char* new_invoice =
    "INSERT INTO invoice VALUES (?1,?2,?3,1,'invoice','2026-01-01','2026-01-01','2026-01-01',"
    "'EUR',1,2,3)";

}  // namespace

TEST_CASE("A cell is read as it was bound", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  const auto least = std::numeric_limits<std::int64_t>::min();
  const std::string bytes("\0\xff'", 3);
  db->run(new_snapshot, 7, least, Blob{bytes});
  db->run(new_snapshot, 8, 0, Blob{});
  db->run("INSERT INTO customer VALUES (1,?1,?2,'','',?3,?4,?5,0,?6)", "acme", "Ä'ö",
          std::optional<std::int64_t>(), Date::from_text("2026-02-28"), std::optional<Date>(),
          Blob{});
  const auto blobs = db->prepare("SELECT version, state FROM snapshot ORDER BY stream");
  REQUIRE(blobs->step());
  CHECK(blobs->columns() == 2);
  CHECK(blobs->number(0) == least);
  CHECK(blobs->text(1) == bytes);
  REQUIRE(blobs->step());
  CHECK(blobs->text(1).empty());
  CHECK(!blobs->is_null(1));
  CHECK(!blobs->step());
  const auto texts =
      db->prepare("SELECT name, partner, invoicing_group, since, deactivated_from FROM customer");
  REQUIRE(texts->step());
  CHECK(texts->text(0) == "Ä'ö");
  CHECK(texts->text(1).empty());
  CHECK(!texts->is_null(1));
  CHECK(texts->is_null(2));
  CHECK(texts->text(3) == "2026-02-28");
  CHECK(texts->is_null(4));
}

TEST_CASE("A statement runs again with what is bound anew", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  const auto insert = db->prepare(new_stream);
  for (const char* name : {"ledger", "catalog"}) {
    insert->with(std::string_view(name) == "ledger" ? 1 : 2, name).run();
  }
  const auto row = db->prepare("SELECT name FROM stream WHERE id=?1");
  std::string found;
  for (const std::int64_t id : {2, 1, 3}) {
    row->reset();
    row->bind(1, id);
    found += row->step() ? std::string(row->text(0)) + " " : "none";
  }
  CHECK(found == "catalog ledger none");
  CHECK(db->number("SELECT id FROM stream WHERE name=?1", "nobody") == 0);
}

TEST_CASE("What is inserted says its id", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  const std::string insert =
      "INSERT INTO stream SELECT coalesce(max(id), 0) + 1, ?1 FROM stream RETURNING id";
  CHECK(db->number(insert, "ledger") == 1);
  CHECK(db->number(insert, "catalog") == 2);
}

TEST_CASE("What contradicts a key is a Fault, and leaves nothing", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  db->run(new_stream, 1, "ledger");
  CHECK(fault_of([&] { db->run(new_stream, 2, "ledger"); }) == "ledger.constraint");
  CHECK(fault_of([&] { db->run(new_snapshot, 1, 1, std::optional<Date>()); }) ==
        "ledger.constraint");
  CHECK(fault_of([&] { db->prepare("SELECT nothing FROM nowhere"); }) == "ledger.damaged");
  CHECK(db->number("SELECT count(*) FROM stream") == 1);
}

TEST_CASE("Recorded rows are neither changed nor deleted", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  db->run(new_stream, 1, "ledger");
  const std::string update = "UPDATE stream SET name='catalog' WHERE id=1";
  const std::string remove = "DELETE FROM stream WHERE id=1";
  CHECK(fault_of([&] { db->run(update); }) == "ledger.constraint");
  CHECK(fault_of([&] { db->run(remove); }) == "ledger.constraint");
}

TEST_CASE("A transaction that is not committed leaves nothing", "[engine]") {
  const Place place;
  {
    const auto db = place.open(Access::write);
    db->run(new_stream, 1, "ledger");
    db->commit();
    const Transaction next(*db);
    db->run(new_stream, 2, "catalog");
  }
  CHECK(place.open(Access::read)->number("SELECT count(*) FROM stream") == 1);
}

TEST_CASE("A reader sees one moment and writes nothing", "[engine]") {
  const Place place;
  const auto reader = place.open(Access::read);
  CHECK(reader->number("SELECT count(*) FROM stream") == 0);
  CHECK(fault_of([&] { reader->run(new_stream, 1, "ledger"); }) == "ledger.not_writable");
}

TEST_CASE("What came later is hidden from every query", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  for (const std::int64_t seq : {4, 5, 6}) {
    db->run(new_invoice, seq, std::to_string(seq), seq);
  }
  db->commit();
  const auto reader = place.open(Access::read);
  reader->hide_later_than(5);
  CHECK(reader->number("SELECT max(seq) FROM invoice") == 5);
  CHECK(fault_of([&] { reader->run(new_stream, 1, "ledger"); }) == "ledger.not_writable");
}

TEST_CASE("Scrubbing keeps every row that is there", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  for (const std::int64_t stream : {3, 1, 2}) {
    db->run(new_snapshot, stream, stream * 10, Blob{"state"});
  }
  db->run("DELETE FROM snapshot WHERE stream=?1", 2);
  db->scrub({"snapshot", "stream"});
  CHECK(db->number("SELECT count(*) FROM snapshot") == 2);
  CHECK(db->number("SELECT version FROM snapshot WHERE stream=?1", 3) == 30);
}

TEST_CASE("A copy holds what is read, and overwrites nothing", "[engine]") {
  const Place place;
  const auto db = place.open(Access::write);
  db->run(new_stream, 1, "ledger");
  db->commit();
  const std::string copy = place.path() + ".copy";
  const auto reader = place.open(Access::read);
  CHECK(reader->self_check().get().empty());
  reader->copy_to(copy);
  CHECK(sqlite::open(copy, Access::read, 0)->number("SELECT count(*) FROM stream") == 1);
  CHECK(fault_of([&] { reader->copy_to(copy); }) == "ledger.exists");
}
