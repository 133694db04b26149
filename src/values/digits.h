// Exact numbers as digits.
#pragma once

#include <string>

#include "msp/money.h"

namespace msp {

/// `scaled` / 10^places with exactly that many places.
std::string fixed_point(Int128 scaled, int places);

/// Refuses to overflow.
Int128 times(Int128 a, Int128 b);

}  // namespace msp
