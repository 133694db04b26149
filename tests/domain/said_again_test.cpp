// What is said again: the same is no event, anything else is done or refused with what stands
// (MISSION decisions 14 and 15).
#include <algorithm>
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

const auto users = read<UserGroupId>("users");

/// In 2026: 1 guard, connected on 10 January and a customer since 20 February; 2 the same plan's
/// terms under another name, a trial connected on 1 March; 3 mailboxes in advance, with names;
/// 4 core, by activity, for a group; 5 cancelled for 1 June.
Given told_desk() {
  Terms free_to_go = exchange_terms();
  free_to_go.trial.reset();
  free_to_go.cancel_counts_from = CancelCountsFrom::effective;
  Given given(d_fence() + catalog_of("shield", guard_terms(), "4.00", "EUR", "2024-01-01") +
              catalog_of("exchange", free_to_go, "9.00") + defens_x() +
              catalog_of("archive", free_to_go, "1.00"));
  given.has("2026-01-05", trial_of("guard", 25));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected, 15});
  given.has("2026-02-20", ConvertTrial{1});
  given.has("2026-02-20", trial_of("shield", 5));
  given.has("2026-03-01", RecordStep{2, OnboardingStep::connected});
  given.has("2026-03-01", order_of("exchange", 1));
  given.has("2026-03-01", AddMailboxes{3, {{"anna@acme.example"}}});
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", AddUserGroup{users});
  given.has("2026-03-01", AddGroupMembers{users, {{"anna"}}});
  given.has("2026-03-01", AttachSubscription{4, users});
  given.has("2026-03-01", order_of("archive", 3));
  given.has(effective("2026-03-01", "2026-06-01"), CancelSubscription{5});
  return given;
}

struct Again {
  std::string_view what;
  Command command;
  std::string_view same;   ///< the day of its own on which just that is said already
  std::string_view other;  ///< one on which it is not …
  Lines then;              ///< … and what follows: events, or the code of a refusal
};

const std::vector<Again> said_twice = {
    {"connection",
     RecordStep{2, OnboardingStep::connected},
     "2026-03-01",
     "2026-02-25",
     {"onboarding_step_done 2026-02-25", "trial_started 2026-02-25"}},
    {"connection of a customer",
     RecordStep{1, OnboardingStep::connected},
     "2026-01-10",
     "2026-01-12",
     {"onboarding.recorded"}},
    {"conversion", ConvertTrial{1}, "2026-02-20", "2026-02-22", {"trial_converted 2026-02-22"}},
    {"count", SetMailboxCount{1, 25}, "2026-01-05", "2026-02-01", {"mailbox_count_set 2026-02-01"}},
    {"plan", ChangePlan{1, plan("guard")}, "2026-01-05", "2026-02-01", {"plan_changed 2026-02-01"}},
    {"name of a mailbox",
     AddMailboxes{3, {{"anna@acme.example"}}},
     "2026-03-01",
     "2026-03-05",
     {"mailbox_added 2026-03-05"}},
    {"names of all mailboxes",
     ReplaceMailboxes{3, {"anna@acme.example"}},
     "2026-03-01",
     "2026-03-05",
     {"mailbox_added 2026-03-05"}},
    {"group of users",
     AddUserGroup{users},
     "2026-03-01",
     "2026-03-05",
     {"user_group_added 2026-03-05"}},
    {"membership",
     AddGroupMembers{users, {{"anna"}}},
     "2026-03-01",
     "2026-03-05",
     {"group_member_added 2026-03-05"}},
    {"attachment",
     AttachSubscription{4, users},
     "2026-03-01",
     "2026-03-05",
     {"subscription_attached 2026-03-05"}},
    {"invoicing group",
     EditCustomer{.group = 15},
     "2026-01-10",
     "2026-03-05",
     {"invoicing_group_set 2026-03-05"}},
    {"end, earlier",
     CancelSubscription{5},
     "2026-06-01",
     "2026-05-01",
     {"notice_given 2026-03-10"}},
    {"end, later", CancelSubscription{5}, "2026-06-01", "2026-07-01", {"notice_given 2026-03-10"}},
};

Request on_tenth(std::string_view day) { return effective("2026-03-10", day); }

}  // namespace

TEST_CASE("Decision 15: what is said again with the same content is no event", "[again]") {
  for (const Again& each : said_twice) {
    CAPTURE(each.what);
    Given given = told_desk();
    CHECK(said(given.when(on_tenth(each.same), each.command)) == Lines{});
  }
}

