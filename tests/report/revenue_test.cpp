// Monthly recurring revenue, worked out by hand, and what holds for every history.
#include <catch2/catch.hpp>
#include <map>

#include "msp/report/revenue.h"
#include "queries.h"
#include "support/activity_desk.h"
#include "support/desk_history.h"
#include "support/property.h"

namespace msp::test {
namespace {

Lines revenue(const TestDesk& desk, const Query& query) {
  return rows(revenue_report(desk.read(), query));
}

/// Only the months in which something moved: `2026-03|0.00|100.00|0.00|0.00|0.00|100.00`.
Lines moves(const TestDesk& desk, const Query& query) {
  const Table table = revenue_report(desk.read(), query);
  Lines moved;
  for (const std::string& line :
       rows(table, {"month", "start", "new", "expansion", "contraction", "churn", "end"})) {
    const bool still = line.find("|0.00|0.00|0.00|0.00|") != std::string::npos;
    if (!still) moved.push_back(line);
  }
  return moved;
}

Query range(std::string_view from, std::string_view through, std::string_view today) {
  Query query = query_on(today);
  query.from = day(from);
  query.through = day(through);
  return query;
}

}  // namespace

TEST_CASE("The revenue report has the columns of the contract", "[revenue]") {
  const TestDesk desk(d_fence());
  const Table table = revenue_report(desk.read(), query_on("2026-01-31"));
  CHECK(header(table) == "month,currency,start,new,expansion,contraction,churn,end");
  CHECK(table.rows() == 0);
}

TEST_CASE("Movements add up over months, where revenue stands does not", "[revenue]") {
  const TestDesk desk(d_fence());
  const Table table = revenue_report(desk.read(), query_on("2026-01-31"));
  for (const Column& column : table.columns()) {
    const bool moves = column.name == "new" || column.name == "expansion" ||
                       column.name == "contraction" || column.name == "churn";
    CHECK(column.adds_up == moves);
  }
  CHECK(table.chart()->value == "end");
  CHECK(table.chart()->by_time);
}

SCENARIO("A trial is no revenue until somebody decides or the deadline passes", "[revenue]") {
  GIVEN("25 mailboxes at 4.00, free through 8 February, to be decided by 8 March") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);

    WHEN("nobody decides, and 40 mailboxes, then 30, are followed by a notice to 20 June") {
      desk.at("2026-04-10").tell("acme", SetMailboxCount{1, 40});
      desk.at("2026-05-02").tell("acme", SetMailboxCount{1, 30});
      desk.at("2026-05-20").tell("acme", CancelSubscription{});
      THEN("it is new in March, grows by 60.00, shrinks by 40.00, and is lost in June") {
        CHECK(revenue(desk, query_on("2026-07-15")) ==
              Lines{"2026-03|EUR|0.00|100.00|0.00|0.00|0.00|100.00",
                    "2026-04|EUR|100.00|0.00|60.00|0.00|0.00|160.00",
                    "2026-05|EUR|160.00|0.00|0.00|-40.00|0.00|120.00",
                    "2026-06|EUR|120.00|0.00|0.00|0.00|-120.00|0.00",
                    "2026-07|EUR|0.00|0.00|0.00|0.00|0.00|0.00"});
      }
      THEN("seen from 5 April nothing of that has happened yet") {
        Query query = query_on("2026-07-15");
        query.as_of = day("2026-04-05");
        CHECK(revenue(desk, query) == Lines{"2026-03|EUR|0.00|100.00|0.00|0.00|0.00|100.00",
                                            "2026-04|EUR|100.00|0.00|0.00|0.00|0.00|100.00"});
      }
      THEN(
          "months are chosen by month or by a range that touches them, and all that is said "
          "holds") {
        const Lines april{"2026-04|EUR|100.00|0.00|60.00|0.00|0.00|160.00"};
        CHECK(revenue(desk, in_month("2026-04", "2026-07-15")) == april);
        CHECK(revenue(desk, range("2026-04-30", "2026-04-30", "2026-07-15")) == april);
        Query both = range("2026-04-01", "2026-06-30", "2026-07-15");
        both.month = Month::of(day("2026-04-01"));
        CHECK(revenue(desk, both) == april);
        both.month = Month::of(day("2026-03-01"));
        CHECK(revenue(desk, both).empty());
      }
    }
    WHEN("it is converted on 20 February, when the month of decision has begun") {
      desk.at("2026-02-20").tell("acme", ConvertTrial{});
      THEN("that month is charged, and so it is new in February") {
        CHECK(moves(desk, query_on("2026-04-15")) ==
              Lines{"2026-02|0.00|100.00|0.00|0.00|0.00|100.00"});
      }
    }
    WHEN("it is converted on 20 January, in the free part") {
      desk.at("2026-01-20").tell("acme", ConvertTrial{});
      THEN("nothing is charged in January") {
        CHECK(moves(desk, query_on("2026-04-15")) ==
              Lines{"2026-02|0.00|100.00|0.00|0.00|0.00|100.00"});
      }
    }
    WHEN("it is declined in time") {
      desk.at("2026-03-05").tell("acme", DeclineTrial{});
      THEN("there never was any revenue") { CHECK(revenue(desk, query_on("2026-04-15")).empty()); }
    }
  }
}

