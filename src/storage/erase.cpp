#include "erase.h"

namespace msp {
namespace {

/// Who asked for a batch is kept with the stream of its first event. If other customers are in it
/// too, it is theirs as well: the desk asked for all of them. A batch's events follow each other.
const std::string texts_of_stream =
    "personal WHERE stream=?1 AND commitment NOT IN ("
    "SELECT b.requested_by FROM event e JOIN event n ON n.seq IN (e.seq - 1, e.seq + 1) "
    "JOIN batch b ON b.id=e.batch "
    "WHERE e.stream=?1 AND n.batch=e.batch AND n.stream<>e.stream)";

/// Month by month: there are few of them, and the key begins with the month.
const std::string months =
    "WITH RECURSIVE known(month) AS (SELECT min(month) FROM activity UNION ALL "
    "SELECT (SELECT min(month) FROM activity WHERE month>known.month) FROM known "
    "WHERE month IS NOT NULL) ";
const std::string activity =
    "activity WHERE stream=?1 AND month IN (SELECT month FROM known WHERE month IS NOT NULL)";

std::int64_t count(SQLite::Database& db, const std::string& sql, std::int64_t stream) {
  Statement row(db, sql);
  row.bind(1, stream);
  row.step();
  return number_of(row, 0);
}

void run(SQLite::Database& db, const std::string& sql, std::int64_t stream) {
  Statement statement(db, sql);
  statement.bind(1, stream);
  statement.run();
}

/// Splitting pages leaves copies of rows in the slack of others, which no deletion of the rows
/// reaches. So a table is emptied, pages and all (secure_delete zeroes them), and its rows are
/// written anew: what is left in slack is only of those.
void rewrite(SQLite::Database& db, const char* table, const char* order) {
  db.exec(fmt::format("CREATE TEMP TABLE kept AS SELECT * FROM main.{}", table));
  db.exec(fmt::format("DELETE FROM main.{}", table));
  db.exec(fmt::format("INSERT INTO main.{} SELECT * FROM temp.kept ORDER BY {}", table, order));
  db.exec("DROP TABLE temp.kept");
}

}  // namespace

PersonalData personal_data_of(SQLite::Database& db, std::int64_t stream) {
  return {count(db, "SELECT count(*) FROM " + texts_of_stream, stream),
          count(db, months + "SELECT count(*) FROM " + activity, stream)};
}

void erase_personal_data(SQLite::Database& db, std::int64_t stream) {
  run(db, "DELETE FROM " + texts_of_stream, stream);
  run(db, months + "DELETE FROM " + activity, stream);
}

void scrub(SQLite::Database& db) {
  rewrite(db, "personal", "commitment");
  rewrite(db, "activity", "month, stream, user, device, device_kind");
  rewrite(db, "customer", "stream");
}

PersonalData Ledger::personal_data(const CustomerId& id) const {
  return guarded(path(), [&]() -> PersonalData {
    Statement row(store_->db, "SELECT id FROM stream WHERE name=?");
    row.bind(1, stream_name(id));
    if (!row.step()) return {};
    return personal_data_of(store_->db, number_of(row, 0));
  });
}

}  // namespace msp
