#include <catch2/catch.hpp>

#include "msp/report/changes.h"
#include "queries.h"

namespace msp::test {
namespace {

const std::vector<std::string> what = {"effective_on", "subscription", "what", "old", "new"};

Lines changes(const TestDesk& desk, const Query& query) {
  return rows(changes_report(desk.read(), query), what);
}

Lines tail(Lines lines, std::size_t count) {
  REQUIRE(lines.size() >= count);
  lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
  return lines;
}

}  // namespace

TEST_CASE("The report of changes has the columns of the contract", "[changes]") {
  const TestDesk desk(d_fence());
  CHECK(header(changes_report(desk.read(), query_on("2026-01-31"))) ==
        "seq,effective_on,received_on,recorded_at,customer,subscription,what,old,new,actor,"
        "requested_by,ref,reason,taken_back_by");
}

TEST_CASE("A change says who asked, who typed, where it is written and all three dates",
          "[changes]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  desk.at("2026-02-03")
      .received("2026-02-01")
      .effective("2026-02-02")
      .asked_by("maija@acme.example", "mail-7", "new hires")
      .actor("pekka")
      .tell("acme", SetMailboxCount{1, 40});
  const auto last = desk.read().head().seq;
  CHECK(tail(rows(changes_report(desk.read(), query_on("2026-02-03"))), 1) ==
        Lines{std::to_string(last) +
              "|2026-02-02|2026-02-01|2026-02-03T08:00:00.000000Z|acme|acme/1|mailboxes|25|40|"
              "pekka (uid 1000 on desk-host)|maija@acme.example|mail-7|new hires|"});
}

SCENARIO("The life of a subscription reads from order to end", "[changes]") {
  GIVEN("a trial of D-Fence") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    THEN("its beginning is told") {
      CHECK(changes(desk, query_on("2026-01-10")) ==
            Lines{"2026-01-10||customer||Acme Oy",
                  "2026-01-10|acme/1|ordered||guard, 25 mailboxes, trial",
                  "2026-01-10|acme/1|onboarding|ordered|connected", "2026-01-10||group||15",
                  "2026-01-10|acme/1|trial started|connected|in_trial"});
    }
    WHEN("it is converted") {
      desk.at("2026-01-20").tell("acme", ConvertTrial{1, 30});
      THEN("group and status change") {
        CHECK(
            tail(changes(desk, query_on("2026-01-20")), 2) ==
            Lines{"2026-01-20||group|15|30", "2026-01-20|acme/1|trial converted|in_trial|active"});
      }
    }
    WHEN("it is declined in the month of decision") {
      desk.at("2026-03-01").tell("acme", DeclineTrial{1});
      THEN("the end of the trial, recorded late, and the decline are told") {
        CHECK(tail(changes(desk, query_on("2026-03-01")), 2) ==
              Lines{"2026-02-09|acme/1|trial ended|in_trial|negotiation",
                    "2026-03-01|acme/1|declined|negotiation|ended"});
      }
    }
    WHEN("nobody decides, and it is invoiced, and then they leave") {
      desk.at("2026-03-15").run();
      desk.at("2026-04-20").tell("acme", CancelSubscription{1});
      desk.at("2026-06-01").sweep();
      THEN("the free rider, the invoice, the notice and the end are told") {
        CHECK(tail(changes(desk, query_on("2026-06-01")), 5) ==
              Lines{"2026-02-09|acme/1|trial ended|in_trial|negotiation",
                    "2026-03-09|acme/1|free rider|negotiation|active",
                    "2026-03-15||invoice||1: 125.50 EUR",
                    "2026-04-20|acme/1|notice|active|ends on 2026-05-20",
                    "2026-05-20|acme/1|ended|notice|ended"});
      }
    }
  }
  GIVEN("a plan without a trial, at an agreed price") {
    TestDesk desk(exchange_defender());
    PlaceOrder order = order_of("exchange-mailbox", 1);
    order.unit_price = decimal("3.5");
    order.overrides = {{"first_period", "full"}};
    desk.at("2026-01-10").tell("acme", order);
    THEN("the order tells what was agreed, and the service is active") {
      CHECK(tail(changes(desk, query_on("2026-01-10")), 2) ==
            Lines{"2026-01-10|acme/1|ordered||exchange-mailbox, 1 mailbox, agreed 3.50 USD, "
                  "first_period = full",
                  "2026-01-10|acme/1|activated|ordered|active"});
    }
    WHEN("the customer is deactivated and comes back before the end") {
      desk.at("2026-02-10").effective("2026-03-01").tell("acme", DeactivateCustomer{});
      desk.at("2026-02-12").tell("acme", ReactivateCustomer{});
      THEN("notice is given and withdrawn") {
        CHECK(tail(changes(desk, query_on("2026-03-01")), 4) ==
              Lines{"2026-02-10|acme/1|notice|active|ends on 2026-03-01",
                    "2026-03-01||customer deactivated|active|deactivated",
                    "2026-02-12||customer reactivated|deactivated|active",
                    "2026-02-12|acme/1|notice withdrawn|ends on 2026-03-01|active"});
      }
    }
  }
}

