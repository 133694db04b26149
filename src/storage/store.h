// The open ledger file, and how SQLite's errors become ours.
#pragma once

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <optional>
#include <string>

#include "file_lock.h"
#include "msp/ledger.h"
#include "statement.h"

namespace msp {

constexpr std::int64_t application_id = 0x6d737031;  // "msp1"
constexpr std::int64_t schema_version = 1;

extern const std::string_view schema_sql;

struct Ledger::Store {
  std::string path;
  FileLock turn;  ///< held by a writer; before db, so that it is let go after the file is closed
  SQLite::Database db;
  bool looks_back = false;          ///< states are folded from the events: see look_back.h
  std::optional<Statement> issued;  ///< a customer's documents: a run asks for those of many

  Store(std::string file, FileLock lock, int flags);
  ~Store();
};

/// One write transaction: there is one from here on, and it is rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(SQLite::Database& db);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  SQLite::Database& db_;
};

/// The Fault that an error of SQLite means for the operator of the ledger at `path`.
Fault fault_of(const SQLite::Exception& error, const std::string& path);

/// Runs `work`; what SQLite throws leaves as a Fault.
template <class Work>
auto guarded(const std::string& path, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw fault_of(error, path);
  }
}

inline std::string_view text_of(const Statement& row, int column) { return row.text(column); }
inline std::int64_t number_of(const Statement& row, int column) { return row.number(column); }

inline std::string_view view_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// The stream of a customer.
constexpr std::string_view customer_prefix = "customer/";
inline std::string stream_name(const CustomerId& id) {
  return std::string(customer_prefix) + id.text();
}
constexpr std::string_view catalog_stream = "catalog";
constexpr std::string_view ledger_stream = "ledger";

}  // namespace msp
