// Opening a ledger: what may be opened at all, and how SQLite has to behave.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "store.h"

namespace msp {
namespace {

/// SQLite would count its memory under a lock; it wants to be told before it is first used.
const int memory_not_counted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

[[noreturn]] void refuse(std::string code, const std::string& message, std::string hint) {
  throw Fault(Exit::ledger, std::move(code), message, std::move(hint));
}

std::string directory_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
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
    refuse("ledger.missing", fmt::format("there is no ledger at {}", path),
           "`msp init` makes one; --ledger FILE or MSP_LEDGER names another.");
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

std::int64_t pragma(SQLite::Database& db, const std::string& name) {
  return db.execAndGet("PRAGMA " + name).getInt64();
}

/// Planted triggers and views would run in spite of every setting: the schema must be ours, to the
/// letter. SQLite keeps each CREATE as it was written.
void check_schema(SQLite::Database& db, const std::string& path) {
  Statement rows(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
  std::size_t at = 0;
  const auto next_create = [&at] {
    at = schema_sql.find("\nCREATE ", at);
    if (at != std::string_view::npos) ++at;
    return at != std::string_view::npos;
  };
  bool same = true;
  while (same && rows.step()) {
    const std::string_view sql = text_of(rows, 0);
    same = next_create() && schema_sql.substr(at, sql.size()) == sql &&
           schema_sql.substr(at + sql.size()).starts_with(';');  // all of it, not a beginning
    at += sql.size();
  }
  if (!same || next_create()) {
    refuse("ledger.schema", fmt::format("the schema of {} is not the one msp made", path),
           "Somebody changed it: restore the newest backup that passes `msp ledger verify`.");
  }
}

void check_identity(SQLite::Database& db, const std::string& path) {
  if (pragma(db, "application_id") != application_id) {
    refuse("ledger.foreign", fmt::format("{} is not a ledger of msp", path),
           "--ledger FILE or MSP_LEDGER names the right one.");
  }
  if (pragma(db, "user_version") > schema_version) {
    refuse("ledger.newer", fmt::format("{} was written by a newer msp", path),
           "Update this msp; the ledger was not touched.");
  }
}

void configure(SQLite::Database& db, int wait_seconds) {
  constexpr int day = 24 * 60 * 60;
  db.setBusyTimeout(std::clamp(wait_seconds, 0, day) * 1000);
  const auto set = [&db](int option, int value) {
    sqlite3_db_config(db.getHandle(), option, value, nullptr);
  };
  set(SQLITE_DBCONFIG_DEFENSIVE, 1);
  set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
  // REPLACE would walk past the append-only triggers without recursive_triggers.
  // What is purged or erased is gone from the file too, not only from its lists.
  db.exec(
      "PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; "
      "PRAGMA cache_size=-65536");
}

/// True between BEGIN and COMMIT or ROLLBACK.
bool is_open(const SQLite::Database& db) { return sqlite3_get_autocommit(db.getHandle()) == 0; }

void roll_back(const SQLite::Database& db) {
  if (is_open(db)) sqlite3_exec(db.getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace

Transaction::Transaction(SQLite::Database& db) : db_(db) {
  if (!is_open(db_)) db_.exec("BEGIN IMMEDIATE");  // open() began the first one
}

Transaction::~Transaction() { roll_back(db_); }

void Transaction::commit() { db_.exec("COMMIT"); }

Ledger::Store::Store(std::string file, FileLock lock, int flags)
    : path(std::move(file)), turn(std::move(lock)), db(path, flags) {}

Ledger::Store::~Store() {
  if (!turn.held()) return;
  roll_back(db);
  // TRUNCATE leaves an empty journal. Whoever holds the turn is the only writer: nobody needs it.
  const std::string journal = path + "-journal";
  struct stat file {};
  if (stat(journal.c_str(), &file) == 0 && file.st_size == 0) unlink(journal.c_str());
}

Ledger Ledger::open(const std::string& name, Access access, int wait_seconds) {
  check_file(name);
  const std::string path = real_path(name);
  const bool writes = access == Access::write;
  if (writes && ::access(path.c_str(), W_OK) != 0) {
    refuse("ledger.not_writable", fmt::format("{} may not be written by you", path),
           "Use an account that may, or a copy made with `msp ledger backup`.");
  }
  return guarded(path, [&] {
    FileLock turn =
        access == Access::read ? FileLock() : FileLock(directory_of(path), wait_seconds);
    // A reader too may have to roll back what a crashed writer left, so it asks to write as well.
    const bool may_write = ::access(path.c_str(), W_OK) == 0;
    auto store = std::make_unique<Store>(
        path, writes ? std::move(turn) : FileLock(),
        (may_write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY) | SQLite::OPEN_NOMUTEX);
    configure(store->db, wait_seconds);
    check_identity(store->db, path);  // first: setting a journal mode changes somebody else's file
    if (writes) {
      store->db.exec("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; BEGIN IMMEDIATE");
    } else {
      store->db.exec("PRAGMA query_only=ON; BEGIN");
    }
    check_schema(store->db, path);
    return Ledger(std::move(store));
  });
}

void Ledger::create(const std::string& path) {
  constexpr int patience = 10;
  const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0 && errno == EEXIST) {
    throw Fault(Exit::refused, "ledger.exists", fmt::format("{} is there already", path),
                "Use it as it is, or choose another --ledger FILE.");
  }
  if (descriptor < 0) {
    refuse("ledger.not_writable", fmt::format("{} cannot be made", path),
           "Check that its directory exists and may be written.");
  }
  close(descriptor);  // empty, and not yet SQLite's: no lock of its can be lost
  try {
    guarded(path, [&] {
      const FileLock turn(directory_of(path), patience);  // until the journal is gone
      SQLite::Database db(path, SQLite::OPEN_READWRITE);
      db.exec("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; BEGIN IMMEDIATE");
      db.exec(std::string(schema_sql));
      db.exec(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}; COMMIT",
                          application_id, schema_version));
      unlink((path + "-journal").c_str());
    });
  } catch (...) {
    unlink(path.c_str());
    throw;
  }
}

Fault fault_of(const SQLite::Exception& error, const std::string& path) {
  const int code = error.getErrorCode();
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Exit::busy, "ledger.busy", fmt::format("{} is busy", path),
              "It is safe to repeat this; --wait SECONDS waits longer."};
    case SQLITE_NOTADB:
      return {Exit::ledger, "ledger.foreign", fmt::format("{} is not a ledger of msp", path),
              "--ledger FILE or MSP_LEDGER names the right one."};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
      return {Exit::system, "system.disk", fmt::format("{}: {}", path, error.what()),
              "Check the disk; it is safe to repeat this."};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Exit::ledger, "ledger.not_writable", fmt::format("{}: {}", path, error.what()),
              "Check who may write the ledger and its directory."};
    case SQLITE_CONSTRAINT:
      return {Exit::ledger, "ledger.constraint",
              fmt::format("{} refused what contradicts it: {}", path, error.what()),
              "Run `msp ledger verify`."};
    default:
      return {Exit::ledger, "ledger.damaged", fmt::format("{}: {}", path, error.what()),
              "Run `msp ledger verify`; restore the newest backup that passes it."};
  }
}

}  // namespace msp
