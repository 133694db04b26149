// Part 2 of the schema, written from state: the same rows whether in a command's transaction or in
// a rebuild.
#pragma once

#include "store.h"

namespace msp {

class Projections {
 public:
  explicit Projections(SQLite::Database& db) : db_(db) {}

  /// Returns the state as written.
  std::string put(std::int64_t stream, std::int64_t version, const Customer& customer);
  template <class State>
  void put_snapshot(std::int64_t stream, std::int64_t version, const State& state) {
    put_snapshot(stream, version, encode(state));
  }
  void add(std::int64_t stream, std::int64_t ordinal, const RecordedEvent& invoice);

 private:
  void put_snapshot(std::int64_t stream, std::int64_t version, const std::string& state);
  void put(std::int64_t stream, const Subscription& subscription);
  static std::string encode(const Catalog& catalog);
  static std::string encode(const LedgerSettings& settings);
  Statement& prepared(std::unique_ptr<Statement>& statement, const char* sql);

  SQLite::Database& db_;
  std::unique_ptr<Statement> snapshot_;
  std::unique_ptr<Statement> customer_;
  std::unique_ptr<Statement> subscription_;
  std::unique_ptr<Statement> invoice_;
  std::unique_ptr<Statement> line_;
};

}  // namespace msp
