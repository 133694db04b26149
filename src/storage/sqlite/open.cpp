// Opening a ledger: what may be opened at all, and how SQLite has to behave.
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "format/format.h"
#include "msp/advice.h"
#include "sqlite/connection.h"
#include "sqlite/new_ledger.h"
#include "sqlite/sqlite.h"

namespace msp::sqlite {

extern const std::string_view schema_sql;

namespace {

constexpr std::int64_t application_id = 0x6d737031;  // "msp1"

[[noreturn]] void refuse(std::string code, const std::string& message, Hint hint) {
  throw Fault(Exit::ledger, std::move(code), message, std::move(hint));
}

/// SQLite's locks do not hold on these (magic numbers of statfs(2)): NFS, SMB, CIFS, SMB2, AFS, 9P.
bool is_network_file_system(const std::string& path) {
  struct statfs system {};
  if (statfs(path.c_str(), &system) != 0) return false;
  switch (static_cast<std::uint32_t>(system.f_type)) {
    case 0x6969U:
    case 0x517BU:
    case 0xFF534D42U:
    case 0xFE534D42U:
    case 0x5346414FU:
    case 0x01021997U:
      return true;
    default:
      return false;
  }
}

void check_file(const std::string& path) {
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) {
    refuse("ledger.missing", fmt::format("there is no ledger at {}", path), Advice::make_ledger);
  }
  if (!S_ISREG(file.st_mode)) {
    refuse("ledger.unsafe", fmt::format("{} is not an ordinary file", path),
           "A ledger is one ordinary file.");
  }
  if (file.st_nlink > 1) {
    refuse("ledger.unsafe", fmt::format("{} has a second name (hard link)", path),
           "Under two names it has two locks, and so none: remove the other name.");
  }
  if (is_network_file_system(path)) {
    refuse("ledger.unsafe", fmt::format("{} lies on a network file system", path),
           "Locks do not hold there: keep it on a local disk, and use it through ssh.");
  }
}

/// Where symbolic links lead: the journal and the turn belong to the file, not to a name of it.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? real.get() : path;
}

/// Planted triggers and views would run in spite of every setting: the schema must be ours, to the
/// letter. SQLite keeps each CREATE as it was written.
void check_schema(Database& db) {
  const auto rows =
      db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
  std::size_t at = 0;
  const auto next_create = [&at] {
    at = schema_sql.find("\nCREATE ", at);
    if (at != std::string_view::npos) ++at;
    return at != std::string_view::npos;
  };
  bool same = true;
  while (same && rows->step()) {
    const std::string_view sql = rows->text(0);
    same = next_create() && schema_sql.substr(at, sql.size()) == sql &&
           schema_sql.substr(at + sql.size()).starts_with(';');  // all of it, not a beginning
    at += sql.size();
  }
  if (!same || next_create()) {
    refuse("ledger.schema", fmt::format("the schema of {} is not the one msp made", db.name()),
           Advice::restore_schema);
  }
}

void check_identity(Connection& db) {
  if (db.number("PRAGMA application_id") != application_id) {
    refuse("ledger.foreign", fmt::format("{} is not a ledger of msp", db.name()),
           Advice::name_ledger);
  }
  const std::int64_t format = db.number("PRAGMA user_version");
  if (format > newest_format) {
    refuse("ledger.newer", fmt::format("{} was written by a newer msp", db.name()),
           "Update this msp; the ledger was not touched.");
  }
  db.opened_with(format);
}

void configure(Connection& db) {
  db.configure(SQLITE_DBCONFIG_DEFENSIVE, 1);
  db.configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  db.configure(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  db.configure(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
  // REPLACE would walk past the append-only triggers without recursive_triggers.
  // What is purged or erased is gone from the file too, not only from its lists.
  db.exec(
      "PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; "
      "PRAGMA cache_size=-65536");
}

FileLock turn_at(const std::string& path, Access access, const std::string& who, int seconds) {
  if (access == Access::read) return {};
  try {
    return {path, who, seconds};
  } catch (const Fault& fault) {
    // Who only reads can do without: nothing is recorded meanwhile, as far as SQLite knows.
    if (access == Access::write || fault.code() != "ledger.not_writable") throw;
    return {};
  }
}

}  // namespace

std::unique_ptr<Database> open(const std::string& name, Access access, int wait_seconds,
                               const std::string& who) {
  constexpr int day = 24 * 60 * 60;
  const int seconds = std::clamp(wait_seconds, 0, day);
  check_file(name);
  const std::string path = real_path(name);
  const bool writes = access == Access::write;
  if (writes && ::access(path.c_str(), W_OK) != 0) {
    refuse("ledger.not_writable", fmt::format("{} may not be written by you", path),
           Advice::copy_ledger);
  }
  FileLock turn = turn_at(path, access, who, seconds);
  // One wait for all: readers are waited for as long as is left of it.
  const int left = turn.held() ? turn.left() : seconds * 1000;
  // A reader too may have to roll back what a crashed writer left, so it asks to write as well.
  const bool may_write = ::access(path.c_str(), W_OK) == 0;
  auto db = std::make_unique<Connection>(path, writes ? std::move(turn) : FileLock(),
                                         may_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  db->wait_at_most(left);
  configure(*db);
  check_identity(*db);  // first: setting a journal mode changes somebody else's file
  db->exec(writes ? "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; BEGIN IMMEDIATE"
                  : "PRAGMA query_only=ON; BEGIN");
  check_schema(*db);
  return db;
}

std::unique_ptr<Database> create(const std::string& path) {
  auto db = std::make_unique<NewLedger>(path);
  configure(*db);
  db->exec("BEGIN IMMEDIATE");
  db->exec(std::string(schema_sql));
  db->exec(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", application_id,
                       format_of_states));
  db->opened_with(format_of_states);
  return db;
}

std::unique_ptr<Database> in_memory() {
  auto db = std::make_unique<Connection>(":memory:", FileLock(), SQLITE_OPEN_READWRITE);
  db->exec(std::string(schema_sql) + "; BEGIN");
  return db;
}

}  // namespace msp::sqlite
