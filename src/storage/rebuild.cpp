#include "msp/ledger_care.h"
#include "refold.h"

namespace msp {

void rebuild(Ledger& ledger) {
  Database& db = database_of(ledger);
  Transaction transaction(db);
  for (const KeyedTable& table : projection_tables)
    db.run(fmt::format("DELETE FROM {}", table.name));
  Projections projections(db);
  refold(db, projections);
  transaction.commit();
}

}  // namespace msp
