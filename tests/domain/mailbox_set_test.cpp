#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

std::int64_t count_on(const Given& given, std::string_view date) {
  return given.customer.subscription(1)->count_on(day(date))->mailboxes;
}

}  // namespace

SCENARIO("D11: the mailbox count told by mail is the basis of charging", "[mailbox]") {
  GIVEN("a trial of 25 mailboxes") {
    Given given = guard_trial();
    WHEN("40 are reported for 1 April") {
      const auto result = given.when(effective("2026-03-20", "2026-04-01"), SetMailboxCount{0, 40});
      THEN("40 count from that day on") {
        CHECK(said(result) == Lines{"mailbox_count_set 2026-04-01"});
        CHECK(only<MailboxCountSet>(result).mailboxes == 40);
        CHECK(count_on(given, "2026-03-31") == 25);
        CHECK(count_on(given, "2026-04-01") == 40);
      }
    }
    WHEN("25 are reported") {
      THEN("said twice, true once") {
        CHECK(said(given.when("2026-03-20", SetMailboxCount{1, 25})) ==
              Lines{"mailbox_count_set 2026-03-20"});  // of this day for the first time
        CHECK(said(given.when(effective("2026-03-21", "2026-03-20"), SetMailboxCount{1, 25})) ==
              Lines{});
      }
    }
    WHEN("none are left") {
      THEN("none is a count like any other") {
        CHECK(given.when("2026-03-20", SetMailboxCount{1, 0}));
        CHECK(count_on(given, "2026-03-20") == 0);
      }
    }
  }
}

SCENARIO("Decision 1: of two counts for one day the last said wins the day", "[mailbox]") {
  GIVEN("a count of 30 from 1 April") {
    Given given = guard_trial();
    given.has(effective("2026-03-20", "2026-04-01"), SetMailboxCount{1, 30});
    WHEN("28 are said for the same day, and 27 for a day before it") {
      given.has(effective("2026-03-21", "2026-04-01"), SetMailboxCount{1, 28});
      given.has(effective("2026-03-22", "2026-03-15"), SetMailboxCount{1, 27});
      THEN("each day has the last word said about it") {
        CHECK(count_on(given, "2026-03-14") == 25);
        CHECK(count_on(given, "2026-03-15") == 27);
        CHECK(count_on(given, "2026-03-31") == 27);
        CHECK(count_on(given, "2026-04-01") == 28);
      }
    }
    WHEN("30 are said for a day before it") {
      THEN("that is news") {
        CHECK(said(given.when(effective("2026-03-22", "2026-03-15"), SetMailboxCount{1, 30})) ==
              Lines{"mailbox_count_set 2026-03-15"});
      }
    }
  }
}

TEST_CASE("S1: there is no count to set on what is billed by activity", "[mailbox]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  CHECK(said(given.when("2026-03-02", SetMailboxCount{1, 5})) == Lines{"mailboxes.not_counted"});
  CHECK(said(given.when("2026-03-02", SetMailboxCount{0, 5})) == Lines{"mailboxes.not_counted"});
}

TEST_CASE("A count without a number is about the only subscription billed by mailbox",
          "[mailbox]") {
  Given given(exchange_defender() + defens_x());
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", order_of("exchange-mailbox", 10));
  const auto result = given.when("2026-03-02", SetMailboxCount{0, 12});
  CHECK(said(result) == Lines{"mailbox_count_set 2026-03-02"});
}

TEST_CASE("Two subscriptions billed by mailbox have to be told apart", "[mailbox]") {
  Given given(exchange_defender() + d_fence());
  given.has("2026-03-01", order_of("exchange-mailbox", 10));
  given.has("2026-03-01", order_of("guard", 10));
  const auto result = given.when("2026-03-02", SetMailboxCount{0, 12});
  CHECK(said(result) == Lines{"subscription.ambiguous"});
  CHECK(result.refusal().exit == Exit::usage);
  CHECK(said(given.when("2026-03-02", SetMailboxCount{2, 12})) ==
        Lines{"mailbox_count_set 2026-03-02"});
  given.has("2026-03-03", CancelSubscription{1});
  CHECK(said(given.when("2026-03-04", SetMailboxCount{0, 13})) ==
        Lines{"mailbox_count_set 2026-03-04"});
}

TEST_CASE("A count is refused before the order and after the end", "[mailbox]") {
  Given given(exchange_defender());
  CHECK(said(given.when("2026-03-01", SetMailboxCount{0, 12})) == Lines{"subscription.none"});
  CHECK(said(given.when("2026-03-01", SetMailboxCount{1, 12})) == Lines{"subscription.unknown"});
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  CHECK(said(given.when(effective("2026-03-11", "2026-03-09"), SetMailboxCount{1, 12})) ==
        Lines{"effective.before_order"});
  given.has("2026-03-20", CancelSubscription{1});  // still served on the 20th
  CHECK(said(given.when("2026-03-21", SetMailboxCount{1, 12})) == Lines{"subscription.ended"});
  CHECK(said(given.when("2026-03-21", SetMailboxCount{0, 12})) == Lines{"subscription.ended"});
  CHECK(said(given.when(effective("2026-03-21", "2026-03-19"), SetMailboxCount{1, 12})) ==
        Lines{"mailbox_count_set 2026-03-19"});
}

TEST_CASE(
    "S8: there is no count to set for a deactivated customer, and the refusal says since when",
    "[mailbox]") {
  Given given(exchange_defender());
  given.has("2026-02-10", order_of("exchange-mailbox", 10));
  given.has(asked("2026-02-20", "2026-02-20", "2026-03-01"), DeactivateCustomer{});
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{1}}) {
    const auto result = given.when("2026-03-05", SetMailboxCount{number, 12});
    CHECK(said(result) == Lines{"customer.deactivated"});
    CHECK_THAT(result.refusal().message, Catch::Contains("2026-03-01"));
  }
}
