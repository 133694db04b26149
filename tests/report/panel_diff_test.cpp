// What the panel counts beside what is billed: it is shown, and bills nothing.
#include <catch2/catch.hpp>

#include "msp/ledger_care.h"
#include "msp/report/panel_diff.h"
#include "queries.h"
#include "support/desk_history.h"
#include "support/property.h"

namespace msp::test {
namespace {

/// Mail in tiers, each of what lies in it: the first 10 at 4.00, what is beyond at 3.00.
CatalogFile tiered() {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  CatalogFile file = catalog_of("tiered", terms, "4.00");
  file.prices.front().tiers =
      Tiers{TierMode::graduated, {{10, decimal("4.00")}, {std::nullopt, decimal("3.00")}}};
  return file;
}

PlaceOrder in_panel(PlaceOrder order, std::string_view panel_id) {
  order.panel_id = panel_id;
  return order;
}

Lines differences(const TestDesk& desk, std::string_view on,
                  const std::vector<std::string>& columns) {
  return rows(require(panel_diff(desk.read(), query_on(on))), columns);
}

/// Which kind of event it is: the numbers of events tell what else was recorded in between.
std::int64_t type_at(const Ledger& ledger, std::int64_t seq) {
  return static_cast<std::int64_t>(ledger.event(seq)->event.index());
}

/// Every document as it is stored, in the order of issue, but for the numbers of events.
Lines documents_of(const TestDesk& desk) {
  Lines documents;
  const Ledger ledger = desk.read();
  for (const InvoiceRow& row : ledger.invoices({})) {
    const auto event = ledger.event(row.seq);
    auto invoice = std::get<InvoiceIssued>(event->event);
    for (InvoiceLine& line : invoice.lines) {
      for (Step& step : line.steps) {
        if (step.event) step.event = type_at(ledger, *step.event);
      }
    }
    documents.push_back(row.customer.text() + " " + canonical_text(invoice));
  }
  return documents;
}

const std::vector<std::string> counts = {"customer", "panel", "ledger", "difference",
                                         "amount_per_month"};

}  // namespace

TEST_CASE("The panel diff has the columns of the contract", "[panel]") {
  const TestDesk desk(exchange_defender());
  CHECK(panel_diff(desk.read(), query_on("2026-01-31")).refusal().code == "panel.none");
  require(desk.at("2026-01-31").sees_panel("acme,1,2026-01-31\n"));
  CHECK(header(require(panel_diff(desk.read(), query_on("2026-01-31")))) ==
        "customer,panel,ledger,last_invoiced,difference,amount_per_month,currency,suggestion,"
        "panel_on");
  CHECK(panel_diff(desk.read(), query_on("2026-01-30")).refusal().code == "panel.none");
}

TEST_CASE("D11: money at stake goes by the tiers that the counts lie in", "[panel]") {
  TestDesk desk(tiered());
  desk.at("2026-01-01").tell("acme", order_of("tiered", 8));
  desk.at("2026-01-01").tell("bolt", order_of("tiered", 14));
  require(desk.at("2026-02-01").sees_panel("acme,13,2026-02-01\nbolt,9,2026-02-01\n"));
  // acme: 10 x 4.00 + 3 x 3.00 less 8 x 4.00; bolt: 9 x 4.00 less 10 x 4.00 + 4 x 3.00.
  CHECK(differences(desk, "2026-02-01", counts) ==
        Lines{"acme|13|8|5|17.00", "bolt|9|14|-5|-16.00"});
}

TEST_CASE("D11: what the panel knows by an id of its own is compared by itself", "[panel]") {
  const auto at_nine = [](std::string_view id) {
    return catalog_of(id, exchange_terms(), "9.00", "USD", "2024-01-01");
  };
  TestDesk desk(at_nine("one") + at_nine("two") + at_nine("three"));
  desk.at("2026-01-01").tell("acme", in_panel(order_of("one", 5), "Acme Branch"));
  desk.at("2026-01-01").tell("acme", order_of("two", 10));
  desk.at("2026-01-01").tell("acme", order_of("three", 20));
  WHEN("the panel names both") {
    require(desk.at("2026-02-01").sees_panel("Acme Branch,6,2026-02-01\nacme,31,2026-02-01\n"));
    CHECK(differences(desk, "2026-02-01", counts) == Lines{"acme|6|5|1|9.00", "acme|31|30|1|9.00"});
    CHECK(differences(desk, "2026-02-01", {"suggestion"}) ==
          Lines{"msp mailbox set acme 6 --subscription acme/1 --effective 2026-02-01 --ref REF",
                "msp mailbox set acme COUNT --subscription SUBSCRIPTION --effective 2026-02-01 "
                "--ref REF"});
  }
  WHEN("it knows the customer only") {
    require(desk.at("2026-02-01").sees_panel("acme,35,2026-02-01\n"));
    CHECK(differences(desk, "2026-02-01", counts).empty());
  }
}

TEST_CASE("D11: the last invoice's count is what stands after its corrections", "[panel]") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  TestDesk desk(catalog_of("mail", terms, "3.00"));
  const auto last_invoiced = [&desk](std::string_view on) {
    return differences(desk, on, {"ledger", "last_invoiced"});
  };
  desk.at("2026-01-01").tell("acme", order_of("mail", 10));
  require(desk.at("2026-01-01").sees_panel("acme,99,2026-01-01\n"));
  CHECK(last_invoiced("2026-01-20") == Lines{"10|"});
  desk.at("2026-02-01").run();
  CHECK(last_invoiced("2026-02-01") == Lines{"10|10"});
  desk.at("2026-02-10").effective("2026-01-20").tell("acme", SetMailboxCount{1, 12});
  desk.at("2026-02-20").tell("acme", SetMailboxCount{1, 15});
  CHECK(last_invoiced("2026-02-20") == Lines{"15|10"});
  // 1 March corrects January to 12 and bills February's 15.
  desk.at("2026-03-01").run();
  desk.at("2026-03-02").tell("acme", SetMailboxCount{1, 16});
  CHECK(last_invoiced("2026-03-02") == Lines{"16|15"});
  desk.at("2026-03-10").effective("2026-02-25").tell("acme", SetMailboxCount{1, 20});
  desk.at("2026-04-01").run();
  CHECK(last_invoiced("2026-04-01") == Lines{"16|16"});
}

