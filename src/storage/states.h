// The folded states of a ledger's streams, as the projections hold them or folded anew.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "msp/ledger.h"

namespace msp {

/// What Ledger promises of the functions with these names.
class States {
 public:
  States() = default;
  virtual ~States() = default;
  States(const States&) = delete;
  States& operator=(const States&) = delete;
  virtual LedgerSettings settings() = 0;
  virtual Catalog catalog() = 0;
  virtual std::optional<Customer> customer(const CustomerId& id) = 0;
  virtual std::vector<std::string> customer_names() = 0;
  virtual void customers(const std::function<void(Customer&&)>& visit) = 0;
};

/// As projected: of the present. What an msp with other lists of fields or other rules folded is
/// folded anew, in memory.
std::unique_ptr<States> projected_states(Database& db);
/// Folded from the events that `db` shows.
std::unique_ptr<States> folded_states(Database& db);

}  // namespace msp
