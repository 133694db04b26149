#include "msp/result.h"

#include "msp/advice.h"

namespace msp {

void not_there() {
  throw Fault(Exit::ledger, "ledger.history", "the ledger speaks of something that is not there",
              Advice::restore);
}

}  // namespace msp
