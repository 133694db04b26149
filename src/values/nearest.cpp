#include "msp/nearest.h"

#include <algorithm>
#include <limits>

namespace msp {
namespace {

/// Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b` (optimal
/// string alignment). Counted in bytes: the words it is asked about are ASCII.
std::size_t slips_between(std::string_view a, std::string_view b) {
  const std::size_t row = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * row);
  for (std::size_t j = 0; j <= b.size(); ++j) cost[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    cost[i * row] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = cost[(i - 1) * row + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      std::size_t least =
          std::min({replaced, cost[(i - 1) * row + j] + 1, cost[i * row + j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        least = std::min(least, cost[(i - 2) * row + j - 2] + 1);
      }
      cost[i * row + j] = least;
    }
  }
  return cost.back();
}

}  // namespace

std::optional<std::string> nearest(std::string_view typed,
                                   const std::vector<std::string>& candidates) {
  constexpr std::size_t most_slips = 2;
  const std::string* best = nullptr;
  std::size_t best_slips = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : candidates) {
    const std::size_t allowed = std::min(most_slips, candidate.size() / 3);
    // A difference in length is at least as many slips; it also keeps a typed megabyte cheap.
    if (typed.size() > candidate.size() + allowed) continue;
    const std::size_t slips = slips_between(typed, candidate);
    if (slips > allowed) continue;
    if (!best || slips < best_slips || (slips == best_slips && candidate < *best)) {
      best = &candidate;
      best_slips = slips;
    }
  }
  if (!best) return std::nullopt;
  return *best;
}

Hint did_you_mean(const std::optional<std::string>& like, Hint otherwise) {
  return like ? Hint("Did you mean " + *like + "?") : otherwise;
}

}  // namespace msp
