// An invoice run at a desk with a real ledger: what stops it, and what does not.
#include <catch2/catch.hpp>

#include "msp/advice.h"
#include "msp/ledger_care.h"
#include "msp/recording.h"
#include "storage/intruder.h"
#include "support/desk_history.h"
#include "support/mixture.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

CatalogFile flat_catalog() {
  return catalog_of("flat", Terms::defaults(Basis::flat, Timing::advance), "30.00") +
         catalog_of("dollars", Terms::defaults(Basis::flat, Timing::advance), "30.00", "USD");
}

Result<RunOutcome> tries_run(const TestDesk& desk, std::string_view date,
                             std::optional<std::int64_t> group = {}, bool confirmed = false) {
  Ledger ledger = desk.writable();
  Envelope envelope;
  envelope.request = asked(date);
  envelope.request.confirmed = confirmed;
  envelope.now = (std::int64_t{day(date).days()} * 24 + 9) * 3'600'000'000;
  return run_invoices(ledger, envelope, {.date = day(date), .group = group});
}

/// Records for a customer what no command would decide.
void forge(const TestDesk& desk, std::string_view customer, const CustomerEvent& event,
           std::string_view on) {
  Ledger ledger = desk.writable();
  Recording recording(ledger, Batch{}, (std::int64_t{day(on).days()} * 24 + 8) * 3'600'000'000);
  Customer forged = *ledger.customer(test::read<CustomerId>(customer));
  recording.append(forged, Fact{event, day(on)}, day(on));
  recording.project(forged);
  recording.commit("");
}

Lines told(const RunOutcome& outcome) {
  Lines lines;
  for (const auto& [customer, invoice] : outcome.documents) {
    lines.push_back(invoice.number + " " + customer.text() + " " + totals(invoice));
  }
  for (const auto& [customer, why] : outcome.parked) {
    lines.push_back("parked " + customer.text() + ": " + why.message);
  }
  return lines;
}

}  // namespace

TEST_CASE("A customer who cannot be billed is left out, and all others are billed", "[desk][run]") {
  const TestDesk desk(flat_catalog());
  for (const std::string_view customer : {"acme", "bolt", "core"}) {
    desk.at("2026-04-01").tell(customer, order_of("flat"));
  }
  forge(desk, "bolt", PlanChanged{1, plan("dollars")}, "2026-04-01");
  const RunOutcome outcome = desk.at("2026-04-01").run();
  CHECK(told(outcome) == Lines{"1 acme 30.00 + 0.00 = 30.00", "2 core 30.00 + 0.00 = 30.00",
                               "parked bolt: bolt/1: dollars has no EUR price on 2026-04-01"});
  forge(desk, "bolt", PlanChanged{1, plan("flat")}, "2026-04-01");
  CHECK(told(desk.at("2026-04-02").run()) == Lines{"3 bolt 30.00 + 0.00 = 30.00"});
}

TEST_CASE("A customer of an unknown plan does not stop the run either", "[desk][run]") {
  const TestDesk desk(flat_catalog());
  desk.at("2026-04-01").tell("acme", order_of("flat"));
  desk.at("2026-04-01").tell("bolt", order_of("flat"));
  forge(desk, "acme", PlanChanged{1, plan("nowhere")}, "2026-04-01");
  const RunOutcome outcome = desk.at("2026-04-01").run();
  REQUIRE(outcome.documents.size() == 1);
  REQUIRE(outcome.parked.size() == 1);
  CHECK(outcome.parked.front().customer.text() == "acme");
}

TEST_CASE("A damaged event met during a run ends it, and nothing is issued", "[desk][run]") {
  const TestDesk desk(catalog_of("mail", Terms::defaults(Basis::mailbox, Timing::advance), "3.00"));
  for (const std::string_view customer : {"acme", "bolt", "core"}) {
    desk.at("2026-04-01").tell(customer, order_of("mail", 10));
  }
  desk.at("2026-05-01").run();
  // What is said late has the run look at what was billed, an event that somebody has overwritten.
  desk.at("2026-05-20").effective("2026-05-05").tell("bolt", SetMailboxCount{1, 12});
  Intruder(desk.path())
      .exec(
          "UPDATE event SET payload='{}' WHERE type='invoice_issued' AND stream = "
          "(SELECT id FROM stream WHERE name='customer/bolt')");
  const Head before = desk.read().head();
  const auto exit_of = [&](std::string_view customer) {
    try {
      Ledger ledger = desk.writable();
      Envelope envelope;
      envelope.request = asked("2026-06-01");
      InvoiceRun run{.date = day("2026-06-01")};
      if (!customer.empty()) run.customer = test::read<CustomerId>(customer);
      const auto outcome = run_invoices(ledger, envelope, run);
      return outcome ? Exit::done : outcome.refusal().exit;
    } catch (const Fault& fault) {
      return fault.exit();
    }
  };
  CHECK(exit_of("") == Exit::ledger);
  CHECK(desk.read().head().text() == before.text());
  CHECK(exit_of("acme") == Exit::done);  // it is bolt's event that cannot be read
}

