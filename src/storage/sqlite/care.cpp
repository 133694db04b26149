// What a file needs now and then: to be looked over, cleared of deleted bytes, copied.
#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>

#include "msp/progress.h"
#include "sqlite/connection.h"
#include "sqlite/new_ledger.h"

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
  NewLedgerFile file(path, Wanted::copy);
  {
    Connection copy(path, nameless(file.descriptor()));
    copy.take_all_of(*this);
  }
  file.appear();
}

void Connection::take_all_of(Connection& other) {
  int outcome = SQLITE_ERROR;
  try {
    constexpr int pages = 4096;
    SQLite::Backup backup(database_, other.database_);
    Progress progress("pages", other.number("PRAGMA page_count"));
    while ((outcome = backup.executeStep(pages)) == SQLITE_OK) progress.step(pages);
  } catch (const SQLite::Exception& failure) {
    throw fault_of(failure.getErrorCode(), failure.what(), path_);
  }
  if (outcome != SQLITE_DONE) throw fault_of(outcome, "the copy is not complete", path_);
}

}  // namespace msp::sqlite
