#include <catch2/catch.hpp>

#include "msp/report/usage.h"
#include "queries.h"

namespace msp::test {
namespace {

Lines usage(const TestDesk& desk, const Query& query, const std::vector<std::string>& columns) {
  return rows(usage_report(desk.read(), query), columns);
}

const std::vector<std::string> figures = {"month", "status", "quantity", "amount"};

}  // namespace

TEST_CASE("The usage report has the columns of the contract", "[usage]") {
  const TestDesk desk(d_fence());
  CHECK(header(usage_report(desk.read(), query_on("2026-01-31"))) ==
        "customer,subscription,plan,basis,month,status,quantity,unit_price,amount,currency,group");
}

SCENARIO("Usage shows what a month costs, and that a trial costs nothing", "[usage]") {
  GIVEN("a trial of 25 mailboxes that nobody decides, and 40 mailboxes from 10 March") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    desk.at("2026-03-10").tell("acme", SetMailboxCount{1, 40});

    THEN("in the trial's month the amount is 0.00") {
      CHECK(usage(desk, in_month("2026-01", "2026-04-20"), {}) ==
            Lines{"acme|acme/1|guard|mailbox|2026-01|in_trial|25|4.00|0.00|EUR|15"});
    }
    THEN("the month of decision and the active month are charged in full") {
      CHECK(usage(desk, in_month("2026-02", "2026-04-20"), figures) ==
            Lines{"2026-02|negotiation|25|100.00"});
      CHECK(usage(desk, in_month("2026-03", "2026-04-20"), figures) ==
            Lines{"2026-03|active|40|160.00"});
    }
    THEN("without a month it is the month of the day it is seen from") {
      CHECK(usage(desk, query_on("2026-02-01"), figures) == Lines{"2026-02|in_trial|25|0.00"});
    }
    THEN("what holds only after as_of is not seen") {
      CHECK(usage(desk, in_month("2026-03", "2026-03-05"), figures) ==
            Lines{"2026-03|negotiation|25|100.00"});
    }
    THEN("before it was ordered there is no row") {
      CHECK(usage(desk, in_month("2025-12", "2026-04-20"), figures).empty());
    }
  }
}

SCENARIO("A subscription is in the usage of the months it existed in", "[usage]") {
  GIVEN("one that is declined on 31 January, and so is not served from that day on") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    desk.at("2026-01-31").tell("acme", DeclineTrial{1});
    THEN("January shows it as ended, at no cost") {
      CHECK(usage(desk, in_month("2026-01", "2026-03-01"), figures) ==
            Lines{"2026-01|ended|25|0.00"});
    }
    THEN("February does not show it") {
      CHECK(usage(desk, in_month("2026-02", "2026-03-01"), figures).empty());
    }
  }
  GIVEN("one that ends on the 1st of a month") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    desk.at("2026-02-01").tell("acme", DeclineTrial{1});
    THEN("the month that then begins does not show it") {
      CHECK(usage(desk, in_month("2026-01", "2026-03-01"), figures) ==
            Lines{"2026-01|in_trial|25|0.00"});
      CHECK(usage(desk, in_month("2026-02", "2026-03-01"), figures).empty());
    }
  }
  GIVEN("one in notice on the month's last day") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    desk.at("2026-03-20").tell("acme", CancelSubscription{1});
    THEN("the month still costs its price") {
      CHECK(usage(desk, in_month("2026-03", "2026-03-31"), figures) ==
            Lines{"2026-03|notice|25|100.00"});
    }
  }
}

SCENARIO("The amount is quantity times price, rounded once, half away from zero", "[usage]") {
  GIVEN("an agreed price of 3.505 for 25 mailboxes: 87.625") {
    TestDesk desk(d_fence());
    PlaceOrder order = order_of("guard", 25);
    order.unit_price = decimal("3.505");
    desk.at("2026-01-10").tell("acme", order);
    desk.at("2026-01-10").tell("acme", connected());
    THEN("it is 87.63") {
      CHECK(usage(desk, query_on("2026-01-31"), {"status", "unit_price", "amount"}) ==
            Lines{"active|3.505|87.63"});
    }
  }
  GIVEN("a price of 125.00 per 1000, and 25 mailboxes: 3.125") {
    CatalogFile file = exchange_defender();
    file.prices.front().amount = decimal("125.00");
    file.prices.front().per = 1000;
    TestDesk desk(file);
    desk.at("2026-01-10").tell("acme", order_of("exchange-mailbox", 25));
    THEN("the price says what it is for, and the amount is 3.13") {
      CHECK(usage(desk, query_on("2026-01-31"), {"unit_price", "amount", "currency", "group"}) ==
            Lines{"125.00 per 1000|3.13|USD|1"});
    }
  }
}

