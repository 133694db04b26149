// A connection to SQLite and its statements.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <memory>
#include <optional>
#include <string>

#include "database.h"
#include "msp/held_signals.h"
#include "msp/result.h"
#include "sqlite/file_lock.h"
#include "sqlite/nameless.h"

namespace msp::sqlite {

/// What the result code of a call of SQLite means for the operator of the ledger called `name`.
Fault fault_of(int code, const std::string& what, const std::string& name);

class Connection : public Database {
 public:
  /// `turn`: held by a writer. `flags`: SQLITE_OPEN_…
  Connection(std::string path, FileLock turn, int flags);
  /// To a file that is to be at `path` and is empty yet: nothing of it is durable before it
  /// appears.
  Connection(std::string path, const Nameless& file);
  ~Connection() override;

  const std::string& name() const override { return path_; }
  Prepared prepare(std::string_view sql) override;
  using Database::prepare;
  void begin() override;
  void commit() override;
  void roll_back() noexcept override;
  void raise_format(std::int64_t needed) override;
  void hide_later_than(std::int64_t seq) override;
  void scrub(const KeyedTable& table) override;
  std::future<std::vector<std::string>> self_check() override;
  void copy_to(const std::string& path) override;

  void exec(const std::string& sql);
  void opened_with(std::int64_t format) { format_ = format; }
  void configure(int option, int value);  ///< SQLITE_DBCONFIG_…
  void wait_at_most(int milliseconds);
  void check(int outcome) const {
    if (outcome != SQLITE_OK) throw fault(outcome);
  }
  Fault fault(int outcome) const;

 protected:
  /// From a COMMIT on, until it is closed or goes on: whoever was told to do it can answer.
  void hold_signals() { held_.emplace(); }

 private:
  void take_all_of(Connection& other);
  /// The newest event as a new connection sees it; nothing if that cannot be told.
  std::optional<std::int64_t> newest_of_file() const;
  bool in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }
  sqlite3* handle() const { return database_.getHandle(); }

  std::optional<HeldSignals> held_;
  std::string path_;
  std::int64_t format_ = 0;  // when it was opened
  std::int64_t before_ = 0;  // the newest event before the transaction
  FileLock turn_;            // before database_, so that it is let go after the file is closed
  SQLite::Database database_;
};

}  // namespace msp::sqlite
