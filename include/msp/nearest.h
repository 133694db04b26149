// Did you mean …?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/result.h"

namespace msp {

/// The candidate that `typed` was most likely meant to be, if one is near (a slip or two, counted
/// with transpositions; never more than a third of the word).
std::optional<std::string> nearest(std::string_view typed,
                                   const std::vector<std::string>& candidates);

/// "Did you mean …?"; if there is nothing near, what to do `otherwise`.
Hint did_you_mean(const std::optional<std::string>& like, Hint otherwise);

}  // namespace msp
