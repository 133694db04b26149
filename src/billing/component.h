// The kinds of charges, one row each.
#pragma once

#include <array>

#include "rate.h"
#include "schedule.h"

namespace msp {

struct Component {
  LineKind kind;
  /// Adds what is due of it; absent: it is planned with another one.
  void (*schedule)(const Scope&, std::vector<Planned>&);
  void (*rate)(const RatingBasis&, Charge&);
  /// True if the one that begins on `start` is billed.
  bool (*settled)(const Subscription&, Date start);
};

extern const std::array<Component, 5> components;

const Component& component_of(LineKind kind);

}  // namespace msp
