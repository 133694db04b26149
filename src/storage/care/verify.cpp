// Nothing is believed: everything derived is derived again, and compared.
#include "care/proof.h"
#include "care/refold.h"
#include "format/shape.h"
#include "sqlite/sqlite.h"

namespace msp {
namespace {

class Comparison {
 public:
  Comparison(Database& db, Database& expected, Proof& proof)
      // What another msp folded nobody reads: there is nothing to be compared with.
      : db_(db), expected_(expected), proof_(proof), with_states_(has_state_of_ours()) {}

  void compare() {
    for (const KeyedTable& table : projection_tables) compare(table);
  }

 private:
  bool has_state_of_ours() {
    const auto row = db_.prepare(
        "SELECT 1 FROM (SELECT state FROM snapshot UNION ALL SELECT state FROM customer) states "
        "WHERE substr(state, 1, ?1)=?2 LIMIT 1",
        static_cast<std::int64_t>(fingerprint.size()), Blob{fingerprint});
    return row->step();
  }

  void compare(const KeyedTable& table) {
    const std::string sql = fmt::format("SELECT * FROM {} ORDER BY {}", table.name, table.key);
    const auto want = expected_.prepare(sql);
    const auto have = db_.prepare(sql);
    while (true) {
      const bool more_wanted = want->step();
      if (more_wanted != have->step()) return differs(table);
      if (!more_wanted) return;
      // The state is the last column.
      const int columns = want->columns() - (has_state(table) && !with_states_ ? 1 : 0);
      for (int i = 0; i < columns; ++i) {
        const std::string_view wanted = want->text(i);
        if (wanted != have->text(i)) return differs(table);
        if (wanted.empty() && want->is_null(i) != have->is_null(i)) return differs(table);
      }
    }
  }

  void differs(const KeyedTable& table) {
    std::string text = fmt::format("the projection `{}` is not what the events say", table.name);
    proof_.report().stale.push_back(text);
    proof_.problem(std::move(text));
  }

  Database& db_;
  Database& expected_;
  Proof& proof_;
  bool with_states_;
};

}  // namespace

VerifyReport verify(const Ledger& ledger) {
  Database& db = database_of(ledger);
  auto kept_well = db.self_check();
  Proof proof(db);
  const auto expected = sqlite::in_memory();
  Projections projections(*expected);
  VerifyReport& report = proof.report();
  if (proof.walk(projections)) {
    proof.attempt([&] { Comparison(db, *expected, proof).compare(); });
    report.customers = expected->number("SELECT count(*) FROM customer");
    report.invoices = expected->number("SELECT count(*) FROM invoice");
  }
  proof.attempt([&] {
    for (std::string& text : kept_well.get()) proof.problem(std::move(text));
  });
  return std::move(report);
}

}  // namespace msp
