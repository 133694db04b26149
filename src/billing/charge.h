// One charge: count × price × share, exact until it is rounded once, with the steps written down
// by the code that takes them.
#pragma once

#include "msp/billing.h"

namespace msp {

/// What a charge is computed for.
struct ChargeBasis {
  const Customer& customer;
  const Subscription& subscription;
  const Catalog& catalog;
  const Terms& terms;
  LineKind component;
  Period covered;
  Period nominal;  ///< the full period whose price it is a share of
  Rational share;
  Date bill_on;
};

Charge compute(const ChargeBasis& basis);

}  // namespace msp
