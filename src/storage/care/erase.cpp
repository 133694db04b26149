#include "care/erase.h"

#include "activity.h"

namespace msp {
namespace {

/// Who asked for a batch is kept with the stream of its first event. If other customers are in it
/// too, it is theirs as well: the desk asked for all of them. A batch's events follow each other.
const std::string texts_of_one =
    "personal WHERE stream=?1 AND commitment NOT IN ("
    "SELECT b.requested_by FROM event e JOIN event n ON n.seq IN (e.seq - 1, e.seq + 1) "
    "JOIN batch b ON b.id=e.batch "
    "WHERE e.stream=?1 AND n.batch=e.batch AND n.stream<>e.stream)";

/// Month by month: there are few of them, and the key begins with the month.
const std::string months =
    "WITH RECURSIVE known(month) AS (SELECT min(month) FROM activity UNION ALL "
    "SELECT (SELECT min(month) FROM activity WHERE month>known.month) FROM known "
    "WHERE month IS NOT NULL) ";
const std::string activity_of_one =
    "activity WHERE stream=?1 AND month IN (SELECT month FROM known WHERE month IS NOT NULL)";

}  // namespace

PersonalData personal_data_of(Database& db, std::int64_t stream) {
  return {db.number("SELECT count(*) FROM " + texts_of_one, stream),
          db.number(months + "SELECT count(*) FROM " + activity_of_one, stream)};
}

void erase_personal_data(Database& db, std::int64_t stream) {
  db.run("DELETE FROM " + texts_of_one, stream);
  db.run(months + "DELETE FROM " + activity_of_one, stream);
}

void scrub_personal_data(Database& db) {
  db.scrub({"personal", "commitment"});
  db.scrub(activity_table);
  db.scrub({"customer", "stream"});
}

PersonalData Ledger::personal_data(const CustomerId& id) const {
  const auto row = store_->db->prepare("SELECT id FROM stream WHERE name=?1", stream_name(id));
  if (!row->step()) return {};
  return personal_data_of(*store_->db, row->number(0));
}

}  // namespace msp
