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
  /// Who recorded this event, and who asked for it, if anybody did.
  template <class Any>
  Batch of(const Recorded<Any>& recorded) {
    Batch batch = of(recorded.batch);
    if (is_due_by_time(recorded.event)) {
      batch.requested_by.clear();
      batch.ref.clear();
      batch.reason.clear();
    }
    return batch;
  }

 private:
  const Ledger& ledger_;
  Batch last_;
};

}  // namespace msp
