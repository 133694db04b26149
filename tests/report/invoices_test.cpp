#include <catch2/catch.hpp>

#include "msp/report/explain.h"
#include "msp/report/invoices.h"
#include "queries.h"

namespace msp::test {
namespace {

InvoiceIssued issued(const TestDesk& desk, const std::string& number) {
  const Ledger ledger = desk.read();
  const auto row = ledger.invoice(number);
  REQUIRE(row);
  return std::get<InvoiceIssued>(ledger.event(row->seq)->event);
}

Lines explained(const TestDesk& desk, const std::string& number,
                std::optional<std::int64_t> line = {}) {
  return rows(invoice_explain(desk.read(), issued(desk, number), line),
              {"line", "step", "amount", "what"});
}

/// The month of decision, 9 February through 8 March, billed on 15 March: 25 × 4.00.
void bill_the_month_of_decision(TestDesk& desk) {
  begin_guard_trial(desk);
  desk.at("2026-03-15").run();
}

}  // namespace

TEST_CASE("Lists and lines of invoices have the columns of the contract", "[invoices]") {
  const TestDesk desk(d_fence());
  const CustomerId acme = read<CustomerId>("acme");
  CHECK(header(invoice_list(desk.read(), {})) ==
        "number,kind,customer,issued_on,due_on,net,tax,gross,currency,billed_on");
  CHECK(header(invoice_show(acme, {})) ==
        "line,kind,subscription,plan,from,through,quantity,unit_price,net,tax_rate,currency,"
        "free_rider,corrects,description");
  CHECK(header(invoice_run_table({}, true)) == "number,kind,customer,net,tax,gross,currency");
  CHECK(header(invoice_explain(desk.read(), {}, {})) ==
        "line,step,amount,event,effective_on,received_on,recorded_at,actor,requested_by,ref,what");
}

SCENARIO("An invoice is listed and shown as it was issued", "[invoices]") {
  GIVEN("a free rider's month of decision") {
    TestDesk desk(d_fence());
    bill_the_month_of_decision(desk);
    THEN("the list has the document with tax of 25.5 %") {
      CHECK(rows(invoice_list(desk.read(), {})) ==
            Lines{"1|invoice|acme|2026-03-15|2026-03-29|100.00|25.50|125.50|EUR|2026-03-15"});
    }
    THEN("the line shows the last day included and says free rider") {
      CHECK(rows(invoice_show(read<CustomerId>("acme"), issued(desk, "1"))) ==
            Lines{"1|decision-period|acme/1|guard|2026-02-09|2026-03-08|25|4.00|100.00|25.5|EUR|"
                  "true||guard, month of decision, nobody decided"});
    }
    WHEN("40 mailboxes are reported for a day of the billed month") {
      desk.at("2026-04-01").effective("2026-03-01").tell("acme", SetMailboxCount{1, 40});
      desk.at("2026-04-15").run();
      THEN("the adjustment is tied to the line it corrects") {
        CHECK(rows(invoice_show(read<CustomerId>("acme"), issued(desk, "2")),
                   {"line", "kind", "from", "through", "quantity", "net", "corrects"}) ==
              Lines{"1|adjustment|2026-02-09|2026-03-08|40|60.00|1/1",
                    "2|recurring|2026-03-15|2026-04-14|40|160.00|"});
      }
    }
  }
  GIVEN("two customers billed on one day") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk, "beta");
    begin_guard_trial(desk);
    THEN("a dry run shows the documents without numbers, and records nothing") {
      const RunOutcome outcome = desk.at("2026-03-15").run(true);
      CHECK(
          rows(invoice_run_table(outcome, false)) ==
          Lines{"|invoice|acme|100.00|25.50|125.50|EUR", "|invoice|beta|100.00|25.50|125.50|EUR"});
      CHECK(rows(invoice_list(desk.read(), {})).empty());
    }
    THEN("a run numbers them, and the list can be narrowed to one customer") {
      const RunOutcome outcome = desk.at("2026-03-15").run();
      CHECK(rows(invoice_run_table(outcome, true), {"number", "customer"}) ==
            Lines{"1|acme", "2|beta"});
      CHECK(rows(invoice_list(desk.read(),
                              {.today = {}, .as_of = {}, .customer = read<CustomerId>("beta")}),
                 {"number", "customer"}) == Lines{"2|beta"});
    }
  }
}

