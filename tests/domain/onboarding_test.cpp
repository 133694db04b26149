#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("D6, D7: at connection the customer joins a group and the trial begins", "[onboarding]") {
  GIVEN("a D-Fence trial that is ordered") {
    Given given(d_fence());
    given.has("2026-01-05", trial_of("guard", 25));
    WHEN("it is connected on 10 January") {
      const auto result = given.when("2026-01-10", RecordStep{1, OnboardingStep::connected});
      THEN("the trial covers 30 days, the deadline is a month later, the group is 15") {
        CHECK(said(result) == Lines{"onboarding_step_done 2026-01-10",
                                    "invoicing_group_set 2026-01-10", "trial_started 2026-01-10"});
        const auto started = only<TrialStarted>(result);
        CHECK(started.ends_on == day("2026-02-09"));
        CHECK(started.deadline == day("2026-03-09"));
        CHECK(only<InvoicingGroupSet>(result).group == 15);
      }
    }
    WHEN("the connection is asked for in group 30") {
      const auto result = given.when("2026-01-10", RecordStep{1, OnboardingStep::connected, 30});
      THEN("it is group 30") { CHECK(only<InvoicingGroupSet>(result).group == 30); }
    }
    WHEN("the connection is typed later than it was done") {
      given.has(effective("2026-01-14", "2026-01-10"), RecordStep{1, OnboardingStep::connected});
      THEN("the trial begins on the day it was done") {
        CHECK(given.customer.subscriptions.front().trial->ends_on == day("2026-02-09"));
        CHECK(given.customer.since == day("2026-01-10"));
      }
    }
  }
}

TEST_CASE("Decision 3: the trial connected on 31 January 2028 ends on 1 March", "[onboarding]") {
  Given given = guard_trial("2028-01-31");
  const Trial& trial = *given.customer.subscriptions.front().trial;
  CHECK(trial.ends_on == day("2028-03-01"));
  CHECK(trial.deadline == day("2028-04-01"));
  CHECK(trial.decline_before() == day("2028-04-01"));
}

TEST_CASE("D6: without a word about it the group is the next of 15 and 30", "[onboarding]") {
  const auto group = [](std::string_view connected) {
    return guard_trial(connected).customer.group_on(day(connected));
  };
  CHECK(group("2026-01-14") == 15);
  CHECK(group("2026-01-20") == 30);
  CHECK(group("2026-01-31") == 15);
  CHECK(group("2026-02-20") == 30);  // that is 28 February
}

TEST_CASE("A customer stays in the group it has", "[onboarding]") {
  Given given(d_fence() + catalog_of("archive", guard_terms(), "1.00", "EUR", "2024-01-01"));
  given.has("2026-01-05", order_of("guard", 5));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected, 15});
  given.has("2026-01-18", order_of("archive", 5));
  CHECK(said(given.when("2026-01-20", RecordStep{2, OnboardingStep::connected})) ==
        Lines{"onboarding_step_done 2026-01-20", "subscription_activated 2026-01-20"});
}

TEST_CASE("Without a trial the paid time begins at connection", "[onboarding]") {
  Given given(d_fence());
  given.has("2026-01-05", order_of("guard", 25));
  CHECK_FALSE(given.customer.subscriptions.front().billing_from);
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  CHECK(given.customer.subscriptions.front().billing_from == day("2026-01-10"));
}

SCENARIO("D4: the customer's own mail server is opened and tested before the MX change",
         "[onboarding]") {
  GIVEN("an order with an own mail server") {
    Given given(d_fence());
    PlaceOrder order = order_of("guard", 25);
    order.own_mail_server = "mail.acme.example";
    given.has("2026-01-05", order);
    const RecordStep mx{1, OnboardingStep::mx_requested};
    THEN("the MX change is refused until both are done") {
      CHECK(said(given.when("2026-01-06", mx)) == Lines{"onboarding.too_early"});
      given.has("2026-01-06", RecordStep{1, OnboardingStep::firewall_opened});
      CHECK(said(given.when("2026-01-06", mx)) == Lines{"onboarding.too_early"});
      given.has("2026-01-07", RecordStep{1, OnboardingStep::server_tested});
      CHECK(said(given.when("2026-01-07", mx)) == Lines{"onboarding_step_done 2026-01-07"});
    }
  }
  GIVEN("an order without one") {
    Given given(d_fence());
    given.has("2026-01-05", order_of("guard", 25));
    THEN("the MX change can be asked for at once") {
      CHECK(given.when("2026-01-06", RecordStep{1, OnboardingStep::mx_requested}));
    }
  }
}

TEST_CASE("31: with a mail server of its own nothing is connected before its steps are done",
          "[onboarding]") {
  Given given(d_fence());
  PlaceOrder order = order_of("guard", 25);
  order.own_mail_server = "mail.acme.example";
  order.connected_on = day("2026-01-05");
  CHECK(said(given.when("2026-01-05", order)) == Lines{"onboarding.too_early"});
  order.connected_on.reset();
  given.has("2026-01-05", order);
  const RecordStep connected{1, OnboardingStep::connected};
  const RecordStep changed{1, OnboardingStep::mx_changed};
  for (const OnboardingStep step : {OnboardingStep::firewall_opened, OnboardingStep::server_tested,
                                    OnboardingStep::mx_requested, OnboardingStep::mx_changed}) {
    INFO(word(step));
    CHECK(said(given.when("2026-01-06", connected)) == Lines{"onboarding.too_early"});
    if (step != OnboardingStep::mx_changed) {
      CHECK(said(given.when("2026-01-06", changed)) == Lines{"onboarding.too_early"});
    }
    CHECK_FALSE(only<OnboardingStepDone>(given.when("2026-01-06", RecordStep{1, step})).overridden);
  }
  CHECK_FALSE(only<OnboardingStepDone>(given.when("2026-01-06", connected)).overridden);
}

