#include <catch2/catch.hpp>

#include "msp/term_rules.h"
#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A D-Fence customer connected on `since`, converted by time.
Given guard_customer(std::string_view since) {
  Given given = guard_trial(since);
  given.sweep("2026-05-19");
  return given;
}

Date ends_on(const Result<Facts>& result) { return only<NoticeGiven>(result).ends_on; }

}  // namespace

SCENARIO("D12: notice is 1 month up to 12 months of tenure and 6 months beyond", "[leave]") {
  const std::string since = GENERATE(as<std::string>{}, "2026-01-10", "2025-05-20");
  GIVEN("a customer for at most 12 months") {
    Given given = guard_customer(since);
    WHEN("a cancellation is received on 20 May 2026") {
      const auto result = given.when("2026-05-20", CancelSubscription{});
      THEN("service ends on 20 June") {
        CHECK(said(result) == Lines{"notice_given 2026-05-20"});
        CHECK(ends_on(result) == day("2026-06-20"));
        CHECK(only<NoticeGiven>(result).reason == EndReason::cancelled);
      }
    }
  }
  GIVEN("a customer for a day longer") {
    Given given = guard_customer("2025-05-19");
    WHEN("a cancellation is received on 20 May 2026") {
      THEN("service ends on 20 November") {
        CHECK(ends_on(given.when("2026-05-20", CancelSubscription{})) == day("2026-11-20"));
      }
    }
  }
}

SCENARIO("D12, decision 1: notice counts from the day it was received", "[leave]") {
  GIVEN("a customer of four months") {
    Given given = guard_customer("2026-01-10");
    THEN("typing it late makes no difference") {
      CHECK(ends_on(given.when(asked("2026-05-25", "2026-05-20"), CancelSubscription{})) ==
            day("2026-06-20"));
    }
    THEN("a later end that was asked for is kept") {
      CHECK(ends_on(given.when(effective("2026-05-20", "2026-08-01"), CancelSubscription{})) ==
            day("2026-08-01"));
    }
    THEN("an earlier end that was asked for is not") {
      CHECK(ends_on(given.when(effective("2026-05-20", "2026-05-31"), CancelSubscription{})) ==
            day("2026-06-20"));
    }
  }
}

TEST_CASE("Decision 3: notice of a month from 31 January ends on 28 February", "[leave]") {
  Terms terms = guard_terms();
  CHECK(notice_end(terms, day("2025-06-01"), day("2026-01-31")) == day("2026-02-28"));
  CHECK(notice_end(terms, day("2024-06-01"), day("2026-08-31")) == day("2027-02-28"));
  terms.notice = {{12, 1}};
  CHECK(notice_end(terms, day("2024-06-01"), day("2026-08-31")) == day("2026-08-31"));
  terms.notice.clear();
  CHECK(notice_end(terms, day("2026-06-01"), day("2026-08-31")) == day("2026-08-31"));
}

TEST_CASE("Notice counted from the effective day ends on it where there is none", "[leave]") {
  Terms terms = exchange_terms();
  terms.cancel_counts_from = CancelCountsFrom::effective;
  Given given(catalog_of("mail", terms, "9.00"));
  given.has("2026-01-10", order_of("mail", 5));
  CHECK(ends_on(given.when(effective("2026-05-20", "2026-06-01"), CancelSubscription{})) ==
        day("2026-06-01"));
}

SCENARIO("X5: a trial cancelled before the 1st is free, afterwards it is not", "[leave]") {
  GIVEN("an ExchangeDefender trial ordered on 10 March") {
    Given given(exchange_defender());
    given.has("2026-03-10", trial_of("exchange-mailbox", 10));
    WHEN("the cancellation is received on 31 March") {
      THEN("it is a decline") {
        CHECK(said(given.when("2026-03-31", CancelSubscription{})) ==
              Lines{"trial_declined 2026-03-31"});
      }
    }
    WHEN("it is received on 31 March and typed on 3 April") {
      THEN("it is a decline all the same") {
        CHECK(said(given.when(asked("2026-04-03", "2026-03-31"), CancelSubscription{})) ==
              Lines{"trial_declined 2026-03-31"});
        CHECK_FALSE(given.customer.subscription(1)->billing_from);
      }
    }
    WHEN("it is received on 1 April") {
      THEN("that day is not served any more, and its month is due (decision 35)") {
        const auto result = given.when("2026-04-01", CancelSubscription{});
        CHECK(said(result) == Lines{"notice_given 2026-04-01"});
        CHECK(ends_on(result) == day("2026-04-01"));
      }
    }
  }
}

TEST_CASE("D8: leaving during the month of decision is a decline", "[leave]") {
  Given given = guard_trial();
  CHECK(said(given.when("2026-02-20", CancelSubscription{1})) ==
        Lines{"trial_declined 2026-02-20"});
}

TEST_CASE("Who has converted leaves with notice, even within the trial", "[leave]") {
  Given given = guard_trial();
  given.has("2026-01-20", ConvertTrial{1});
  CHECK(ends_on(given.when("2026-01-21", CancelSubscription{1})) == day("2026-02-21"));
}

TEST_CASE("What was never served ends without notice", "[leave]") {
  Given given(d_fence());
  given.has("2026-01-05", trial_of("guard", 25));
  CHECK(ends_on(given.when("2026-01-08", CancelSubscription{1})) == day("2026-01-08"));
  CHECK(given.status("2026-01-08") == Status::ended);
}

TEST_CASE("A cancellation said twice is true once", "[leave]") {
  Given given = guard_customer("2026-01-10");
  given.has("2026-05-20", CancelSubscription{1});
  CHECK(said(given.when("2026-05-21", CancelSubscription{1})) == Lines{});
  CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-06-20"));
}

TEST_CASE("What is to be cancelled has to be there and to be named", "[leave]") {
  Given given(exchange_defender() + d_fence());
  CHECK(said(given.when("2026-03-01", CancelSubscription{})) == Lines{"subscription.none"});
  CHECK(said(given.when("2026-03-01", CancelSubscription{1})) == Lines{"subscription.unknown"});
  given.has("2026-03-01", order_of("exchange-mailbox", 10));
  given.has("2026-03-01", order_of("guard", 10));
  CHECK(said(given.when("2026-03-02", CancelSubscription{})) == Lines{"subscription.ambiguous"});
  CHECK(given.when("2026-03-02", CancelSubscription{2}));
  CHECK(given.when("2026-03-02", CancelSubscription{}));
  CHECK(given.status("2026-03-03", 1) == Status::ended);
}
