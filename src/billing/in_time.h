// A subscription and its prices as if nothing that lowers a bill had been said late.
#pragma once

#include "msp/billing.h"

namespace msp {

/// Counts, plans and prices that lower what is owed and were received after the day from which they
/// hold count from the day they were received, day by day; an end and another order (MISSION X6)
/// likewise. What `retro_credit` never leaves standing is billed by this.
struct InTime {
  InTime(const Customer& customer, const Subscription& subscription, const Catalog& catalog);
  Customer customer;
  Catalog catalog;
};

}  // namespace msp
