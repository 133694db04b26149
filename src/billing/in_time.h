// A subscription and its prices as somebody sees them who does not know, or count, all that was
// said.
#pragma once

#include "msp/billing.h"
#include "schedule.h"

namespace msp {

struct View {
  View(const Customer& said, const Subscription& subscription, const Catalog& known);
  Subscription& own() { return *customer.subscription(number); }
  Plan* plan_from(Date start);  ///< that it has then

  Customer customer;
  Catalog catalog;  ///< only what the customer has bought
  std::int64_t number;
};

/// As the desk knew it at the end of `day`, for what is charged from `start` on.
View known_by(const Scope& scope, Date start, Date day);

/// As if what lowers a charge from `start` on, that was due on `due`, and was received later, held
/// from the day it was received: counts, plans and prices, day by day, an end, another order
/// (MISSION X6). What `retro_credit` never leaves standing is billed by this.
View in_time(View view, Date start, Date due);

}  // namespace msp