TEST_CASE("31: that a step was missing and somebody said go on is recorded", "[onboarding]") {
  Given given(d_fence());
  PlaceOrder order = order_of("guard", 25);
  order.own_mail_server = "mail.acme.example";
  given.has("2026-01-05", order);
  RecordStep connected{1, OnboardingStep::connected};
  connected.overridden = true;
  CHECK(only<OnboardingStepDone>(given.when("2026-01-06", connected)).overridden);
  CHECK(given.customer.subscriptions.front().connected_on() == day("2026-01-06"));
}

TEST_CASE("31: without one the steps may be recorded and are not asked for", "[onboarding]") {
  Given given(d_fence());
  given.has("2026-01-05", order_of("guard", 25));
  given.has("2026-01-05", RecordStep{1, OnboardingStep::mx_changed});
  RecordStep connected{1, OnboardingStep::connected};
  connected.overridden = true;  // nothing to override
  CHECK_FALSE(only<OnboardingStepDone>(given.when("2026-01-06", connected)).overridden);
}

TEST_CASE("D6: the group that a day of connection led to is corrected with that day",
          "[onboarding]") {
  Given given(d_fence());
  const Request on_the_20th = effective("2026-01-20", "2026-01-20");
  given.has("2026-01-03", trial_of("guard", 25));
  given.has(effective("2026-01-20", "2026-01-03"), RecordStep{1, OnboardingStep::connected});
  CHECK(given.customer.group_on(day("2026-01-20")) == 15);
  SECTION("to a later one") {
    given.has(on_the_20th, RecordStep{1, OnboardingStep::connected});
    CHECK(given.customer.group_on(day("2026-01-03")) == 30);
    CHECK(given.customer.group_on(day("2026-01-20")) == 30);
  }
  SECTION("and back: nothing of the day between is left") {
    given.has(on_the_20th, RecordStep{1, OnboardingStep::connected});
    given.has(effective("2026-01-20", "2026-01-04"), RecordStep{1, OnboardingStep::connected});
    CHECK(given.customer.groups.size() == 1);
    CHECK(given.customer.group_on(day("2026-02-20")) == 15);
  }
  SECTION("but what somebody said stays") {
    EditCustomer edit;
    edit.group = 1;
    given.has("2026-01-19", edit);
    given.has(on_the_20th, RecordStep{1, OnboardingStep::connected});
    CHECK(given.customer.group_on(day("2026-01-20")) == 1);
  }
  SECTION("a group that is said with the day holds from it on, also beyond the wrong one") {
    given.has(on_the_20th, RecordStep{1, OnboardingStep::connected, 30});
    given.has(effective("2026-01-20", "2026-01-10"), RecordStep{1, OnboardingStep::connected, 15});
    CHECK(given.customer.group_on(day("2026-01-10")) == 15);
    CHECK(given.customer.group_on(day("2026-01-20")) == 15);
  }
}

TEST_CASE("A step said twice is true once", "[onboarding]") {
  Given given(d_fence());
  given.has("2026-01-05", order_of("guard", 25));
  const RecordStep mx{0, OnboardingStep::mx_requested};
  CHECK(said(given.when("2026-01-06", mx)) == Lines{"onboarding_step_done 2026-01-06"});
  CHECK(said(given.when("2026-01-08", mx)) == Lines{});
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  CHECK(said(given.when("2026-01-11", RecordStep{1, OnboardingStep::connected})) == Lines{});
}

TEST_CASE("A step is refused before the order, before its day, and after the end", "[onboarding]") {
  Given given(d_fence());
  const RecordStep connected{1, OnboardingStep::connected};
  CHECK(said(given.when("2026-01-05", connected)) == Lines{"subscription.unknown"});
  CHECK(said(given.when("2026-01-05", RecordStep{})) == Lines{"subscription.none"});
  given.has("2026-01-05", order_of("guard", 25));
  CHECK(said(given.when(effective("2026-01-06", "2026-01-04"), connected)) ==
        Lines{"onboarding.before_order"});
  CHECK(said(given.when(effective("2026-01-06", "2026-01-07"), connected)) ==
        Lines{"onboarding.future"});
  given.has("2026-01-08", CancelSubscription{1});
  CHECK(said(given.when("2026-01-09", connected)) == Lines{"subscription.ended"});
}

TEST_CASE("Two orders that wait for their steps have to be told apart", "[onboarding]") {
  Given given(d_fence() + catalog_of("archive", guard_terms(), "1.00", "EUR", "2024-01-01"));
  given.has("2026-01-05", order_of("guard", 5));
  given.has("2026-01-05", order_of("archive", 5));
  const auto result = given.when("2026-01-10", RecordStep{0, OnboardingStep::connected});
  CHECK(said(result) == Lines{"subscription.ambiguous"});
  CHECK(result.refusal().exit == Exit::usage);
  CHECK_THAT(result.refusal().message, Catch::Contains("acme/1") && Catch::Contains("acme/2"));
}
