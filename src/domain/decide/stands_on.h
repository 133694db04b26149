// Whether a decision stands on what is taken back.
#pragma once

#include "msp/event.h"

namespace msp {

/// A customer up to one event of its history, as it was and as it would be without what is taken
/// back.
struct TwoPasts {
  const Customer& with;
  const Customer& without;
  const Catalog& catalog;
};

/// True if what was decided then could not be decided in the other past, or would say something
/// else in it: what it speaks of is not there, or what it was computed from is different.
bool stands_on(const TwoPasts& pasts, const Recorded<CustomerEvent>& decided);

}  // namespace msp
