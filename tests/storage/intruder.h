// Somebody else's hands on a ledger file: a second connection that obeys no trigger, and the bytes
// of the file itself.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "msp/ledger.h"
#include "msp/ledger_care.h"
#include "msp/recording.h"
#include "support/desk.h"

namespace msp::test {

/// Does with a ledger what the append-only triggers forbid.
class Intruder {
 public:
  explicit Intruder(const std::string& path) : db_(path, SQLite::OPEN_READWRITE) {
    sqlite3_db_config(db_.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    db_.exec("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF");
  }
  void exec(const std::string& sql) { db_.exec(sql); }
  std::int64_t number(const std::string& sql) { return db_.execAndGet(sql).getInt64(); }
  std::string text(const std::string& sql) { return db_.execAndGet(sql).getString(); }
  SQLite::Database& db() { return db_; }

 private:
  SQLite::Database db_;
};

/// One row a line, cells between bars; a cell that is NULL or a blob says so.
inline std::vector<std::string> rows_of(SQLite::Database& db, const std::string& sql) {
  std::vector<std::string> lines;
  SQLite::Statement rows(db, sql);
  while (rows.executeStep()) {
    std::string& line = lines.emplace_back();
    for (int i = 0; i < rows.getColumnCount(); ++i) {
      const SQLite::Column cell = rows.getColumn(i);
      if (i > 0) line += '|';
      if (cell.isNull()) line += "NULL";
      if (cell.isBlob()) line += "x'" + hex(cell.getString()) + "'";
      if (!cell.isNull() && !cell.isBlob()) line += cell.getString();
    }
  }
  return lines;
}

/// Every row of every projection, byte for byte.
inline std::string projections_of(const std::string& path) {
  SQLite::Database db(path, SQLite::OPEN_READONLY);
  std::string dump;
  for (const std::string table :
       {"snapshot", "customer", "subscription", "invoice", "invoice_line"}) {
    for (const auto& row : rows_of(db, "SELECT * FROM " + table + " ORDER BY 1, 2")) {
      dump += table + "|" + row + "\n";
    }
  }
  return dump;
}

/// The whole file. Only while nobody has it open: closing it here would drop SQLite's locks.
inline std::string bytes_of(const std::string& path) {
  std::string bytes(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary)
      .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

inline void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// The names in a directory, in order.
inline std::vector<std::string> files_in(const std::filesystem::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The code of the Fault that `work` leaves with; empty if it does not.
inline std::string fault_of(const auto& work) {
  try {
    work();
  } catch (const Fault& fault) {
    return fault.code();
  }
  return {};
}

inline std::string exported(const Ledger& ledger) {
  std::string text;
  export_ledger(ledger, [&text](std::string_view piece) { text += piece; });
  return text;
}
inline std::string exported(const std::string& path) {
  return exported(Ledger::open(path, Access::read));
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// A new ledger at `path`, filled from an export.
inline Head imported(const std::string& path, const std::vector<std::string>& lines) {
  Ledger ledger = Ledger::create(path);
  std::size_t next = 0;
  return import_ledger(ledger, [&](std::string& line) {
    if (next == lines.size()) return false;
    line = lines[next++];
    return true;
  });
}

/// The folder that a desk's ledger stands in, and what should be in it once nobody is at it.
inline std::string directory_of(const TestDesk& desk) {
  return std::filesystem::path(desk.path()).parent_path().string();
}
inline const std::vector<std::string> only_the_ledger{"ledger.db"};

}  // namespace msp::test
