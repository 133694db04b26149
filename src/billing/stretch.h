// A period as stretches of days with one count and one price each.
#pragma once

#include <vector>

#include "rate.h"

namespace msp {

/// A count and the event that set it.
struct SourcedCount {
  std::int64_t value = 0;
  std::optional<std::int64_t> event;
  std::optional<std::int64_t> fewer = {};  ///< were counted, and more are committed
  std::optional<std::int64_t> fewer_event = {};
};

struct Stretch {
  Period days;
  SourcedCount quantity;
  Price price;
};

/// The covered days of `basis`, in order, without gap: one stretch, or more where the count
/// (`quantity_change` daily) or the price (`existing-prorated`) changes among them.
std::vector<Stretch> stretches_of(const RatingBasis& basis);

}  // namespace msp
