#include "personal.h"
#include "refold.h"

namespace msp {

void rebuild(Ledger& ledger) {
  guarded(ledger.path(), [&] {
    SQLite::Database& db = ledger.store().db;
    for (const ProjectionTable& table : projection_tables) {
      db.exec(std::string("DELETE FROM ") + table.name);
    }
    Projections projections(db);
    StoredPersonal personal(db);
    refold(db, projections, personal, [](const StoredEvent&, const RecordedEvent&) {});
    db.exec("COMMIT");
  });
}

}  // namespace msp
