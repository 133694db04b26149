// What a file needs now and then: to be looked over, cleared of deleted bytes, copied.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sqlite/connection.h"

namespace msp::sqlite {
namespace {

using Problems = std::vector<std::string>;

Problems problems_of_file(Connection& db) {
  Problems problems;
  for (const auto rows = db.prepare("PRAGMA integrity_check(20)"); rows->step();) {
    if (rows->text(0) != "ok") problems.push_back(fmt::format("the file: {}", rows->text(0)));
  }
  for (const auto rows = db.prepare("PRAGMA foreign_key_check"); rows->step();) {
    problems.push_back(fmt::format("{}: a row refers to one that is not there", rows->text(0)));
  }
  return problems;
}

/// The same for another thread, which needs a connection of its own. Both see one moment: nobody
/// can commit while either reads. Nothing if a writer is about to: it waits for us, so we must not
/// wait for it.
std::optional<Problems> problems_of_file_beside(const std::string& path) {
  try {
    Connection db(path, FileLock(), SQLITE_OPEN_READONLY);
    db.exec("PRAGMA cell_size_check=ON; PRAGMA cache_size=-32768; BEGIN");
    return problems_of_file(db);
  } catch (const Fault& fault) {
    if (fault.exit() == Exit::busy) return std::nullopt;
    throw;
  }
}

/// A file of no bytes, where there was none.
void make_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const bool there = errno == EEXIST;
    throw Fault(there ? Exit::refused : Exit::system, there ? "ledger.exists" : "system.file",
                fmt::format("{} {}", path, there ? "is there already" : "cannot be made"),
                there ? "Choose another name; nothing is ever overwritten."
                      : "Check that its directory exists and may be written.");
  }
  close(descriptor);
}

}  // namespace

std::future<Problems> Connection::self_check() {
  auto beside = std::async(std::launch::async, problems_of_file_beside, path_);
  return std::async(std::launch::deferred, [this, beside = beside.share()] {
    const auto& found = beside.get();
    return found ? *found : problems_of_file(*this);
  });
}

/// Splitting pages leaves copies of rows in the slack of others, which no deletion of the rows
/// reaches. So a table is emptied, pages and all (secure_delete zeroes them), and its rows are
/// written anew: what is left in slack is only of those.
void Connection::scrub(const KeyedTable& table) {
  exec(
      fmt::format("CREATE TEMP TABLE kept AS SELECT * FROM main.{0};"
                  "DELETE FROM main.{0};"
                  "INSERT INTO main.{0} SELECT * FROM temp.kept ORDER BY {1};"
                  "DROP TABLE temp.kept",
                  table.name, table.key));
}

void Connection::copy_to(const std::string& path) {
  make_file(path);
  try {
    Connection copy(path, FileLock(), SQLITE_OPEN_READWRITE);
    copy.exec("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL");
    copy.take_all_of(*this);
  } catch (...) {
    unlink(path.c_str());
    throw;
  }
  unlink((path + "-journal").c_str());
}

void Connection::take_all_of(const Connection& other) {
  sqlite3_backup* backup = sqlite3_backup_init(handle_.get(), "main", other.handle_.get(), "main");
  if (!backup) throw fault(sqlite3_errcode(handle_.get()));
  const int outcome = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (outcome != SQLITE_DONE) throw fault_of(outcome, "the copy is not complete", path_);
}

}  // namespace msp::sqlite
