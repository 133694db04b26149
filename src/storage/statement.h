// A prepared statement. SQLiteCpp's own counts a reference for every cell it hands out and wants a
// std::string for every text bound; this one is on the path of every event, and does neither.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace msp {

/// Parameters are counted from 1, columns from 0. Texts are copied when bound; a cell's text lives
/// until the next step() or reset(). Throws SQLite::Exception.
class Statement {
 public:
  Statement(const SQLite::Database& db, const std::string& sql) : db_(db.getHandle()) {
    check(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement_, nullptr));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int place, std::int64_t value) { check(sqlite3_bind_int64(statement_, place, value)); }
  void bind(int place, std::string_view text) {
    check(sqlite3_bind_text64(statement_, place, text.empty() ? "" : text.data(), text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  /// Not copied: the text must live until the statement has run.
  void lend(int place, std::string_view text) {
    check(sqlite3_bind_text64(statement_, place, text.empty() ? "" : text.data(), text.size(),
                              SQLITE_STATIC, SQLITE_UTF8));
  }
  void bind(const char* name, std::string_view text) {
    bind(sqlite3_bind_parameter_index(statement_, name), text);
  }
  void bind_blob(int place, std::string_view bytes) {
    check(sqlite3_bind_blob64(statement_, place, bytes.empty() ? "" : bytes.data(), bytes.size(),
                              SQLITE_TRANSIENT));
  }
  void bind_null(int place) { check(sqlite3_bind_null(statement_, place)); }

  bool step() {  ///< true while there is a row
    const int outcome = sqlite3_step(statement_);
    if (outcome == SQLITE_ROW) return true;
    if (outcome != SQLITE_DONE) check(outcome);
    return false;
  }
  void reset() { sqlite3_reset(statement_); }
  void run() {  ///< to its end, ready to be bound anew
    while (step()) {
    }
    reset();
  }

  std::string_view text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
  int columns() const { return sqlite3_column_count(statement_); }

 private:
  void check(int outcome) const {
    if (outcome != SQLITE_OK) throw SQLite::Exception(db_, outcome);
  }
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace msp
