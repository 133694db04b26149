// Terms that an agreement sets differently from its plan (MISSION X1).
#pragma once

#include <string>
#include <vector>

#include "msp/result.h"
#include "msp/terms.h"

namespace msp {

/// A term of a plan that an agreement sets differently (MISSION X1), as typed: `first_period`,
/// `trial.length`.
struct Override {
  std::string term;
  std::string value;
  static constexpr void fields(auto& self, auto&& field) {
    field("term", self.term);
    field("value", self.value);
  }
  bool operator==(const Override&) const = default;
};

/// `terms` with the overrides in place. Refusals: term.unknown, term.malformed.
Result<Terms> with_overrides(Terms terms, const std::vector<Override>& overrides);

}  // namespace msp
