// For work that takes several transactions, so that others come to the ledger in between.
#pragma once

#include <functional>

#include "msp/desk.h"

namespace msp {

struct Turns {
  std::function<Ledger()> read;                     ///< as it is now
  std::function<Ledger()> write;                    ///< waits for its turn
  std::function<Envelope(const Ledger&)> envelope;  ///< of one transaction
  std::function<void()> recorded;  ///< told after each: from here on something is on disk
};

}  // namespace msp