TEST_CASE("Decision 15: what is said again with other content is done, or refused with what stands",
          "[again]") {
  for (const Again& each : said_twice) {
    CAPTURE(each.what);
    Given given = told_desk();
    const auto result = given.when(on_tenth(each.other), each.command);
    CHECK(said(result) == each.then);
    if (!result) {
      CHECK_THAT(result.refusal().message, Catch::Contains("(event "));
      CHECK(result.refusal().hint != Hint());
      continue;
    }
    CHECK(said(given.when(on_tenth(each.other), each.command)) == Lines{});
  }
}

TEST_CASE("Decision 14: a count that changes nothing today is remembered", "[again]") {
  Given given(exchange_defender());
  given.has("2026-01-01", order_of("exchange-mailbox", 10));
  given.has("2026-03-10", SetMailboxCount{1, 10});
  given.has(effective("2026-03-20", "2026-03-01"), SetMailboxCount{1, 4});
  const Subscription& subscription = given.customer.subscriptions.front();
  CHECK(subscription.count_on(day("2026-03-09"))->mailboxes == 4);
  CHECK(subscription.count_on(day("2026-03-10"))->mailboxes == 10);
}

TEST_CASE("Decision 14: a name and a member that are there already are remembered", "[again]") {
  Given given = told_desk();
  given.has("2026-03-10", AddMailboxes{3, {{"anna@acme.example"}}});
  given.has(effective("2026-03-20", "2026-03-05"), RemoveMailboxes{3, {"anna@acme.example"}});
  const Subscription& named = *given.customer.subscription(3);
  CHECK(named.count_on(day("2026-03-09"))->mailboxes == 0);
  CHECK(named.count_on(day("2026-03-10"))->mailboxes == 1);

  given.has("2026-03-10", AddGroupMembers{users, {{"anna"}}});
  CHECK(members_on(*given.customer.user_group(users), day("2026-03-10")).front().since ==
        day("2026-03-01"));
  given.has(effective("2026-03-20", "2026-03-05"), RemoveGroupMembers{users, {"anna"}});
  CHECK(members_on(*given.customer.user_group(users), day("2026-03-09")).empty());
  CHECK(members_on(*given.customer.user_group(users), day("2026-03-10")).size() == 1);
}

TEST_CASE("A plan said again keeps the price at which it was taken", "[again]") {
  Terms terms = exchange_terms();
  CatalogFile file = catalog_of("mail", terms, "9.00");
  file.prices.push_back({plan("mail"), day("2026-02-01"), decimal("12.00"), 1,
                         read<Currency>("EUR"), AppliesTo::fresh});
  Given given(file);
  given.has("2026-01-01", order_of("mail", 1));
  given.has("2026-02-10", ChangePlan{1, plan("mail")});
  given.run("2026-03-01");
  CHECK(given.invoices.back().net == 900);
}

TEST_CASE("Decision 14: about an end the last statement holds as far as the notice allows",
          "[again]") {
  Given given = guard_trial();  // a month's notice, a customer since the deadline, 9 March
  given.has(effective("2026-04-10", "2026-08-01"), CancelSubscription{1});
  SECTION("earlier, by the notice from when that was received") {
    given.has(effective("2026-05-20", "2026-07-01"), CancelSubscription{1});
    CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-07-01"));
  }
  SECTION("no earlier than its notice, and the refusal says what stands") {
    const auto early = given.when(effective("2026-07-20", "2026-07-25"), CancelSubscription{1});
    CHECK(said(early) == Lines{"subscription.notice"});
    CHECK_THAT(early.refusal().message, Catch::Contains("acme/1 ends on 2026-08-01 (event "));
  }
  SECTION("told to the desk earlier than was typed") {
    given.has(asked("2026-04-20", "2026-04-05"), CancelSubscription{1});
    CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-05-05"));
  }
  SECTION("once it has ended it is ordered again") {
    CHECK(said(given.when(effective("2026-08-02", "2026-09-01"), CancelSubscription{1})) ==
          Lines{"subscription.ended"});
  }
  SECTION("with the customer, a deactivation brings it forward and never puts it off") {
    Given later = given;
    later.has(effective("2026-04-20", "2026-09-01"), DeactivateCustomer{});
    CHECK(later.customer.subscription(1)->ending->ends_on == day("2026-08-01"));
    CHECK(later.customer.deactivated_from == day("2026-09-01"));
    given.has(effective("2026-04-20", "2026-06-01"), DeactivateCustomer{});
    CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-06-01"));
    CHECK(said(given.when(effective("2026-04-21", "2026-07-01"), CancelSubscription{1})) ==
          Lines{"customer.deactivated"});
    given.has(effective("2026-04-21", "2026-07-01"), DeactivateCustomer{});
    CHECK(given.customer.deactivated_from == day("2026-07-01"));
    CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-06-01"));
    given.has(effective("2026-04-21", "2026-07-01"), CancelSubscription{1});
    CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-07-01"));
    given.has("2026-04-22", ReactivateCustomer{});
    CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-07-01"));  // still cancelled
  }
}

