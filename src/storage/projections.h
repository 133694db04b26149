// Part 2 of the schema, written from state: the same rows whether in a command's transaction or in
// a rebuild.
#pragma once

#include "store.h"

namespace msp {

class Projections {
 public:
  explicit Projections(Database& db) : db_(db) {}

  /// Returns the state as written.
  std::string put(std::int64_t stream, std::int64_t version, const Customer& customer);
  template <class State>
  void put_snapshot(std::int64_t stream, std::int64_t version, const State& state) {
    put_snapshot(stream, version, encode(state));
  }
  void add(std::int64_t stream, std::int64_t ordinal, std::int64_t seq,
           const InvoiceIssued& invoice);

 private:
  void put_snapshot(std::int64_t stream, std::int64_t version, const std::string& state);
  void put(std::int64_t stream, const Subscription& subscription);
  static std::string encode(const Catalog& catalog);
  static std::string encode(const LedgerSettings& settings);

  Database& db_;
  Prepared snapshot_;
  Prepared customer_;
  Prepared no_subscriptions_;
  Prepared subscription_;
  Prepared invoice_;
  Prepared line_;
};

}  // namespace msp
