// Who asked for a batch, and who typed it.
#pragma once

#include "msp/ledger.h"

namespace msp {

/// Batches by id. A batch's events follow each other, so only the last one asked for is kept: a
/// report over millions of events needs no memory for it.
class Batches {
 public:
  explicit Batches(const Ledger& ledger) : ledger_(ledger) {}
  const Batch& of(std::int64_t id) {
    if (last_.id != id) last_ = ledger_.batch(id);
    return last_;
  }

 private:
  const Ledger& ledger_;
  Batch last_;
};

}  // namespace msp