SCENARIO("Decision 14: a connection is corrected as long as only time followed from it",
         "[again]") {
  GIVEN("a trial connected on 10 January whose free part is over") {
    Given given = guard_trial();
    given.sweep("2026-02-12");
    WHEN("it was the 20th, the desk says") {
      given.has(effective("2026-02-12", "2026-01-20"), RecordStep{1, OnboardingStep::connected});
      const Subscription& subscription = given.customer.subscriptions.front();
      THEN("the trial, its deadline and the tenure are those of the 20th") {
        CHECK(subscription.connected_on() == day("2026-01-20"));
        CHECK(subscription.trial->ends_on == day("2026-02-19"));
        CHECK(subscription.trial->deadline == day("2026-03-19"));
        CHECK(given.customer.since == day("2026-01-20"));
        CHECK(given.status("2026-02-12") == Status::in_trial);
        CHECK(said(given.sweep("2026-02-19")) == Lines{"trial_ended 2026-02-19"});
      }
      AND_THEN("it is told once that it is connected") {
        const auto& messages = given.customer.messages;
        CHECK(std::count_if(messages.begin(), messages.end(), [](const Message& message) {
                return message.key.kind == MessageKind::connected;
              }) == 1);
      }
    }
    WHEN("it is invoiced") {
      given.run("2026-04-15");
      THEN("the refusal says what stands") {
        const auto result = given.when(effective("2026-04-16", "2026-01-20"),
                                       RecordStep{1, OnboardingStep::connected});
        CHECK(said(result) == Lines{"onboarding.recorded"});
        CHECK_THAT(result.refusal().message,
                   Catch::Contains("acme/1 was connected on 2026-01-10 (event "));
      }
    }
    WHEN("only its group was another") {
      const auto result = given.when("2026-02-12", RecordStep{1, OnboardingStep::connected, 30});
      THEN("the group holds from the connection") {
        CHECK(said(result) == Lines{"invoicing_group_set 2026-01-10"});
      }
    }
  }
}

SCENARIO("Decision 32: in a trial a later end lets the trial go its way", "[again]") {
  GIVEN("a trial in advance until 1 July") {
    Given given(exchange_defender());
    given.has("2026-06-09", trial_of("exchange-mailbox", 3));
    WHEN("the customer is deactivated with 15 August") {
      given.has(effective("2026-06-20", "2026-08-15"), DeactivateCustomer{});
      THEN("it is in trial, then billed for July and August, 27.00 each") {
        CHECK(given.status("2026-06-30") == Status::in_trial);
        CHECK(given.status("2026-07-01") == Status::notice);
        CHECK(given.status("2026-08-15") == Status::ended);
        given.run("2026-10-01");
        REQUIRE(given.invoices.size() == 2);
        CHECK(given.invoices[0].net == 2700);
        CHECK(given.invoices[1].net == 2700);
      }
      AND_WHEN("it wants to go before the trial ends after all") {
        given.has(effective("2026-06-25", "2026-06-30"), DeactivateCustomer{});
        THEN("that costs nothing") {
          CHECK(given.run("2026-10-01").empty());
          CHECK(given.customer.deactivated_from == day("2026-06-30"));
        }
      }
      AND_WHEN("it says no in time") {
        CHECK(said(given.when("2026-06-25", DeclineTrial{1})) ==
              Lines{"trial_declined 2026-06-25"});
        THEN("that costs nothing") { CHECK(given.run("2026-10-01").empty()); }
      }
    }
    WHEN("it is deactivated with 30 June") {
      given.has(effective("2026-06-20", "2026-06-30"), DeactivateCustomer{});
      THEN("it costs nothing") { CHECK(given.run("2026-10-01").empty()); }
    }
  }
}