SCENARIO("A discount lowers the revenue of the periods it reaches", "[revenue]") {
  GIVEN("10 mailboxes at 9.00 from 15 January, 10 % off for three months") {
    CatalogFile file = exchange_defender();
    file.discounts.push_back(percent_off("WELCOME10", "10", 3));
    TestDesk desk(file);
    PlaceOrder order = order_of("exchange-mailbox", 10);
    order.discounts = {read<DiscountId>("WELCOME10")};
    desk.at("2026-01-15").tell("acme", order);
    THEN("the period of 1 April begins before 15 April, that of 1 May does not") {
      CHECK(moves(desk, query_on("2026-06-15")) ==
            Lines{"2026-01|0.00|81.00|0.00|0.00|0.00|81.00",
                  "2026-05|81.00|0.00|9.00|0.00|0.00|90.00"});
    }
  }
}

SCENARIO("What is free for those who resell is lost when they begin, and new when they stop",
         "[revenue]") {
  GIVEN("a filter at 50.00, free while 10 mailboxes at 9.00 are resold from February to April") {
    Terms own = Terms::defaults(Basis::flat, Timing::advance);
    own.free_while_reselling = true;
    TestDesk desk(exchange_defender() + catalog_of("filter", own, "50.00", "USD", "2024-01-01"));
    desk.at("2026-01-01").tell("acme", order_of("filter"));
    desk.at("2026-02-01").tell("acme", order_of("exchange-mailbox", 10));
    desk.at("2026-04-10").tell("acme", CancelSubscription{2});
    THEN("a return after churn counts as new") {
      CHECK(moves(desk, query_on("2026-05-15")) ==
            Lines{"2026-01|0.00|50.00|0.00|0.00|0.00|50.00",
                  "2026-02|50.00|90.00|0.00|0.00|-50.00|90.00",
                  "2026-04|90.00|50.00|0.00|0.00|-90.00|50.00"});
    }
  }
}

SCENARIO("Currencies are never added up", "[revenue]") {
  TestDesk desk(d_fence() + exchange_defender());
  desk.at("2026-01-10").tell("acme", order_of("exchange-mailbox", 10));
  desk.at("2026-01-10").tell("bolt", order_of("guard", 5));
  desk.at("2026-01-10").tell("bolt", connected());
  CHECK(revenue(desk, query_on("2026-01-31")) ==
        Lines{"2026-01|EUR|0.00|20.00|0.00|0.00|0.00|20.00",
              "2026-01|USD|0.00|90.00|0.00|0.00|0.00|90.00"});
}

SCENARIO("Activity is worth the units of its month", "[revenue]") {
  GIVEN("two users and an unpaired device at 2.50 in March, one user in April") {
    const ActivityDesk activity;
    activity.takes(
        "acme,2026-03-02,anna,desk,business\nacme,2026-03-30,,kiosk,business\n"
        "acme,2026-03-31,ben,,\n");
    require(activity.tries("acme,2026-04-02,anna,,\n", "2026-04-30"));
    THEN("March is 7.50, April 2.50, May nothing") {
      CHECK(moves(activity.desk(), query_on("2026-05-31")) ==
            Lines{"2026-03|0.00|7.50|0.00|0.00|0.00|7.50", "2026-04|7.50|0.00|0.00|-5.00|0.00|2.50",
                  "2026-05|2.50|0.00|0.00|0.00|-2.50|0.00"});
    }
    THEN("what was seen only after as_of is not counted") {
      Query query = query_on("2026-04-30");
      query.as_of = day("2026-03-30");
      CHECK(moves(activity.desk(), query) == Lines{"2026-03|0.00|5.00|0.00|0.00|0.00|5.00"});
    }
    THEN("evidence does not know when it was told: looking back, nobody was seen") {
      Ledger ledger = activity.desk().read();
      ledger.look_back_to(ledger.head().seq);
      CHECK(revenue_report(ledger, query_on("2026-05-31")).rows() == 0);
    }
  }
}

