#include <catch2/catch.hpp>

#include "msp/ledger_care.h"
#include "msp/report/invoices.h"
#include "msp/report/ledger_log.h"
#include "queries.h"

namespace msp::test {

TEST_CASE("The log shows every event as it was recorded, and ends at the head", "[log]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  const Ledger ledger = desk.read();
  const Table table = ledger_log(ledger, {});
  CHECK(header(table) ==
        "seq,recorded_at,effective_on,stream,type,actor,requested_by,ref,payload,hash");
  CHECK(table.rows() == static_cast<std::size_t>(ledger.head().seq));
  CHECK(rows(table, {"seq", "recorded_at", "effective_on", "stream", "type", "actor"})[0] ==
        "1|2026-01-01T08:00:00.000000Z|2026-01-01|ledger|ledger_opened|uid 1000 on desk-host");
  CHECK(table.cell(table.rows() - 1, 9) == hex(ledger.head().hash));

  EventFilter filter;
  filter.customer = read<CustomerId>("acme");
  filter.type = "subscription_ordered";
  CHECK(rows(ledger_log(ledger, filter), {"stream", "type", "requested_by", "ref"}) ==
        Lines{"customer/acme|subscription_ordered|maija@acme.example|mail-1"});
}

TEST_CASE("The log keeps personal text out of what it shows of the payload", "[log]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  for (const std::string& payload : rows(ledger_log(desk.read(), {}), {"payload"})) {
    CHECK(payload.find("rep@partner.example") == std::string::npos);
    CHECK(payload.find("desk@acme.example") == std::string::npos);
  }
}

TEST_CASE("What a ledger is, is told in fields", "[log]") {
  LedgerSettings settings;
  settings.zone = "Europe/Helsinki";
  settings.invoice_number = "{year}-{n:4}";
  settings.seller = {"Provider Oy", "FI1", "Katu 1", "FI00"};
  TestDesk desk(d_fence(), "2026-01-01", settings);
  begin_guard_trial(desk);
  desk.at("2026-03-15").run();
  const Ledger ledger = desk.read();
  const Table table = ledger_info(ledger, day("2026-01-02"));
  CHECK(header(table) == "field,value");
  CHECK(rows(table) == Lines{"file|" + desk.path(), "zone|Europe/Helsinki", "currency|EUR",
                             "evidence|required", "seller|Provider Oy", "seller VAT id|FI1",
                             "seller address|Katu 1", "seller IBAN|FI00",
                             "invoice number|{year}-{n:4}",
                             "events|" + std::to_string(ledger.head().seq), "customers|1",
                             "invoices|1", "head|" + ledger.head().text()});
  CHECK(rows(invoice_list(ledger, {}), {"number"}) == Lines{"2026-0001"});
}

TEST_CASE("An actor is told by the kernel's word, behind a claim if there is one", "[log]") {
  Actor actor;
  actor.uid = 1000;
  actor.host = "desk-host";
  CHECK(actor_text(actor) == "uid 1000 on desk-host");
  actor.claim = "maija";
  CHECK(actor_text(actor) == "maija (uid 1000 on desk-host)");
}

TEST_CASE("A ledger that every report was made from passes its verification", "[log]") {
  TestDesk desk(d_fence() + exchange_defender() + defens_x());
  begin_guard_trial(desk);
  desk.at("2026-01-20").tell("acme", order_of("exchange-mailbox", 5));
  desk.at("2026-03-15").run();
  desk.at("2026-04-01").effective("2026-03-01").tell("acme", SetMailboxCount{1, 40});
  desk.at("2026-04-15").run();
  const VerifyReport report = verify(desk.read());
  CHECK(report.problems == Lines{});
  CHECK(report.customers == 1);
}

}  // namespace msp::test
