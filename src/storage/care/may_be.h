// What the numbers of an event may be. decide() makes sure of it for what is recorded here; what
// comes in a file may have been written by anybody, whatever its hashes say.
#pragma once

#include <optional>
#include <string>

#include "msp/event.h"

namespace msp {

/// The first field that no command records so; nothing if all may be.
std::optional<std::string> why_it_may_not_be(const Event& event);

}  // namespace msp
