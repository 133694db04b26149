// What stands behind a Ledger, and the names of its streams.
#pragma once

#include <fmt/format.h>

#include <string>

#include "database.h"
#include "msp/ledger.h"
#include "states.h"

namespace msp {

struct Ledger::Store {
  std::unique_ptr<Database> db;
  std::unique_ptr<States> states;
  bool looks_back = false;
  Prepared issued;  ///< a customer's documents: a run asks for those of many

  explicit Store(std::unique_ptr<Database> opened);
};

Database& database_of(const Ledger& ledger);

inline std::string_view view_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// The stream of a customer.
constexpr std::string_view customer_prefix = "customer/";
inline std::string stream_name(const CustomerId& id) {
  return std::string(customer_prefix) + id.text();
}
/// Whose stream it is; nothing if it is no customer's.
inline std::optional<CustomerId> customer_of(std::string_view stream) {
  if (!stream.starts_with(customer_prefix)) return std::nullopt;
  return CustomerId::from_text(stream.substr(customer_prefix.size()));
}
constexpr std::string_view catalog_stream = "catalog";
constexpr std::string_view ledger_stream = "ledger";

}  // namespace msp