TEST_CASE("D11: the suggestion settles what it stands for", "[panel]") {
  TestDesk desk(exchange_defender());
  desk.at("2026-01-01").tell("acme", order_of("exchange-mailbox", 10));
  require(desk.at("2026-02-01").sees_panel("acme,12,2026-02-01\n"));
  // 11 since 10 February: what the panel showed before is said of that day, or it would not hold.
  desk.at("2026-02-10").tell("acme", SetMailboxCount{1, 11});
  REQUIRE(differences(desk, "2026-02-15", {"suggestion"}) ==
          Lines{"msp mailbox set acme 12 --effective 2026-02-10 --ref REF"});
  desk.at("2026-02-15").effective("2026-02-10").tell("acme", SetMailboxCount{1, 12});
  CHECK(differences(desk, "2026-02-15", {}).empty());
}

TEST_CASE("D11: by name the suggestion is to take in the names", "[panel][names]") {
  TestDesk desk(exchange_defender());
  desk.at("2026-01-01").tell("acme", order_of("exchange-mailbox", 1));
  desk.at("2026-01-01").tell("acme", AddMailboxes{0, {{"anna@acme.example"}}});
  require(desk.at("2026-02-01").sees_panel("acme,2,2026-02-01\n"));
  CHECK(differences(desk, "2026-02-01", {"ledger", "suggestion"}) ==
        Lines{"1|msp mailbox import acme FILE --replace --effective 2026-02-01 --ref REF"});
}

PROPERTY_OF_SEEDS(12, "D11: no history of a panel changes any document", "[panel]") {
  const History history = history_of(seed);
  const CatalogFile plans = three_plans();
  const TestDesk without(plans, history_begins.text());
  play(without, history);
  const TestDesk with(plans, history_begins.text());
  rc::Random random(seed);
  play(with, history, [&](Date today) {
    const auto seen = [&](std::string_view customer) {
      return std::string(customer) + "," + std::to_string(random.next() % 60) + "," +
             (today - static_cast<std::int32_t>(random.next() % 40)).text() + "\n";
    };
    require(with.at(today.text()).sees_panel(seen("acme") + seen("bolt") + seen("nobody")));
  });
  CHECK(documents_of(with) == documents_of(without));
  CHECK(verify(with.read()).problems.empty());
}

}  // namespace msp::test