TEST_CASE("A billing day of more than three times the last one has to be confirmed",
          "[desk][run]") {
  const TestDesk desk(flat_catalog());
  desk.at("2026-04-01").tell("acme", order_of("flat"));
  CHECK(tries_run(desk, "2026-04-01"));
  for (const std::string_view customer : {"bolt", "core"}) {
    desk.at("2026-04-20").tell(customer, order_of("flat"));
  }
  CHECK(tries_run(desk, "2026-05-01"));  // 90.00 is three times 30.00, and no more
  for (int i = 0; i < 7; ++i) {
    desk.at("2026-05-20").tell("more-" + std::to_string(i), order_of("flat"));
  }
  const auto refused = tries_run(desk, "2026-06-01");  // 300.00
  REQUIRE_FALSE(refused);
  CHECK(refused.refusal().code == "run.unusual");
  CHECK(require(tries_run(desk, "2026-06-01", {}, true)).documents.size() == 10);
}

SCENARIO("29: one odd customer is left out and named, and all others are billed", "[desk][run]") {
  GIVEN("three customers, 10 mailboxes each at 3.00") {
    Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
    const TestDesk desk(catalog_of("mail", terms, "3.00"));
    for (const std::string_view customer : {"acme", "bolt", "core"}) {
      desk.at("2026-04-01").tell(customer, order_of("mail", 10));
    }
    REQUIRE(tries_run(desk, "2026-04-01"));
    WHEN("one of them has 100 a month later") {
      desk.at("2026-04-20").tell("bolt", SetMailboxCount{1, 100});
      const auto outcome = require(tries_run(desk, "2026-05-01"));
      THEN("it waits for a yes, and its way out is said") {
        CHECK(outcome.documents.size() == 2);
        REQUIRE(outcome.parked.size() == 1);
        CHECK(outcome.parked.front().customer.text() == "bolt");
        CHECK(outcome.parked.front().why.message ==
              "it would be billed 300.00 EUR, more than three times the 30.00 of 2026-04-01");
        CHECK(outcome.parked.front().why.hint == Hint(Advice::review_customer, {"bolt"}));
        CHECK(require(tries_run(desk, "2026-05-01", {}, true)).documents.size() == 1);
      }
    }
    WHEN("what the last day charged was given back since") {
      desk.at("2026-04-02").credit("1", 3000);
      desk.at("2026-04-02").credit("2", 3000);
      THEN("charges are compared with charges, and nothing is unusual") {
        CHECK(require(tries_run(desk, "2026-05-01")).documents.size() == 3);
      }
    }
  }
}

TEST_CASE("D6: a run for one group bills what its members still owe from their last group",
          "[desk][run][group]") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.billing_day = BillingDay::group();
  const TestDesk desk(catalog_of("mail", terms, "3.00"));
  PlaceOrder order = order_of("mail", 10);
  order.group = 15;
  desk.at("2026-03-15").tell("acme", order);
  EditCustomer edit;
  edit.group = 30;
  desk.at("2026-04-10").tell("acme", edit);
  // [03-15, 04-15) was due on the 15th, and nobody ran it; then 15 of the 31
  // days from 30 March on.
  CHECK(require(tries_run(desk, "2026-04-30", 15)).documents.empty());
  CHECK(told(require(tries_run(desk, "2026-04-30", 30))) ==
        Lines{"1 acme 30.00 + 0.00 = 30.00", "2 acme 14.52 + 0.00 = 14.52"});
}

PROPERTY_OF_SEEDS(3, "A dry run says what the run does, but for the numbers", "[desk][run]") {
  const TestDesk desk(three_plans());
  play(desk, history_of(seed), [&](Date today) {
    if (today.day() % 5 != 0) return;
    RunOutcome dry = desk.at(today.text()).run(true);
    const RunOutcome real = desk.at(today.text()).run();
    REQUIRE(dry.documents.size() == real.documents.size());
    for (std::size_t i = 0; i < real.documents.size(); ++i) {
      dry.documents[i].invoice.number = real.documents[i].invoice.number;
      CHECK(dry.documents[i].invoice == real.documents[i].invoice);
    }
  });
  CHECK(verify(desk.read()).problems == Lines{});
}
