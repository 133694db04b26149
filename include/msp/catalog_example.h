// A catalog to begin with.
#pragma once

#include <string>

#include "msp/terms.h"

namespace msp {

/// A catalog file that can be loaded as it is: one plan of this basis with its price, a tax class
/// and a discount code. Every key is there with what it means; one that is left out stands behind a
/// `#` with its default, or with something that could be said.
std::string catalog_example(Basis basis);

}  // namespace msp
