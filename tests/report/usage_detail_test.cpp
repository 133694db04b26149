// The units of a month as a table: for one customer, for all, and as it was known on a day.
#include <catch2/catch.hpp>

#include "msp/report/usage.h"
#include "queries.h"
#include "support/activity_desk.h"
#include "support/tables.h"

using namespace msp;
using namespace msp::test;

namespace {

/// acme is billed from 1 March, birch's trial was converted on the 10th.
const std::string march =
    "acme,2026-03-02,anna,desk,business\n"
    "acme,2026-03-30,,kiosk,business\n"
    "birch,2026-03-09,ben,,\n"
    "birch,2026-03-10,cleo,,\n";

}  // namespace

TEST_CASE("Every customer's units of the month stand in the order the customers came",
          "[report][usage]") {
  const ActivityDesk desk;
  desk.takes(march);
  const Table table = usage_detail(desk.desk().read(), query_on("2026-03-31"));
  CHECK(header(table) ==
        "customer,month,unit,kind,paired_to,first_seen,last_seen,active_days,billed,why");
  CHECK(rows(table) ==
        Lines{"acme|2026-03|anna|user||2026-03-02|2026-03-02|1|true|user",
              "acme|2026-03|desk|device|anna|2026-03-02|2026-03-02|1|false|covered by anna",
              "acme|2026-03|kiosk|device||2026-03-30|2026-03-30|1|true|unpaired",
              "birch|2026-03|ben|user||2026-03-09|2026-03-09|1|false|only on trial days",
              "birch|2026-03|cleo|user||2026-03-10|2026-03-10|1|true|user"});
}

TEST_CASE("One customer, another month, an earlier day", "[report][usage]") {
  const ActivityDesk desk;
  desk.takes(march);
  const Ledger ledger = desk.desk().read();
  Query query = query_on("2026-03-31");
  query.customer = read<CustomerId>("birch");
  CHECK(rows(usage_detail(ledger, query), {"unit"}) == Lines{"ben", "cleo"});
  query.as_of = day("2026-03-09");
  CHECK(rows(usage_detail(ledger, query), {"unit"}) == Lines{"ben"});
  query.month = Month::from_text("2026-02");
  CHECK(usage_detail(ledger, query).rows() == 0);
}

TEST_CASE("Devices are paired as the agreement says", "[report][usage]") {
  const ActivityDesk desk;
  PlaceOrder order = order_of("core");
  order.overrides = {{"pairing.business", "0"}};
  desk.desk().at("2026-03-01").tell("cedar", order);
  desk.takes("cedar,2026-03-02,anna,desk,business\n");
  CHECK(rows(usage_detail(desk.desk().read(), query_on("2026-03-31")), {"unit", "billed", "why"}) ==
        Lines{"anna|true|user", "desk|true|beyond anna's 0 business devices"});
}

TEST_CASE("Filters choose the units of the subscriptions that the usage report shows",
          "[report][usage]") {
  const ActivityDesk desk;
  desk.takes(march);
  require(desk.tries("acme,2026-04-02,anna,,\n", "2026-04-30"));
  const Ledger ledger = desk.desk().read();
  const auto units = [&ledger](const Query& query) {
    return rows(usage_detail(ledger, query), {"month", "unit"});
  };
  Query query = query_on("2026-04-30");
  query.from = day("2026-03-31");
  CHECK(units(query) == Lines{"2026-03|anna", "2026-03|desk", "2026-03|kiosk", "2026-03|ben",
                              "2026-03|cleo", "2026-04|anna"});
  query.customer = read<CustomerId>("acme");
  CHECK(units(query).size() == 4);
  query.through = day("2026-03-31");
  CHECK(units(query).size() == 3);
  query.plan = plan("core");
  query.group = 1;
  query.status = Status::active;
  CHECK(units(query).size() == 3);
  for (int filter = 0; filter < 3; ++filter) {
    Query other = query;
    if (filter == 0) other.plan = plan("core-plus");
    if (filter == 1) other.group = 15;
    if (filter == 2) other.status = Status::in_trial;
    CHECK(units(other).empty());
  }
}

TEST_CASE("The usage report counts the units that the detail says are billed", "[report][usage]") {
  const ActivityDesk desk;
  desk.takes(march);
  const auto usage = [&](const Query& query) {
    return rows(usage_report(desk.desk().read(), query),
                {"subscription", "status", "quantity", "unit_price", "amount"});
  };
  // anna and the kiosk; cleo: ben was seen only before the trial was converted.
  CHECK(usage(query_on("2026-03-31")) == Lines{"acme/1|active|2|2.50|5.00",
                                               "birch/1|in_trial|1|2.50|0.00",
                                               "birch/1|active|1|2.50|2.50"});
  Query query = query_on("2026-03-31");
  query.as_of = day("2026-03-09");
  CHECK(usage(query) == Lines{"acme/1|active|1|2.50|2.50", "birch/1|in_trial|1|2.50|0.00"});
  CHECK(usage(query_on("2026-04-30")) == Lines{"acme/1|active||2.50|", "birch/1|active||2.50|"});
}

