// What documents to come correct of those that were issued.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "msp/date.h"
#include "msp/money.h"

namespace msp {

/// Money that goes back or is charged after all, on documents to come: of what was billed before.
struct Corrections {
  struct Sum {
    std::int64_t net = 0;  ///< minor units
    std::optional<Date> on = {};
  };
  std::map<Currency, Sum> sums;
  std::int64_t charges = 0;  ///< issued months and the like that it is of
  /// What has come to them between two moments.
  void add(const Corrections& before, const Corrections& after);
};

}  // namespace msp