TEST_CASE("The price of a month is the one that holds for whoever ordered when they did",
          "[usage]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  CatalogFile dearer = d_fence();
  dearer.prices.push_back({plan("guard"), day("2026-03-01"), decimal("5.00"), 1,
                           read<Currency>("EUR"), AppliesTo::fresh});
  desk.at("2026-02-01").load(dearer);
  desk.at("2026-03-02").tell("later", trial_of("guard", 10));
  CHECK(usage(desk, query_on("2026-03-31"), {"customer", "unit_price"}) ==
        Lines{"acme|4.00", "later|5.00"});
}

TEST_CASE("Usage of an activity plan has no quantity until activity is known", "[usage]") {
  TestDesk desk(defens_x());
  desk.at("2026-01-10").tell("acme", order_of("core"));
  CHECK(usage(desk, query_on("2026-01-31"),
              {"plan", "basis", "status", "quantity", "unit_price", "amount"}) ==
        Lines{"core|activity|active||2.50|"});
}

SCENARIO("Usage is sorted by customer and subscription, and can be narrowed", "[usage]") {
  TestDesk desk(d_fence() + defens_x());
  desk.at("2026-01-05").tell("zeta", order_of("guard", 5));
  begin_guard_trial(desk);
  desk.at("2026-01-11").tell("acme", order_of("core"));
  const std::vector<std::string> names = {"subscription", "status"};

  CHECK(usage(desk, query_on("2026-01-31"), names) ==
        Lines{"acme/1|in_trial", "acme/2|active", "zeta/1|ordered"});
  Query query = query_on("2026-01-31");
  query.customer = read<CustomerId>("acme");
  CHECK(usage(desk, query, names) == Lines{"acme/1|in_trial", "acme/2|active"});
  query.plan = plan("core");
  CHECK(usage(desk, query, names) == Lines{"acme/2|active"});
  query = query_on("2026-01-31");
  query.status = Status::ordered;
  CHECK(usage(desk, query, names) == Lines{"zeta/1|ordered"});
  query = query_on("2026-01-31");
  query.group = 15;
  CHECK(usage(desk, query, names) == Lines{"acme/1|in_trial"});
}

SCENARIO("On a terminal usage shows the quantity of the last twelve months", "[usage]") {
  GIVEN("a trial of 25 mailboxes from January 2026, 40 from 10 March") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    desk.at("2026-03-10").tell("acme", SetMailboxCount{1, 40});
    const auto drawn = [&](const Query& query, Drawing drawing) {
      return rows(usage_report(desk.read(), query, drawing), {"quantity", "last_12_months"});
    };
    THEN("each month has its place: blank before the order, 25 of 40 is the fifth height") {
      CHECK(drawn(in_month("2026-04", "2026-04-20"), Drawing::ascii) == Lines{"40|        ++##"});
      CHECK(drawn(in_month("2026-04", "2026-04-20"), Drawing::blocks) == Lines{"40|        ▅▅██"});
    }
    THEN("the last is the month asked for, as it was seen from as_of") {
      CHECK(drawn(in_month("2026-03", "2026-03-05"), Drawing::ascii) == Lines{"25|         ###"});
      CHECK(drawn(in_month("2027-02", "2027-03-01"), Drawing::ascii) == Lines{"40|############"});
    }
    THEN("where nothing is drawn there is no such column") {
      CHECK(!usage_report(desk.read(), query_on("2026-04-20")).find("last_12_months"));
    }
  }
}

TEST_CASE("The usage report adds amounts up and draws them by customer, and nothing else",
          "[usage]") {
  const TestDesk desk(d_fence());
  const Table table = usage_report(desk.read(), query_on("2026-01-31"));
  for (const Column& column : table.columns()) CHECK(column.adds_up == (column.name == "amount"));
  CHECK(table.chart()->title == "Amount by customer, 2026-01");
}

}  // namespace msp::test
