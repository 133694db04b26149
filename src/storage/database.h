// The seam below storage: what an engine that keeps a ledger's rows must offer.
//
// SQL is written once, in what SQLite and PostgreSQL both take: parameters are ?1, ?2 … (PostgreSQL
// spells them $1, $2 …), what conflicts names its key, what was inserted is asked for by RETURNING,
// a sum is cast to BIGINT, no pattern is matched (cases are one to SQLite, two to PostgreSQL), and
// the column "user" is quoted: unquoted it is PostgreSQL's own, and sorts nothing. What only one
// engine says stands in its folder.
#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/date.h"

namespace msp {

struct Blob {
  std::string_view bytes;
};

/// A prepared statement. Parameters are counted from 1, columns from 0. What is bound is copied; a
/// cell's text lives until the next step() or reset(). Every failure leaves as a Fault.
class Statement {
 public:
  Statement() = default;
  virtual ~Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  virtual void bind(int place, std::int64_t value) = 0;
  virtual void bind(int place, std::string_view text) = 0;
  virtual void bind(int place, Blob blob) = 0;
  virtual void bind_null(int place) = 0;
  /// Not copied: the text must live until the statement has run.
  virtual void lend(int place, std::string_view text) = 0;
  virtual bool step() = 0;  ///< true while there is a row
  virtual void reset() = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::int64_t number(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual int columns() const = 0;

  void bind(int place, Date date) { bind(place, std::string_view(date.text())); }
  template <class T>
  void bind(int place, const std::optional<T>& value) {
    value ? bind(place, *value) : bind_null(place);
  }
  /// Binds all parameters, the first one first.
  template <class... T>
  Statement& with(const T&... values) {
    int place = 0;
    (bind(++place, values), ...);
    return *this;
  }
  void run() {  ///< to its end, ready to be bound anew
    while (step()) {
    }
    reset();
  }
};
using Prepared = std::unique_ptr<Statement>;

/// A table, and the order its rows are written, compared and rewritten in: that of its key.
struct KeyedTable {
  const char* name;
  const char* key;
};

/// An open ledger, within a transaction from the beginning: one that only reads, for good, or the
/// first of those that write. Whoever destroys it in one rolls it back. Every failure leaves as a
/// Fault.
class Database {
 public:
  Database() = default;
  virtual ~Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  virtual const std::string& name() const = 0;  ///< how messages name the ledger
  virtual Prepared prepare(std::string_view sql) = 0;
  virtual void begin() = 0;  ///< does nothing within a transaction
  /// Durable on return. Fault ledger.outcome_unknown (exit 8): it may be, and it may not.
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0;
  /// With the transaction: from then on who does not know this disk format (format.h) refuses the
  /// ledger as one of a newer msp. Never lowers it.
  virtual void raise_format(std::int64_t needed) = 0;

  /// From here on `event` and `invoice` hold what was recorded up to event `seq`, for whoever reads
  /// through this connection.
  virtual void hide_later_than(std::int64_t seq) = 0;
  /// After rows were deleted or written over: leaves none of their bytes where the table is kept,
  /// as far as the engine can.
  virtual void scrub(const KeyedTable& table) = 0;
  /// Begins to look for what is wrong with how rows are kept, and where one refers to another that
  /// is not there. The answer is asked for while no statement of this connection runs.
  virtual std::future<std::vector<std::string>> self_check() = 0;
  /// Writes all that is read here into a new file at `path`. Refuses to overwrite (ledger.exists).
  virtual void copy_to(const std::string& path) = 0;

  template <class First, class... T>
  Prepared prepare(std::string_view sql, const First& first, const T&... values) {
    Prepared statement = prepare(sql);
    statement->with(first, values...);
    return statement;
  }
  template <class... T>
  void run(std::string_view sql, const T&... values) {
    prepare(sql, values...)->run();
  }
  /// The first cell of the first row; 0 if there is none.
  template <class... T>
  std::int64_t number(std::string_view sql, const T&... values) {
    const Prepared row = prepare(sql, values...);
    return row->step() ? row->number(0) : 0;
  }
};

/// The statement kept in `statement`: prepared when it is first needed, ready to be bound.
inline Statement& prepared(Database& db, Prepared& statement, std::string_view sql) {
  if (!statement) {
    statement = db.prepare(sql);
  } else {
    statement->reset();
  }
  return *statement;
}

/// One write transaction: there is one from here on, and it is rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& db) : db_(db) { db_.begin(); }
  ~Transaction() { db_.roll_back(); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() { db_.commit(); }

 private:
  Database& db_;
};

}  // namespace msp
