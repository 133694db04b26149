// What terms may not say together, and what they come to.
#pragma once

#include <string>
#include <vector>

#include "msp/terms.h"

namespace msp {

/// Contradictions, each with the key it is about.
struct TermProblem {
  std::string key;
  std::string problem;
};
std::vector<TermProblem> problems_of(const Terms& terms);

/// The first day on which a notice received on `received_on` from a customer since `since` no
/// longer bills: received + the months of its tenure (MISSION D12).
Date notice_end(const Terms& terms, Date since, Date received_on);

}  // namespace msp
