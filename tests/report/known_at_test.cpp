// What a report said once, it says again of what was known then.
#include <catch2/catch.hpp>

#include "msp/report/changes.h"
#include "msp/report/customers.h"
#include "msp/report/explain.h"
#include "msp/report/invoices.h"
#include "msp/report/subscriptions.h"
#include "msp/report/trials.h"
#include "msp/report/usage.h"
#include "queries.h"
#include "support/desk_history.h"
#include "support/property.h"

namespace msp::test {
namespace {

void add(Lines& lines, const Table& table) {
  for (std::string& line : rows(table)) lines.push_back(std::move(line));
}

/// Every report there is, one after the other.
Lines reports(const Ledger& ledger, Date today) {
  Query query = query_on(today.text());
  Lines lines;
  for (const Date on : {today, today - 40, today + 40}) {
    query.as_of = on;
    for (const Table& table : {usage_report(ledger, query), changes_report(ledger, query),
                               trials_report(ledger, query, TrialScope::all, {}),
                               trials_report(ledger, query, TrialScope::open, {}),
                               trials_report(ledger, query, TrialScope::overdue, {}),
                               customer_list(ledger, query), subscription_list(ledger, query)}) {
      add(lines, table);
    }
  }
  const Catalog catalog = ledger.catalog();
  ledger.customers([&](Customer&& customer) {
    add(lines, customer_show(customer, catalog, today));
    add(lines, invoice_list(ledger, {.today = {}, .as_of = {}, .customer = customer.id}));
  });
  for (const InvoiceRow& row : ledger.invoices({})) {
    const auto issued = ledger.event(row.seq);
    add(lines, invoice_explain(ledger, std::get<InvoiceIssued>(issued->event), {}));
  }
  return lines;
}

Lines reports_as_known(const TestDesk& desk, std::int64_t seq, Date today) {
  Ledger ledger = desk.read();
  ledger.look_back_to(seq);
  return reports(ledger, today);
}

struct Said {
  std::int64_t seq = 0;
  Date today;
  Lines lines;
};

}  // namespace

PROPERTY_OF_SEEDS(5, "Whatever is recorded later, a report as known once says what it said then",
                  "[known_at]") {
  const TestDesk desk(three_plans());
  std::vector<Said> all_said;
  play(desk, history_of(seed), [&](Date today) {
    const Ledger ledger = desk.read();
    all_said.push_back({ledger.head().seq, today, reports(ledger, today)});
  });
  for (const Said& said : all_said) {
    INFO("event " << said.seq << " of seed " << seed);
    CHECK(reports_as_known(desk, said.seq, said.today) == said.lines);
  }
}

TEST_CASE("A report can be made of what was known after any event, also amid a command",
          "[known_at]") {
  const TestDesk desk(three_plans());
  play(desk, history_of(3));
  const std::int64_t newest = desk.read().head().seq;
  for (std::int64_t seq = 1; seq <= newest; ++seq) {
    CHECK_NOTHROW(reports_as_known(desk, seq, history_begins + 60));
  }
}

}  // namespace msp::test
