#include <catch2/catch.hpp>

#include "msp/report/trials.h"
#include "queries.h"

namespace msp::test {
namespace {

Lines trials(const TestDesk& desk, std::string_view today, TrialScope scope,
             std::optional<std::int64_t> within = {}) {
  return rows(trials_report(desk.read(), query_on(today), scope, within),
              {"subscription", "status", "decide_by", "days_left"});
}

}  // namespace

TEST_CASE("The trial list has the columns of the contract", "[trials]") {
  const TestDesk desk(d_fence());
  CHECK(header(trials_report(desk.read(), query_on("2026-01-31"), TrialScope::all, {})) ==
        "customer,subscription,plan,status,connected_on,trial_through,decide_by,days_left,"
        "sales_rep,monthly_total,currency");
}

TEST_CASE("An open trial shows its last free day, its last day to decide and what was quoted",
          "[trials]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  CHECK(rows(trials_report(desk.read(), query_on("2026-01-20"), TrialScope::open, {})) ==
        Lines{"acme|acme/1|guard|in_trial|2026-01-10|2026-02-08|2026-03-08|47|rep@partner.example|"
              "100.00|EUR"});
}

SCENARIO("A trial is open through its last day to decide, and overdue from the next", "[trials]") {
  GIVEN("a trial to be decided by 8 March") {
    TestDesk desk(d_fence());
    begin_guard_trial(desk);
    THEN("on 8 March it is open with no day left") {
      CHECK(trials(desk, "2026-03-08", TrialScope::open) ==
            Lines{"acme/1|negotiation|2026-03-08|0"});
      CHECK(trials(desk, "2026-03-08", TrialScope::overdue).empty());
    }
    THEN("on 9 March it is overdue, whether the sweep has come by or not") {
      const Lines overdue{"acme/1|active|2026-03-08|-1"};
      CHECK(trials(desk, "2026-03-09", TrialScope::open).empty());
      CHECK(trials(desk, "2026-03-09", TrialScope::overdue) == overdue);
      desk.at("2026-03-09").sweep();
      CHECK(trials(desk, "2026-03-09", TrialScope::overdue) == overdue);
    }
    WHEN("it is converted") {
      desk.at("2026-02-20").tell("acme", ConvertTrial{1});
      THEN("nothing is left to decide, and only the list of all trials has it") {
        CHECK(trials(desk, "2026-02-20", TrialScope::open).empty());
        CHECK(trials(desk, "2026-03-20", TrialScope::overdue).empty());
        CHECK(trials(desk, "2026-02-20", TrialScope::all) == Lines{"acme/1|active|2026-03-08|"});
      }
    }
    WHEN("it is declined") {
      desk.at("2026-02-20").tell("acme", DeclineTrial{1});
      THEN("it is neither open nor overdue") {
        CHECK(trials(desk, "2026-02-20", TrialScope::open).empty());
        CHECK(trials(desk, "2026-03-20", TrialScope::overdue).empty());
        CHECK(trials(desk, "2026-03-20", TrialScope::all) == Lines{"acme/1|ended|2026-03-08|"});
      }
    }
    WHEN("it is converted for a later day") {
      desk.at("2026-02-20").effective("2026-03-01").tell("acme", ConvertTrial{1});
      THEN("it is decided already") { CHECK(trials(desk, "2026-02-20", TrialScope::open).empty()); }
      THEN("but who looks back at an earlier day does not see that") {
        Query query = query_on("2026-02-28");
        query.as_of = day("2026-02-19");
        CHECK(rows(trials_report(desk.read(), query, TrialScope::open, {}), {"decide_by"}) ==
              Lines{"2026-03-08"});
      }
    }
  }
}

TEST_CASE("Without a deadline the trial's own last day is the last to decide", "[trials]") {
  TestDesk desk(exchange_defender());
  desk.at("2026-01-20").tell("acme", trial_of("exchange-mailbox", 3));
  CHECK(trials(desk, "2026-01-25", TrialScope::open) == Lines{"acme/1|in_trial|2026-01-31|6"});
  CHECK(trials(desk, "2026-02-01", TrialScope::open).empty());
  CHECK(trials(desk, "2026-02-01", TrialScope::overdue).empty());
}

TEST_CASE("A trial that is ordered and not connected is listed last, without dates", "[trials]") {
  TestDesk desk(d_fence());
  desk.at("2026-01-10").tell("aaa", trial_of("guard", 5));
  begin_guard_trial(desk, "bbb");
  desk.at("2026-01-08").tell("ccc", trial_of("guard", 5));
  desk.at("2026-01-08").tell("ccc", connected());
  CHECK(trials(desk, "2026-01-10", TrialScope::open) ==
        Lines{"ccc/1|in_trial|2026-03-06|55", "bbb/1|in_trial|2026-03-08|57", "aaa/1|ordered||"});
  CHECK(trials(desk, "2026-01-10", TrialScope::open, 55) == Lines{"ccc/1|in_trial|2026-03-06|55"});
}

TEST_CASE("A month of trials are those that began in it", "[trials]") {
  TestDesk desk(d_fence());
  begin_guard_trial(desk);
  desk.at("2026-02-01").tell("beta", trial_of("guard", 5));
  const auto in = [&desk](std::string_view month) {
    return rows(trials_report(desk.read(), in_month(month, "2026-02-10"), TrialScope::all, {}),
                {"subscription"});
  };
  CHECK(in("2026-01") == Lines{"acme/1"});
  CHECK(in("2026-02") == Lines{"beta/1"});
}

}  // namespace msp::test
