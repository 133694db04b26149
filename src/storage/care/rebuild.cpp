#include "care/proof.h"
#include "care/refold.h"
#include "format/format.h"

namespace msp {

void refold(Database& ledger) {
  for (const KeyedTable& table : projection_tables) {
    ledger.run(fmt::format("DELETE FROM {}", table.name));
  }
  Projections projections(ledger);
  Proof proof(ledger);
  proof.walk(projections);
  proof.require_whole();
  ledger.raise_format(format_of_states);
}

void rebuild(Ledger& ledger) {
  Database& db = database_of(ledger);
  Transaction transaction(db);
  refold(db);
  transaction.commit();
}

}  // namespace msp