TEST_CASE("Of two services by activity the dearer one counts the units", "[report][usage]") {
  const ActivityDesk desk;
  desk.desk().at("2026-03-01").tell("acme", order_of("core-plus"));
  desk.takes(march);
  Query query = query_on("2026-03-31");
  query.customer = read<CustomerId>("acme");
  CHECK(rows(usage_report(desk.desk().read(), query), {"subscription", "quantity", "amount"}) ==
        Lines{"acme/1|0|0.00", "acme/2|2|8.00"});
  query.plan = plan("core");
  CHECK(usage_detail(desk.desk().read(), query).rows() == 0);
  query.plan = plan("core-plus");
  CHECK(usage_detail(desk.desk().read(), query).rows() == 3);
}

// ---- the month in which a trial became active (MISSION S6) ----

namespace {

/// wharf tries core from 16 October 2026, 30 days: through 14 November. Five people are seen in
/// November, anna and ben only on days of the trial.
void take_november(const ActivityDesk& desk) {
  desk.desk().at("2026-10-16").tell("wharf", trial_of("core"));
  require(
      desk.tries("wharf,2026-11-14,anna,,\nwharf,2026-11-14,ben,,\n"
                 "wharf,2026-11-01,cleo,,\nwharf,2026-11-15,cleo,,\n"
                 "wharf,2026-11-01,dora,,\nwharf,2026-11-15,dora,,\n"
                 "wharf,2026-11-15,eva,,\n",
                 "2026-11-30"));
}

Query of_wharf(std::string_view today, std::optional<Status> status = std::nullopt) {
  Query query = query_on(today);
  query.month = Month::from_text("2026-11");
  query.customer = read<CustomerId>("wharf");
  query.status = status;
  return query;
}

const Lines of_usage = {"month", "status", "quantity", "unit_price", "amount"};
const std::string in_trial = "2026-11|in_trial|2|2.50|0.00";
const std::string active = "2026-11|active|3|2.50|7.50";

}  // namespace

TEST_CASE("S6: of 5 units at 2.50 in November 2 are in trial, at no cost, and 3 active, at 7.50",
          "[report][usage][trial]") {
  const ActivityDesk desk;
  take_november(desk);
  const Ledger ledger = desk.desk().read();
  const auto usage = [&](const Query& query) {
    return rows(usage_report(ledger, query), of_usage);
  };
  CHECK(usage(of_wharf("2026-12-01")) == Lines{in_trial, active});
  CHECK(usage(of_wharf("2026-12-01", Status::in_trial)) == Lines{in_trial});
  CHECK(usage(of_wharf("2026-12-01", Status::active)) == Lines{active});
  CHECK(usage(of_wharf("2026-12-01", Status::notice)).empty());
  // Before it became active there is one part, of who was seen by then.
  CHECK(usage(of_wharf("2026-11-14")) == Lines{"2026-11|in_trial|4|2.50|0.00"});

  const Table drawn = usage_report(ledger, of_wharf("2026-12-01"), Drawing::ascii);
  CHECK(drawn.find("last_12_months"));
  CHECK(drawn.rows() == 2);
}

TEST_CASE("S6: the detail of each part is that of its units, both together are all",
          "[report][usage][trial]") {
  const ActivityDesk desk;
  take_november(desk);
  const Ledger ledger = desk.desk().read();
  const auto units = [&](std::optional<Status> status) {
    return rows(usage_detail(ledger, of_wharf("2026-12-01", status)), {"unit", "billed"});
  };
  CHECK(units(Status::in_trial) == Lines{"anna|false", "ben|false"});
  CHECK(units(Status::active) == Lines{"cleo|true", "dora|true", "eva|true"});
  CHECK(units(std::nullopt).size() == 5);
}

TEST_CASE("S6: in trial units are counted as they would be billed, with what a user covers",
          "[report][usage][trial]") {
  const ActivityDesk desk;
  desk.desk().at("2026-10-16").tell("wharf", trial_of("core"));
  // anna and her desk are one unit, the kiosk is one; cleo is billed, and her third personal device
  // of the month was seen only in the trial: she would cover two.
  require(
      desk.tries("wharf,2026-11-02,anna,desk,business\nwharf,2026-11-03,,kiosk,business\n"
                 "wharf,2026-11-20,cleo,pad,personal\nwharf,2026-11-20,cleo,phone,personal\n"
                 "wharf,2026-11-04,cleo,watch,personal\n",
                 "2026-11-30"));
  CHECK(rows(usage_report(desk.desk().read(), of_wharf("2026-12-01")), of_usage) ==
        Lines{"2026-11|in_trial|3|2.50|0.00", "2026-11|active|1|2.50|2.50"});
}

TEST_CASE("S6: a trial converted by hand has two parts in that month too",
          "[report][usage][trial]") {
  const ActivityDesk desk;  // birch's trial was converted on 10 March
  desk.takes(march);
  Query query = query_on("2026-03-31");
  query.customer = read<CustomerId>("birch");
  CHECK(rows(usage_report(desk.desk().read(), query), of_usage) ==
        Lines{"2026-03|in_trial|1|2.50|0.00", "2026-03|active|1|2.50|2.50"});
}

TEST_CASE("S6: once the month is purged what was in trial is unknown, what was billed is not",
          "[report][usage][trial]") {
  const ActivityDesk desk;
  take_november(desk);
  Envelope envelope;
  envelope.request = asked("2026-12-01");
  envelope.request.confirmed = true;
  {
    Ledger ledger = desk.desk().writable();
    require(purge_usage(ledger, envelope, day("2026-12-01")));
  }
  CHECK(rows(usage_report(desk.desk().read(), of_wharf("2026-12-01")), of_usage) ==
        Lines{"2026-11|in_trial||2.50|0.00", active});
}
