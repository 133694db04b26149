#include "refold.h"

namespace msp {

void rebuild(Ledger& ledger) {
  guarded(ledger.path(), [&] {
    SQLite::Database& db = ledger.store().db;
    Transaction transaction(db);
    for (const ProjectionTable& table : projection_tables) {
      db.exec(std::string("DELETE FROM ") + table.name);
    }
    Projections projections(db);
    refold(db, projections);
    transaction.commit();
  });
}

}  // namespace msp