SCENARIO("On a terminal a bar shows where each month ends", "[revenue]") {
  TestDesk desk(exchange_defender());
  desk.at("2026-01-01").tell("acme", order_of("exchange-mailbox", 10));
  desk.at("2026-02-01").tell("acme", SetMailboxCount{1, 20});
  const auto drawn = [&](Drawing drawing) {
    return rows(revenue_report(desk.read(), query_on("2026-02-28"), drawing), {"end", "end_drawn"});
  };
  CHECK(drawn(Drawing::ascii) ==
        Lines{"90.00|" + std::string(12, '#'), "180.00|" + std::string(24, '#')});
  CHECK(!revenue_report(desk.read(), query_on("2026-02-28")).find("end_drawn"));
}

namespace {

/// Minor units by month and currency, column by column.
using Figures = std::map<std::string, std::vector<std::int64_t>>;

Figures figures_of(const Ledger& ledger, const Query& query) {
  const Table table = revenue_report(ledger, query);
  Figures figures;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    auto& sums = figures[std::string(table.cell(row, 0)) + " " + std::string(table.cell(row, 1))];
    for (std::size_t column = 2; column < 8; ++column) {
      const Decimal amount = decimal(table.cell(row, column));
      sums.push_back(amount.micros() / (Decimal::scale / 100));  // EUR and USD
    }
  }
  return figures;
}

void add(Figures& sum, const Figures& part) {
  for (const auto& [key, figures] : part) {
    auto& sums = sum[key];
    sums.resize(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i) sums[i] += figures[i];
  }
}

/// The parts of a filter, one query for each value it can have.
Figures sum_over(const Ledger& ledger, const std::vector<Query>& parts) {
  Figures sum;
  for (const Query& part : parts) add(sum, figures_of(ledger, part));
  return sum;
}

template <class T>
std::vector<Query> with_each(const std::vector<Query>& queries, std::optional<T> Query::*filter,
                             const std::vector<T>& values) {
  std::vector<Query> parts;
  for (const Query& query : queries) {
    for (const T& value : values) (parts.emplace_back(query).*filter) = value;
  }
  return parts;
}

/// Rows of nothing are left out where a part begins later than the whole.
void check_same(const Figures& whole, Figures parts) {
  for (const auto& [key, figures] : whole) parts[key].resize(figures.size());
  CHECK(parts == whole);
}

void check_columns(const Figures& figures) {
  std::map<std::string, std::int64_t> ends;  // of the month before, by currency
  for (const auto& [key, row] : figures) {
    INFO(key);
    const std::string currency = key.substr(8);
    CHECK(row[0] == ends[currency]);
    CHECK(row[0] + row[1] + row[2] + row[3] + row[4] == row[5]);
    CHECK((row[1] >= 0 && row[2] >= 0 && row[3] <= 0 && row[4] <= 0 && row[5] >= 0));
    ends[currency] = row[5];
  }
}

}  // namespace

PROPERTY_OF_SEEDS(4, "In every history columns add up, and the parts of every filter are the whole",
                  "[revenue]") {
  const TestDesk desk(three_plans());
  play(desk, history_of(seed));
  const Ledger ledger = desk.read();
  Query all = query_on(history_ends.text());
  all.from = history_begins - 60;  // as far as words are backdated
  const Figures whole = figures_of(ledger, all);
  if (seed <= 4)
    REQUIRE_FALSE(whole.empty());  // the four that are always tried are about something
  check_columns(whole);
  const auto by_plan =
      with_each({all}, &Query::plan, {plan("guard"), plan("exchange-mailbox"), plan("peak")});
  const auto by_status =
      with_each({all}, &Query::status,
                {Status::ordered, Status::connected, Status::in_trial, Status::negotiation,
                 Status::active, Status::notice, Status::ended});
  const auto by_group = with_each({all}, &Query::group, std::vector<std::int64_t>{1, 15, 30, 31});
  check_same(whole, sum_over(ledger, by_plan));
  check_same(whole, sum_over(ledger, by_status));
  check_same(whole, sum_over(ledger, by_group));
  check_same(whole,
             sum_over(ledger, with_each(by_plan, &Query::customer,
                                        {read<CustomerId>("acme"), read<CustomerId>("bolt")})));
}

}  // namespace msp::test