SCENARIO("Every amount of an invoice is explained down to its events", "[invoices][explain]") {
  GIVEN("a free rider's month of decision") {
    TestDesk desk(d_fence());
    bill_the_month_of_decision(desk);
    THEN("count, price, rounding, tax and totals are told in words") {
      CHECK(explained(desk, "1") ==
            Lines{"1|net|100.00|guard, month of decision, nobody decided, 2026-02-09 through "
                  "2026-03-08",
                  "1|quoted|0.00|a full month costs the 100.00 told at the order",
                  "1|quantity|25|25 mailboxes, set by subscription_ordered",
                  "1|unit_price|4.00|guard from 2024-01-01", "1|exact|100.00|before rounding",
                  "1|rounded|100.00|rounded once, half away from zero",
                  "|tax|25.50|25.5 % of 100.00, category S", "|net|100.00|all lines",
                  "|tax|25.50|all rates", "|gross|125.50|net and tax"});
    }
    THEN("the count names the event it rests on, who asked and where that is written") {
      const Table table = invoice_explain(desk.read(), issued(desk, "1"), std::nullopt);
      const auto quantity = rows(table, {"step", "event", "effective_on", "received_on",
                                         "recorded_at", "actor", "requested_by", "ref"})[2];
      const std::string event(table.cell(2, 3));
      CHECK(quantity == "quantity|" + event +
                            "|2026-01-10|2026-01-10|2026-01-10T08:00:00.000002Z|uid 1000 on "
                            "desk-host|maija@acme.example|mail-1");
      const auto seq = count_from_text(event);
      REQUIRE(seq);
      CHECK(type_of(desk.read().event(*seq)->event) == "subscription_ordered");
    }
    WHEN("an adjustment corrects it") {
      desk.at("2026-04-01").effective("2026-03-01").tell("acme", SetMailboxCount{1, 40});
      desk.at("2026-04-15").run();
      THEN("it says what is owed, what was billed, and the difference") {
        CHECK(explained(desk, "2", 1) ==
              Lines{"1|net|60.00|guard, month of decision, nobody decided, 2026-02-09 through "
                    "2026-03-08",
                    "1|quantity|40|40 mailboxes, set by mailbox_count_set",
                    "1|unit_price|4.00|guard from 2024-01-01", "1|exact|160.00|before rounding",
                    "1|rounded|160.00|rounded once, half away from zero",
                    "1|owed|160.00|owed for the period as it is known now",
                    "1|billed|-100.00|billed before, last on 1/1",
                    "1|rounded|60.00|what is owed less what is billed",
                    "|tax|56.10|25.5 % of 220.00, category S", "|net|220.00|all lines",
                    "|tax|56.10|all rates", "|gross|276.10|net and tax"});
      }
    }
    WHEN("the customer leaves in the middle of a period") {
      desk.at("2026-04-20").tell("acme", CancelSubscription{1});
      desk.at("2026-06-15").run();
      THEN("the last 5 of 31 days are billed because of the notice") {
        const Lines lines = explained(desk, "4", 1);
        CHECK(lines[0] == "1|net|16.13|guard, 2026-05-15 through 2026-05-19");
        CHECK(lines[3] == "1|days|5/31|5 of 31 days, because of notice_given");
        CHECK(lines[4] == "1|exact|16.12903225…|before rounding");
        CHECK(lines[5] == "1|rounded|16.13|rounded once, half away from zero");
      }
    }
  }
  GIVEN("an agreed price for a flat plan") {
    Terms terms = Terms::defaults(Basis::flat, Timing::advance);
    TestDesk desk(catalog_of("backup", terms, "50.00"));
    PlaceOrder order = order_of("backup");
    order.unit_price = decimal("45.00");
    desk.at("2026-01-01").tell("acme", order);
    desk.at("2026-01-01").run();
    THEN("nothing is counted, and the price is the agreed one") {
      const Lines lines = explained(desk, "1");
      CHECK(lines[1] == "1|quantity|1|a flat price: nothing is counted");
      CHECK(lines[2] == "1|unit_price|45.00|agreed price");
    }
  }
  GIVEN("a price per 1000, without tax") {
    CatalogFile file = exchange_defender();
    file.prices.front().amount = decimal("125.00");
    file.prices.front().per = 1000;
    TestDesk desk(file);
    desk.at("2026-01-01").tell("acme", order_of("exchange-mailbox", 25));
    desk.at("2026-01-01").run();
    THEN("line and step say what the price is for") {
      CHECK(rows(invoice_show(read<CustomerId>("acme"), issued(desk, "1")),
                 {"unit_price", "net", "tax_rate"}) == Lines{"125.00 per 1000|3.13|"});
      const Lines lines = explained(desk, "1");
      CHECK(lines[2] == "1|unit_price|125.00|exchange-mailbox from 2024-01-01, per 1000");
      CHECK(lines[3] == "1|exact|3.125|before rounding");
    }
  }
}

}  // namespace msp::test
