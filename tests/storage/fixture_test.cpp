// The disk format, kept: what an earlier msp wrote is read as it was meant, for ever.
//
// tests/fixtures/ledger-vN.jsonl is an export, ledger-vN.txt the rows that its events lead to. A
// new type of event, or a new field of one, gets a pair of its own with the next number: never edit
// or remake one that has been released. To make one, extend `FourMonths` (four_months.h) and run,
// in an empty directory, `msp_tests "[.fixture]"`: it writes ledger.jsonl and ledger.txt there.
// Read the rows before you check them in: they are what every later msp has to say about these
// events.
#include <catch2/catch.hpp>
#include <set>

#include "four_months.h"
#include "msp/report/reproduce.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// What the projections say, without the folded states, which may change their form.
std::string rows_to_read(const std::string& path) {
  SQLite::Database db(path, SQLite::OPEN_READONLY);
  std::string text;
  const auto add = [&](const std::string& title, const std::string& sql) {
    text += title + "\n";
    for (const std::string& row : rows_of(db, sql)) text += row + "\n";
    text += "\n";
  };
  add("customer: id, name, partner, country, group, since, deactivated from, version",
      "SELECT id, name, partner, country, invoicing_group, since, deactivated_from, version "
      "FROM customer ORDER BY id");
  add("subscription: customer, number, plan, currency, mailboxes, ordered, connected, trial from, "
      "trial end, deadline, converted, billing from, free rider, notice, end",
      "SELECT c.id, s.number, s.plan, s.currency, s.mailboxes, s.ordered_on, s.connected_on, "
      "s.trial_from, s.trial_end_on, s.deadline, s.converted_on, s.billing_from, s.free_rider, "
      "s.notice_on, s.end_on FROM subscription s JOIN customer c USING (stream) ORDER BY 1, 2");
  add("invoice: ordinal, number, event, customer, kind, issued, due, billed, currency, net, tax, "
      "gross",
      "SELECT i.ordinal, i.number, i.seq, c.id, i.kind, i.issued_on, i.due_on, i.billed_on, "
      "i.currency, i.net, i.tax, i.gross FROM invoice i JOIN customer c USING (stream) ORDER BY 1");
  add("invoice_line: ordinal, line, customer, subscription, component, kind, start, end, revision, "
      "quantity, net",
      "SELECT l.ordinal, l.line, c.id, l.subscription, l.component, l.kind, l.start_on, l.end_on, "
      "l.revision, l.quantity, l.net FROM invoice_line l JOIN customer c USING (stream) "
      "ORDER BY 1, 2");
  return text;
}

/// ledger-v1, ledger-v2 … without their endings.
std::vector<std::string> all_fixtures() {
  std::vector<std::string> names;
  for (const std::string& file : files_in(fixtures)) {
    const std::filesystem::path path(file);
    if (path.extension() == ".jsonl") names.push_back(fixtures + path.stem().string());
  }
  return names;
}

std::set<std::string> types_in(const Ledger& ledger) {
  std::set<std::string> types;
  ledger.events({}, [&types](const StoredEvent& event) { types.emplace(event.type); });
  return types;
}

std::set<std::string> all_types() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return std::set<std::string>{std::string(std::variant_alternative_t<I, Event>::type)...};
  }
  (std::make_index_sequence<std::variant_size_v<Event>>());
}

}  // namespace

TEST_CASE("Every type of event stands in a fixture", "[fixture]") {
  std::set<std::string> found;
  for (const std::string& name : all_fixtures()) {
    const Directory directory;
    imported(directory / "ledger.db", lines_of(bytes_of(name + ".jsonl")));
    found.merge(types_in(Ledger::open(directory / "ledger.db", Access::read)));
  }
  CHECK(found == all_types());
}

TEST_CASE("What an earlier msp wrote is whole and leads to the same rows", "[fixture]") {
  for (const std::string& name : all_fixtures()) {
    INFO(name);
    const Directory directory;
    const std::string path = directory / "ledger.db";
    imported(path, lines_of(bytes_of(name + ".jsonl")));
    CHECK(verify(Ledger::open(path, Access::read)).problems == std::vector<std::string>{});
    CHECK(rows_to_read(path) == bytes_of(name + ".txt"));
  }
}

TEST_CASE("What an earlier msp wrote is exported again byte for byte", "[fixture]") {
  for (const std::string& name : all_fixtures()) {
    INFO(name);
    const Directory directory;
    const std::string text = bytes_of(name + ".jsonl");
    imported(directory / "ledger.db", lines_of(text));
    CHECK((exported(directory / "ledger.db") == text));
  }
}

TEST_CASE("What msp 0.1.0 issued is computed again byte for byte", "[fixture]") {
  const Directory directory;
  const std::string path = directory / "ledger.db";
  imported(path, lines_of(bytes_of(fixtures + "ledger-0.1.0.jsonl")));
  const Ledger now = Ledger::open(path, Access::read);
  const auto issued = now.invoices({});
  CHECK(issued.size() > 10);
  for (const InvoiceRow& row : issued) {
    INFO(row.number);
    Ledger then = Ledger::open(path, Access::read);
    then.look_back_to(row.seq - 1);
    const auto invoice = std::get<InvoiceIssued>(now.event(row.seq)->event);
    CHECK(invoice_reproduce(now, then, row.customer, invoice, invoice.issued_on).same);
  }
}

TEST_CASE("The history that fixtures are made of holds every type of event", "[fixture]") {
  const FourMonths history;
  CHECK(types_in(history.desk().read()) == all_types());
  CHECK(verify(history.desk().read()).problems == std::vector<std::string>{});
}

TEST_CASE("Makes a fixture in the current directory", "[.fixture]") {
  const FourMonths history;
  Intruder(history.path()).exec("DELETE FROM personal WHERE value='desk@bravo.example'");
  {
    Ledger ledger = history.desk().writable();
    rebuild(ledger);  // one person is erased
  }
  write_bytes("ledger.jsonl", exported(history.path()));
  write_bytes("ledger.txt", rows_to_read(history.path()));
}
