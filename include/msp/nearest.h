// Did you mean …?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msp {

/// The candidate that `typed` was most likely meant to be, if one is near (a slip or two, counted
/// with transpositions; never more than a third of the word).
std::optional<std::string> nearest(std::string_view typed,
                                   const std::vector<std::string>& candidates);

}  // namespace msp
