#include "sqlite/connection.h"
#include "msp/advice.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace msp::sqlite {
namespace {

/// SQLite would count its memory under a lock; it wants to be told before it is first used.
const int memory_not_counted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

/// SQLiteCpp's own statement counts a reference for every cell it hands out and wants a std::string
/// for every text bound; this one is on the path of every event, and does neither.
class Rows final : public Statement {
 public:
  Rows(const Connection& db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
  ~Rows() override { sqlite3_finalize(statement_); }

  void bind(int place, std::int64_t value) override {
    db_.check(sqlite3_bind_int64(statement_, place, value));
  }
  void bind(int place, std::string_view text) override { put(place, text, SQLITE_TRANSIENT); }
  void lend(int place, std::string_view text) override { put(place, text, SQLITE_STATIC); }
  void bind(int place, Blob blob) override {
    db_.check(sqlite3_bind_blob64(statement_, place, start_of(blob.bytes), blob.bytes.size(),
                                  SQLITE_TRANSIENT));
  }
  void bind_null(int place) override { db_.check(sqlite3_bind_null(statement_, place)); }

  bool step() override {
    const int outcome = sqlite3_step(statement_);
    if (outcome == SQLITE_ROW) return true;
    if (outcome != SQLITE_DONE) db_.check(outcome);
    return false;
  }
  void reset() override { sqlite3_reset(statement_); }

  std::string_view text(int column) const override {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::int64_t number(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  int columns() const override { return sqlite3_column_count(statement_); }

 private:
  /// Without an address SQLite would take a text of no bytes for NULL.
  static const char* start_of(std::string_view bytes) { return bytes.empty() ? "" : bytes.data(); }
  void put(int place, std::string_view text, sqlite3_destructor_type lifetime) {
    db_.check(
        sqlite3_bind_text64(statement_, place, start_of(text), text.size(), lifetime, SQLITE_UTF8));
  }

  const Connection& db_;
  sqlite3_stmt* statement_;
};

SQLite::Database opened(const std::string& name, const std::string& file, int flags,
                        const std::string& vfs = {}) {
  try {
    return {file, flags | SQLite::OPEN_NOMUTEX, 0, vfs};
  } catch (const SQLite::Exception& failure) {
    throw fault_of(failure.getErrorCode(), failure.what(), name);
  }
}

std::int64_t newest_event(Connection& db) { return db.number("SELECT max(seq) FROM event"); }

}  // namespace

Connection::Connection(std::string path, FileLock turn, int flags)
    : path_(std::move(path)), turn_(std::move(turn)), database_(opened(path_, path_, flags)) {}

Connection::Connection(std::string path, const Nameless& file)
    : path_(std::move(path)),
      database_(opened(path_, file.name, SQLite::OPEN_READWRITE, file.vfs)) {
  exec("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF");
}

Connection::~Connection() {
  if (!turn_.held()) return;
  roll_back();
  // TRUNCATE leaves an empty journal. Whoever holds the turn is the only writer: nobody needs it.
  const std::string journal = path_ + "-journal";
  struct stat file {};
  if (stat(journal.c_str(), &file) == 0 && file.st_size == 0) unlink(journal.c_str());
}

Prepared Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  check(
      sqlite3_prepare_v2(handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  return std::make_unique<Rows>(*this, statement);
}

void Connection::exec(const std::string& sql) { check(database_.tryExec(sql)); }

void Connection::begin() {
  held_.reset();
  if (!in_transaction()) exec("BEGIN IMMEDIATE");
  before_ = newest_event(*this);
}

void Connection::commit() {
  hold_signals();
  const std::int64_t recorded = newest_event(*this);
  const int outcome = database_.tryExec("COMMIT");
  if (outcome == SQLITE_OK) return;
  Fault failure = fault(outcome);
  if (failure.exit() == Exit::busy) throw failure;
  const std::string what = database_.getErrorMsg();
  roll_back();
  const auto found = newest_of_file();
  if (found && *found == recorded && before_ < recorded) return;
  if (found && *found < recorded) throw failure;
  throw Fault(Exit::unknown_outcome, "ledger.outcome_unknown",
              fmt::format("{}: the disk failed while committing: {}", path_, what),
              Advice::repeat_request);
}

/// A commit that failed may be on disk, and may not: whoever opens the file now would see which.
/// Nobody else can have written meanwhile.
std::optional<std::int64_t> Connection::newest_of_file() const {
  try {
    Connection fresh(path_, FileLock(), SQLITE_OPEN_READWRITE);
    fresh.exec("BEGIN");
    const std::int64_t newest = newest_event(fresh);
    // What ended the transaction has to be as durable as it is visible.
    const int journal = ::open((path_ + "-journal").c_str(), O_RDWR | O_CLOEXEC);
    if (journal < 0) return newest;
    const bool synced = fsync(journal) == 0;
    close(journal);
    return synced ? std::optional(newest) : std::nullopt;
  } catch (const Fault&) {
    return std::nullopt;
  }
}

void Connection::roll_back() noexcept {
  if (in_transaction()) database_.tryExec("ROLLBACK");
}

void Connection::raise_format(std::int64_t needed) {
  if (format_ >= needed || number("PRAGMA user_version") >= needed) return;
  exec(fmt::format("PRAGMA user_version={}", needed));
}

void Connection::hide_later_than(std::int64_t seq) {
  // A temporary view comes before a table of its name: every query, there now or written later,
  // sees what was known then and cannot forget to. A view takes no parameters.
  exec("PRAGMA query_only=OFF");
  for (const char* table : {"event", "invoice"}) {
    exec(fmt::format("CREATE TEMP VIEW {0} AS SELECT * FROM main.{0} WHERE seq<={1}", table, seq));
  }
  exec("PRAGMA query_only=ON");
}

void Connection::configure(int option, int value) {
  sqlite3_db_config(handle(), option, value, nullptr);
}

void Connection::wait_at_most(int milliseconds) { sqlite3_busy_timeout(handle(), milliseconds); }

Fault Connection::fault(int outcome) const {
  return fault_of(outcome, database_.getErrorMsg(), path_);
}

Fault fault_of(int code, const std::string& what, const std::string& name) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Exit::busy, "ledger.busy", fmt::format("{} is busy", name), Advice::wait};
    case SQLITE_NOTADB:
      return {Exit::ledger, "ledger.foreign", fmt::format("{} is not a ledger of msp", name),
              Advice::name_ledger};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
      return {Exit::system, "system.disk", fmt::format("{}: {}", name, what),
              "Check the disk; it is safe to repeat this."};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Exit::ledger, "ledger.not_writable", fmt::format("{}: {}", name, what),
              "Check who may write the ledger and its directory."};
    case SQLITE_CONSTRAINT:
      return {Exit::ledger, "ledger.constraint",
              fmt::format("{} refused what contradicts it: {}", name, what), Advice::verify};
    default:
      return {Exit::ledger, "ledger.damaged", fmt::format("{}: {}", name, what), Advice::restore};
  }
}

}  // namespace msp::sqlite