TEST_CASE("Each changed detail of a customer is a row of its own", "[changes]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  EditCustomer edit;
  edit.name = "Acme Group Oy";
  edit.contact_email = "billing@acme.example";
  edit.country = "FI";  // as it was
  edit.vat_id = "FI12345671";
  desk.at("2026-02-01").tell("acme", edit);
  CHECK(tail(changes(desk, query_on("2026-02-01")), 3) ==
        Lines{"2026-02-01||name|Acme Oy|Acme Group Oy",
              "2026-02-01||contact|desk@acme.example|billing@acme.example",
              "2026-02-01||VAT id||FI12345671"});
}

TEST_CASE("What was before a backdated change is what was known of that day", "[changes]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  desk.at("2026-02-01").tell("acme", SetMailboxCount{1, 40});
  desk.at("2026-02-02").effective("2026-01-15").tell("acme", SetMailboxCount{1, 30});
  CHECK(tail(changes(desk, query_on("2026-02-02")), 2) ==
        Lines{"2026-02-01|acme/1|mailboxes|25|40", "2026-01-15|acme/1|mailboxes|25|30"});
}

SCENARIO("Changes are narrowed by the day from which they hold", "[changes]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk, "beta");
  begin_guard_trial(desk);
  desk.at("2026-02-01").tell("acme", SetMailboxCount{1, 40});
  desk.at("2026-02-02").effective("2026-03-01").tell("beta", SetMailboxCount{1, 50});
  const Lines february{"2026-02-01|acme/1|mailboxes|25|40"};
  const Lines march{"2026-03-01|beta/1|mailboxes|25|50"};

  CHECK(changes(desk, in_month("2026-02", "2026-03-31")) == february);
  CHECK(changes(desk, in_month("2026-03", "2026-03-31")) == march);
  CHECK(changes(desk, in_month("2026-03", "2026-02-28")).empty());  // only as of later
  Query query = query_on("2026-03-31");
  query.from = day("2026-02-01");
  CHECK(changes(desk, query) == Lines{february.front(), march.front()});
  query.through = day("2026-02-01");
  CHECK(changes(desk, query) == february);
  query.customer = read<CustomerId>("beta");
  CHECK(changes(desk, query).empty());
  query = query_on("2026-03-31");
  query.customer = read<CustomerId>("beta");
  CHECK(tail(changes(desk, query), 1) == march);
}

TEST_CASE("Changes stand in the order in which they were recorded", "[changes]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk, "beta");
  begin_guard_trial(desk);
  const Table table = changes_report(desk.read(), query_on("2026-01-31"));
  std::int64_t before = 0;
  for (const std::string& seq : rows(table, {"seq"})) {
    CHECK(std::stoll(seq) > before);
    before = std::stoll(seq);
  }
  CHECK(before == desk.read().head().seq);
}

}  // namespace msp::test
