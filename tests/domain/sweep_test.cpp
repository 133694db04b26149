#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

SCENARIO("D9: who does not decide becomes a customer, dated when it was due", "[sweep]") {
  GIVEN("a trial connected on 10 January") {
    Given given = guard_trial();
    WHEN("the sweep runs every day") {
      THEN("each thing is recorded on its day, once") {
        CHECK(said(given.sweep("2026-02-08")) == Lines{});
        CHECK(said(given.sweep("2026-02-09")) == Lines{"trial_ended 2026-02-09"});
        CHECK(said(given.sweep("2026-02-09")) == Lines{});
        CHECK(said(given.sweep("2026-03-08")) == Lines{});
        CHECK(said(given.sweep("2026-03-09")) == Lines{"decision_deadline_passed 2026-03-09"});
        CHECK(said(given.sweep("2026-03-10")) == Lines{});
      }
    }
    WHEN("it runs half a year late") {
      const Facts facts = given.sweep("2026-08-01");
      THEN("all is recorded with the dates it was due") {
        CHECK(said(facts) ==
              Lines{"trial_ended 2026-02-09", "decision_deadline_passed 2026-03-09"});
        const Subscription& subscription = given.customer.subscriptions.front();
        CHECK(subscription.billing_from == day("2026-03-09"));
        CHECK(subscription.free_rider());
        CHECK(subscription.trial->decision_charged);
      }
    }
  }
}

SCENARIO("Notice runs out by itself", "[sweep]") {
  GIVEN("a notice that ends on 20 June") {
    Given given = guard_trial();
    given.has("2026-05-20", CancelSubscription{});
    THEN("its end is recorded on that day or later, dated that day") {
      CHECK(said(given.sweep("2026-06-19")) == Lines{});
      Given late = given;
      CHECK(said(given.sweep("2026-06-20")) == Lines{"subscription_ended 2026-06-20"});
      CHECK(said(late.sweep("2027-01-01")) == Lines{"subscription_ended 2026-06-20"});
      CHECK(said(late.sweep("2027-01-01")) == Lines{});
    }
  }
}

TEST_CASE("What is due is recorded oldest first, over all subscriptions", "[sweep]") {
  Given given(d_fence() + exchange_defender());
  given.has("2026-01-10", trial_of("guard", 25));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  given.has("2026-02-07", trial_of("exchange-mailbox", 5));
  CHECK(said(given.sweep("2026-12-31")) == Lines{"trial_ended 2026-02-09", "trial_ended 2026-03-01",
                                                 "decision_deadline_passed 2026-03-09"});
}

TEST_CASE("Who has decided is not swept", "[sweep]") {
  Given converted = guard_trial();
  converted.has("2026-02-08", ConvertTrial{});
  CHECK_FALSE(next_due(converted.customer, day("2027-01-01")));
  Given declined = guard_trial();
  declined.has("2026-02-08", DeclineTrial{});
  CHECK_FALSE(next_due(declined.customer, day("2027-01-01")));
}

TEST_CASE("A month of decision that is free charges nobody", "[sweep]") {
  Terms terms = guard_terms();
  terms.trial->decision_period = DecisionPeriod::free;
  terms.tax.reset();
  Given given(catalog_of("kind", terms, "4.00"));
  given.has("2026-01-10", trial_of("kind", 25));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected, 15});
  given.sweep("2026-03-09");
  CHECK_FALSE(given.customer.subscriptions.front().trial->decision_charged);
  CHECK(given.customer.subscriptions.front().billing_from == day("2026-03-09"));
  CHECK(given.run("2026-03-15").empty());
}

TEST_CASE("Letting time pass says nothing of its own", "[sweep]") {
  Given given = guard_trial();
  CHECK(said(given.when("2026-03-09", LetTimePass{})) == Lines{});
  CHECK(given.status("2026-03-09") == Status::active);
}
