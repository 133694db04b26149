#include "care/refold.h"
#include "msp/ledger_care.h"

namespace msp {

void rebuild(Ledger& ledger) {
  Database& db = database_of(ledger);
  Transaction transaction(db);
  refold(db);
  transaction.commit();
}

}  // namespace msp
