// What a report is asked for.
#pragma once

#include <optional>
#include <string>

#include "msp/customer.h"
#include "msp/month.h"
#include "msp/table.h"

namespace msp {

/// What a report is asked for; a filter left out lets everything through.
struct Query {
  Date today;  ///< the day it is asked on
  Date as_of;  ///< only what holds on or before this day is seen
  std::optional<Month> month = {};
  std::optional<Date> from = {};     ///< effective, included
  std::optional<Date> through = {};  ///< effective, included
  std::optional<CustomerId> customer = {};
  std::optional<PlanId> plan = {};
  std::optional<std::int64_t> group = {};
  std::optional<Status> status = {};
  std::optional<std::string> partner = {};  ///< through whom they are customers on `as_of`
};

/// Of what is shown for reading, one thing at a time.
Columns field_columns();

}  // namespace msp
