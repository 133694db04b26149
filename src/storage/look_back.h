// A ledger as it was known: the views that hide what came later, and the states folded from what is
// left. The projections know only the present.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store.h"

namespace msp {

/// From here on `event` and `invoice` are what was recorded up to event `seq`, for whoever reads
/// them through this connection.
void hide_later_than(SQLite::Database& db, std::int64_t seq);

LedgerSettings past_settings(SQLite::Database& db);
Catalog past_catalog(SQLite::Database& db);
std::optional<Customer> past_customer(SQLite::Database& db, const CustomerId& id);
void past_customers(SQLite::Database& db, const std::function<void(Customer&&)>& visit);
std::vector<std::string> past_customer_names(SQLite::Database& db);

}  // namespace msp
