#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A mailbox trial of 30 days from 2026-03-01 that activates by itself; a yes bills at once.
Given quick_trial() {
  Terms terms = exchange_terms();
  terms.trial->length = read<TrialLength>("30 days");
  Given given(catalog_of("quick", terms, "1.00"));
  given.has("2026-03-01", trial_of("quick", 10));
  return given;
}

}  // namespace

SCENARIO("D8, decision 4: who converts pays the month of decision and then regularly", "[trial]") {
  GIVEN("a trial connected on 10 January 2026") {
    Given given = guard_trial();
    WHEN("it converts within the month of decision") {
      const auto converted = only<TrialConverted>(given.when("2026-02-20", ConvertTrial{}));
      THEN("regular billing starts at the deadline") {
        CHECK(converted.billing_from == day("2026-03-09"));
        CHECK(converted.decision_charged);
        CHECK_FALSE(given.customer.subscriptions.front().free_rider());
      }
    }
    WHEN("it converts during the free part") {
      const auto converted = only<TrialConverted>(given.when("2026-01-20", ConvertTrial{}));
      THEN("decision 5: it is free to the trial's end all the same") {
        CHECK(converted.billing_from == day("2026-03-09"));
        CHECK(converted.decision_charged);
      }
    }
    WHEN("it converts and confirms another group") {
      const auto result = given.when("2026-02-20", ConvertTrial{1, 30});
      THEN("D8: the group holds from then on") {
        CHECK(said(result) ==
              Lines{"invoicing_group_set 2026-02-20", "trial_converted 2026-02-20"});
        CHECK(given.customer.group_on(day("2026-02-19")) == 15);
        CHECK(given.customer.group_on(day("2026-02-20")) == 30);
      }
    }
  }
}

SCENARIO("S6, decision 5: a trial made active by hand bills from that day", "[trial]") {
  GIVEN("a trial that bills from conversion") {
    Given given = quick_trial();
    WHEN("it is converted on the 12th") {
      const auto converted = only<TrialConverted>(given.when("2026-03-12", ConvertTrial{}));
      THEN("it bills from the 12th") {
        CHECK(converted.billing_from == day("2026-03-12"));
        CHECK_FALSE(converted.decision_charged);
        CHECK(given.status("2026-03-11") == Status::in_trial);
        CHECK(given.status("2026-03-12") == Status::active);
      }
    }
    WHEN("nobody says anything") {
      const Facts facts = given.sweep("2026-05-01");
      THEN("it becomes active by itself at its end") {
        CHECK(said(facts) == Lines{"trial_ended 2026-03-31"});
        CHECK(given.customer.subscriptions.front().billing_from == day("2026-03-31"));
      }
    }
  }
  GIVEN("a trial that bills from its end") {
    Terms terms = exchange_terms();
    terms.trial->length = read<TrialLength>("30 days");
    terms.trial->convert_bills_from = ConvertBillsFrom::trial_end;
    Given given(catalog_of("slow", terms, "1.00"));
    given.has("2026-03-01", trial_of("slow", 10));
    THEN("a yes during the free part bills from the end") {
      const auto converted = only<TrialConverted>(given.when("2026-03-12", ConvertTrial{}));
      CHECK(converted.billing_from == day("2026-03-31"));
    }
  }
}

SCENARIO("D8: a decline disables the service and is never charged", "[trial]") {
  GIVEN("a trial connected on 10 January 2026") {
    Given given = guard_trial();
    WHEN("the decline is received on the last day to decide") {
      const auto result = given.when("2026-03-08", DeclineTrial{});
      THEN("the subscription ends that day and nothing is ever charged") {
        CHECK(said(result) == Lines{"trial_declined 2026-03-08"});
        CHECK(given.status("2026-03-07") == Status::negotiation);
        CHECK(given.status("2026-03-08") == Status::ended);
        CHECK_FALSE(given.customer.subscriptions.front().trial->decision_charged);
      }
    }
    WHEN("the decline is received on the deadline") {
      THEN("it comes too late") {
        CHECK(said(given.when("2026-03-09", DeclineTrial{})) == Lines{"trial.too_late"});
      }
    }
  }
}

SCENARIO("Decision 1: a decline counts by the day it was received", "[trial]") {
  GIVEN("a trial whose deadline has passed") {
    Given given = guard_trial();
    given.sweep("2026-03-12");
    CHECK(given.status("2026-03-09") == Status::active);
    WHEN("a decline received on the last day to decide is typed on the 12th") {
      const auto result = given.when(asked("2026-03-12", "2026-03-08"), DeclineTrial{});
      THEN("it is honoured") {
        CHECK(said(result) == Lines{"trial_declined 2026-03-08"});
        CHECK(given.status("2026-03-08") == Status::ended);
        CHECK_FALSE(given.customer.subscriptions.front().billing_from);
        CHECK_FALSE(given.customer.subscriptions.front().free_rider());
      }
    }
    WHEN("one received on the deadline is typed on the 12th") {
      THEN("it is refused") {
        CHECK(said(given.when(asked("2026-03-12", "2026-03-09"), DeclineTrial{})) ==
              Lines{"trial.too_late"});
      }
    }
  }
}

