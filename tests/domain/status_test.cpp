#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("Decision 13: a D-Fence subscription goes through the words of the desk", "[status]") {
  GIVEN("a trial ordered on 5 January, connected on the 10th and left undecided") {
    Given given(d_fence());
    given.has("2026-01-05", trial_of("guard", 25));
    given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
    given.sweep("2026-05-01");
    THEN("it is ordered, in trial, in negotiation and active, each from its first day") {
      CHECK(given.status("2026-01-05") == Status::ordered);
      CHECK(given.status("2026-01-09") == Status::ordered);
      CHECK(given.status("2026-01-10") == Status::in_trial);
      CHECK(given.status("2026-02-08") == Status::in_trial);
      CHECK(given.status("2026-02-09") == Status::negotiation);
      CHECK(given.status("2026-03-08") == Status::negotiation);
      CHECK(given.status("2026-03-09") == Status::active);
    }
    WHEN("notice is received on 20 May") {
      given.has("2026-05-20", CancelSubscription{});
      THEN("it is under notice until the end, with or without the sweep") {
        CHECK(given.status("2026-05-19") == Status::active);
        CHECK(given.status("2026-05-20") == Status::notice);
        CHECK(given.status("2026-06-19") == Status::notice);
        CHECK(given.status("2026-06-20") == Status::ended);
        given.sweep("2026-07-01");
        CHECK(given.status("2026-06-19") == Status::notice);
        CHECK(given.status("2026-06-20") == Status::ended);
      }
    }
  }
  GIVEN("a trial that converts on 20 February") {
    Given given = guard_trial();
    given.has("2026-02-20", ConvertTrial{});
    THEN("it is active from that day") {
      CHECK(given.status("2026-02-08") == Status::in_trial);
      CHECK(given.status("2026-02-19") == Status::negotiation);
      CHECK(given.status("2026-02-20") == Status::active);
      CHECK(given.status("2026-03-09") == Status::active);
    }
  }
}

TEST_CASE("Decision 13: connected is what waits for its first day of service", "[status]") {
  Given given(exchange_defender());
  given.has(effective("2026-03-01", "2026-03-05"), order_of("exchange-mailbox", 10));
  CHECK(given.status("2026-03-04") == Status::ordered);
  CHECK(given.status("2026-03-05") == Status::active);
  Given waiting(d_fence());
  waiting.has("2026-01-05", order_of("guard", 25));
  waiting.fold(OnboardingStepDone{1, OnboardingStep::connected}, "2026-01-10");
  waiting.fold(SubscriptionActivated{1}, "2026-01-15");
  CHECK(waiting.status("2026-01-09") == Status::ordered);
  CHECK(waiting.status("2026-01-10") == Status::connected);
  CHECK(waiting.status("2026-01-15") == Status::active);
}

TEST_CASE("Decision 13: the words are those of the exports", "[status]") {
  const std::vector<std::pair<Status, std::string>> all{
      {Status::ordered, "ordered"},   {Status::connected, "connected"},
      {Status::in_trial, "in_trial"}, {Status::negotiation, "negotiation"},
      {Status::active, "active"},     {Status::notice, "notice"},
      {Status::ended, "ended"}};
  for (const auto& [status, text] : all) CHECK(word(status) == text);
  CHECK(words<Status>.size() == all.size());
}

TEST_CASE("Decision 2: what ends on a day is not there on that day", "[status]") {
  Given given = guard_trial();
  given.has("2026-01-20", DeclineTrial{});
  CHECK(given.status("2026-01-19") == Status::in_trial);
  CHECK(given.status("2026-01-20") == Status::ended);
}
