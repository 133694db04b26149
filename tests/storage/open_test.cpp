// What may be opened as a ledger, and what is left alone.
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "intruder.h"
#include "support/desk.h"
#include "support/plans.h"

using namespace msp;
using namespace msp::test;
namespace fs = std::filesystem;

namespace {

/// The code and the exit code that opening leads to.
std::string opening(const std::string& path, Access access) {
  try {
    Ledger::open(path, access, 0);
  } catch (const Fault& fault) {
    return fault.code() + " " + std::to_string(static_cast<int>(fault.exit()));
  }
  return "opened";
}

void refused_either_way(const std::string& path, const std::string& expected) {
  CHECK(opening(path, Access::read) == expected);
  CHECK(opening(path, Access::write) == expected);
}

/// A database of somebody else's.
std::string foreign_database(const std::string& directory, const std::string& pragmas) {
  const std::string path = directory + "/foreign.db";
  SQLite::Database db(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec(pragmas + "; CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('Finlandia')");
  return path;
}

/// Changes the schema as stored, as an editor of the file could.
void rewrite_schema(const std::string& path, const std::string& sql) {
  SQLite::Database db(path, SQLite::OPEN_READWRITE);
  db.exec("PRAGMA writable_schema=ON; " + sql);
}

}  // namespace

TEST_CASE("A new ledger is one file that only its owner can read", "[open]") {
  const TestDesk desk(CatalogFile{});
  struct stat file {};
  REQUIRE(stat(desk.path().c_str(), &file) == 0);
  CHECK((file.st_mode & 07777U) == 0600U);
  CHECK(files_in(directory_of(desk)) == std::vector<std::string>{"ledger.db"});
}

TEST_CASE("A ledger is never made over a file that is there", "[open]") {
  const TestDesk desk(CatalogFile{});
  const std::string path = directory_of(desk) + "/notes.txt";
  write_bytes(path, "notes");
  CHECK(fault_of([&] { Ledger::create(path); }) == "ledger.exists");
  CHECK(bytes_of(path) == "notes");
  CHECK(fault_of([&] { Ledger::create(desk.path()); }) == "ledger.exists");
}

TEST_CASE("A ledger that cannot be made leaves no file", "[open]") {
  const TestDesk desk(CatalogFile{});
  CHECK(fault_of([&] { Ledger::create(directory_of(desk) + "/no/such/ledger.db"); }) ==
        "ledger.not_writable");
  CHECK(files_in(directory_of(desk)) == std::vector<std::string>{"ledger.db"});
}

TEST_CASE("A ledger that is not there is missing", "[open]") {
  const TestDesk desk(CatalogFile{});
  refused_either_way(directory_of(desk) + "/other.db", "ledger.missing 5");
  CHECK(files_in(directory_of(desk)) == std::vector<std::string>{"ledger.db"});
}

TEST_CASE("A directory and a pipe are no ledger and opening them does not hang", "[open]") {
  const TestDesk desk(CatalogFile{});
  refused_either_way(directory_of(desk), "ledger.unsafe 5");
  const std::string pipe = directory_of(desk) + "/pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  refused_either_way(pipe, "ledger.unsafe 5");
}

TEST_CASE("A ledger with a second name is refused under both", "[open]") {
  const TestDesk desk(CatalogFile{});
  const std::string second = directory_of(desk) + "/second.db";
  fs::create_hard_link(desk.path(), second);
  refused_either_way(desk.path(), "ledger.unsafe 5");
  refused_either_way(second, "ledger.unsafe 5");
  fs::remove(second);
  CHECK(opening(desk.path(), Access::write) == "opened");
}

TEST_CASE("A symbolic link leads to the ledger and to its turn and leaves no journal", "[open]") {
  const TestDesk desk(d_fence());
  const std::string elsewhere = directory_of(desk) + "/elsewhere";
  fs::create_directory(elsewhere);
  const std::string link = elsewhere + "/link.db";
  fs::create_symlink(desk.path(), link);
  {
    const Ledger through_link = Ledger::open(link, Access::write);
    CHECK(opening(desk.path(), Access::write) == "ledger.busy 4");
  }
  {
    Ledger ledger = Ledger::open(link, Access::write);
    Envelope envelope;
    envelope.request = asked("2026-01-10");
    require(handle(ledger, envelope, read<CustomerId>("acme"), trial_of("guard", 25)));
  }
  CHECK(files_in(directory_of(desk)) == std::vector<std::string>{"elsewhere", "ledger.db"});
  CHECK(files_in(elsewhere) == std::vector<std::string>{"link.db"});
}

TEST_CASE("What is not a database is foreign and left as it is", "[open]") {
  const TestDesk desk(CatalogFile{});
  const std::string path = directory_of(desk) + "/text.db";
  for (const std::string& text : {std::string(), std::string("x"), std::string(8192, 'x')}) {
    write_bytes(path, text);
    refused_either_way(path, "ledger.foreign 5");
    CHECK(bytes_of(path) == text);
  }
}

TEST_CASE("Somebody else's database is foreign and left as it is", "[open]") {
  for (const std::string pragmas : {"PRAGMA journal_mode=DELETE", "PRAGMA journal_mode=WAL",
                                    "PRAGMA application_id=252006673; PRAGMA user_version=1"}) {
    INFO(pragmas);
    const TestDesk desk(CatalogFile{});
    const std::string path = foreign_database(directory_of(desk), pragmas);
    const std::string before = bytes_of(path);
    refused_either_way(path, "ledger.foreign 5");
    CHECK((bytes_of(path) == before));
    CHECK(files_in(directory_of(desk)) == std::vector<std::string>{"foreign.db", "ledger.db"});
  }
}

TEST_CASE("A ledger of a newer msp is refused and left as it is", "[open]") {
  const TestDesk desk(CatalogFile{});
  Intruder(desk.path()).exec("PRAGMA user_version=1000");
  const std::string before = bytes_of(desk.path());
  refused_either_way(desk.path(), "ledger.newer 5");
  CHECK((bytes_of(desk.path()) == before));
}

TEST_CASE("Anything planted in the schema is refused", "[open][schema]") {
  for (const std::string sql : {
           "CREATE TRIGGER planted AFTER INSERT ON event BEGIN DELETE FROM answer; END",
           "CREATE VIEW planted AS SELECT * FROM event",
           "CREATE TABLE planted (x)",
           "CREATE INDEX planted ON event (type)",
           "ALTER TABLE customer ADD COLUMN planted TEXT",
           "ALTER TABLE customer RENAME COLUMN partner TO planted",
           "DROP TRIGGER event_is_kept",
           "DROP INDEX invoice_stream",
           "DROP TABLE answer",
       }) {
    INFO(sql);
    const TestDesk desk(CatalogFile{});
    Intruder(desk.path()).exec(sql);
    refused_either_way(desk.path(), "ledger.schema 5");
  }
}

TEST_CASE("A schema that lost the end of a definition is refused", "[open][schema]") {
  for (const std::string sql : {
           "UPDATE sqlite_schema SET sql=replace(sql, ' WHERE request_id <> ''''', '')",
           "UPDATE sqlite_schema SET sql=replace(sql, ' STRICT', '') WHERE name='batch'",
           "UPDATE sqlite_schema SET sql=replace(sql, ', WITHOUT ROWID', '') WHERE name='personal'",
           "UPDATE sqlite_schema SET sql=replace(sql, 'UNIQUE', '      ') WHERE name='event'",
       }) {
    INFO(sql);
    const TestDesk desk(CatalogFile{});
    rewrite_schema(desk.path(), sql);
    const std::string found = opening(desk.path(), Access::write);
    CHECK((found == "ledger.schema 5" || found == "ledger.damaged 5"));
  }
}

TEST_CASE("Who may only read the ledger can read it and not write it", "[open]") {
  const TestDesk desk(CatalogFile{});
  fs::permissions(directory_of(desk), fs::perms(0755));
  fs::permissions(desk.path(), fs::perms(0444));
  const pid_t child = fork();
  if (child == 0) {  // as nobody: root may write everything
    if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) {
      _exit(9);
    }
    if (opening(desk.path(), Access::write) != "ledger.not_writable 5") _exit(1);
    _exit(opening(desk.path(), Access::read) == "opened" ? 0 : 2);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
}