SCENARIO("Decision 1: a yes counts by the day it was received", "[trial]") {
  GIVEN("a trial whose deadline has passed") {
    Given given = guard_trial();
    given.sweep("2026-03-12");
    WHEN("a yes received on the last day to decide is typed on the 12th") {
      REQUIRE(given.when(asked("2026-03-12", "2026-03-08", "2026-03-08"), ConvertTrial{}));
      THEN("the customer is no free rider; the money is the same") {
        const Subscription& subscription = given.customer.subscriptions.front();
        CHECK_FALSE(subscription.free_rider());
        CHECK(subscription.billing_from == day("2026-03-09"));
        CHECK(subscription.trial->decision_charged);
      }
    }
    WHEN("a yes is received on the 12th") {
      REQUIRE(given.when("2026-03-12", ConvertTrial{}));
      THEN("time has decided before: a free rider it was") {
        CHECK(given.customer.subscriptions.front().free_rider());
      }
    }
  }
}

SCENARIO("A trial that ends its service undecided is declined by a late but timely word",
         "[trial]") {
  GIVEN("a plan that disconnects who does not decide") {
    Terms terms = guard_terms();
    terms.trial->undecided = Undecided::deactivate;
    terms.tax.reset();
    Given given(catalog_of("strict", terms, "4.00"));
    given.has("2026-01-10", trial_of("strict", 25));
    given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
    WHEN("nobody decides") {
      CHECK(said(given.sweep("2026-03-12")) ==
            Lines{"trial_ended 2026-02-09", "decision_deadline_passed 2026-03-09"});
      THEN("the service ends at the deadline") {
        CHECK(given.status("2026-03-08") == Status::negotiation);
        CHECK(given.status("2026-03-09") == Status::ended);
        CHECK_FALSE(given.customer.subscriptions.front().billing_from);
      }
      AND_THEN("decision 4: a decline received in time still makes the month free") {
        CHECK(said(given.when(asked("2026-03-12", "2026-03-08"), DeclineTrial{1})) ==
              Lines{"trial_declined 2026-03-08"});
        CHECK(given.run("2026-06-30").empty());
      }
    }
  }
}

TEST_CASE("A month of decision that is free stays free for who converts", "[trial]") {
  Terms terms = guard_terms();
  terms.trial->decision_period = DecisionPeriod::free;
  terms.tax.reset();
  Given given(catalog_of("kind", terms, "4.00"));
  given.has("2026-01-10", trial_of("kind", 25));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  const auto converted = only<TrialConverted>(given.when("2026-02-20", ConvertTrial{}));
  CHECK_FALSE(converted.decision_charged);
  CHECK(converted.billing_from == day("2026-03-09"));
}

TEST_CASE("A decision said twice is true once", "[trial]") {
  Given given = guard_trial();
  given.has("2026-02-20", ConvertTrial{1});
  CHECK(said(given.when("2026-02-21", ConvertTrial{1})) == Lines{});
  Given other = guard_trial();
  other.has("2026-02-20", DeclineTrial{1});
  CHECK(said(other.when("2026-02-21", DeclineTrial{1})) == Lines{});
}

TEST_CASE("What is no trial, or none any more, is not decided", "[trial]") {
  Given given(d_fence());
  given.has("2026-01-05", trial_of("guard", 25));
  CHECK(said(given.when("2026-01-06", ConvertTrial{1})) == Lines{"trial.none"});
  CHECK(said(given.when("2026-01-06", DeclineTrial{1})) == Lines{"trial.none"});
  CHECK(said(given.when("2026-01-06", DeclineTrial{2})) == Lines{"subscription.unknown"});
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  CHECK(said(given.when(effective("2026-01-11", "2026-01-09"), ConvertTrial{1})) ==
        Lines{"trial.not_begun"});
  given.has("2026-01-12", DeclineTrial{1});
  CHECK(said(given.when("2026-01-13", ConvertTrial{1})) == Lines{"trial.over"});

  Given paid(exchange_defender());
  paid.has("2026-03-10", order_of("exchange-mailbox", 10));
  CHECK(said(paid.when("2026-03-11", ConvertTrial{1})) == Lines{"trial.none"});
  CHECK(said(paid.when("2026-03-11", DeclineTrial{1})) == Lines{"trial.none"});
}

TEST_CASE("Who has converted does not decline any more", "[trial]") {
  Given given = guard_trial();
  given.has("2026-02-20", ConvertTrial{1});
  CHECK(said(given.when("2026-02-21", DeclineTrial{1})) == Lines{"trial.none"});
}

TEST_CASE("Two trials have to be told apart", "[trial]") {
  Given given(defens_x());
  given.has("2026-03-01", trial_of("core"));
  given.has("2026-03-01", trial_of("core-plus"));
  CHECK(said(given.when("2026-03-05", ConvertTrial{})) == Lines{"subscription.ambiguous"});
  CHECK(said(given.when("2026-03-05", DeclineTrial{})) == Lines{"subscription.ambiguous"});
  CHECK(said(given.when("2026-03-05", ConvertTrial{2})) == Lines{"trial_converted 2026-03-05"});
  CHECK(said(given.when("2026-03-06", DeclineTrial{})) == Lines{"trial_declined 2026-03-06"});
}
