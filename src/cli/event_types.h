// The names of events, as `ledger log --type` takes them.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "msp/event.h"

namespace msp::cli {

template <class... Events>
std::vector<std::string> types_among(const std::variant<Events...>*) {
  return {std::string(Events::type)...};
}

/// All that can stand in a ledger, in the order of the Event variant.
inline std::vector<std::string> event_types() {
  return types_among(static_cast<const Event*>(nullptr));
}

}  // namespace msp::cli
