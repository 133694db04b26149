// What is left of a commitment by who leaves before it is over.
#pragma once

#include "rate.h"
#include "schedule.h"

namespace msp {

/// For the row of components[]: adds what is due of it.
void plan_commitment(const Scope& scope, std::vector<Planned>& planned);
/// Each period at what was committed, or at what staying would have cost if that is less, and the
/// discounts that would have reached it (MISSION 17).
void rate_commitment(const RatingBasis& basis, Charge& charge);

}  // namespace msp
