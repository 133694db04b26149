#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

PlaceOrder just(std::string_view id, std::optional<std::int64_t> mailboxes = {}) {
  return {.plan = plan(id), .mailboxes = mailboxes};
}

const PlaceOrder& line(const Given& given, std::size_t draft, std::size_t place) {
  return given.customer.drafts.at(draft).lines.at(place).order;
}

}  // namespace

SCENARIO("X4: mailboxes are queued in a draft, and ordered all at once", "[draft]") {
  GIVEN("a draft of two mailboxes, then one more, and of a trial beside them") {
    Given given(d_fence() + exchange_defender());
    given.has("2026-01-05", DraftOrder{0, just("exchange-mailbox", 2)});
    given.has("2026-01-06", DraftOrder{1, just("exchange-mailbox", 1)});
    given.has("2026-01-07", DraftOrder{1, trial_of("guard", 25)});
    THEN("the mailboxes add up, and nothing is ordered") {
      CHECK(line(given, 0, 0).mailboxes == 3);
      CHECK(line(given, 0, 1).mailboxes == 25);
      CHECK(given.customer.subscriptions.empty());
      CHECK_FALSE(given.customer.exists());
    }
    WHEN("it is finalized") {
      const auto result = given.when("2026-01-08", FinalizeDraft{1});
      THEN("each line is an order of that day, with what was said once for both") {
        CHECK(said(result) == Lines{"customer_details_set 2026-01-08", "agreement_made 2026-01-08",
                                    "subscription_ordered 2026-01-08",
                                    "subscription_activated 2026-01-08",
                                    "agreement_made 2026-01-08", "subscription_ordered 2026-01-08",
                                    "draft_finalized 2026-01-08"});
        CHECK(given.customer.subscriptions.at(0).counts.front().mailboxes == 3);
        CHECK(given.customer.subscriptions.at(1).trial_ordered);
        CHECK(given.customer.drafts.empty());
      }
      THEN("it cannot be finalized again") {
        CHECK(said(given.when("2026-01-08", FinalizeDraft{1})) == Lines{"draft.unknown"});
      }
    }
  }
}

SCENARIO("X4: finalize is all or nothing", "[draft]") {
  GIVEN("a draft of which the second line is a trial without a sales rep") {
    Given given(d_fence() + exchange_defender());
    given.has("2026-01-05", DraftOrder{0, order_of("exchange-mailbox", 2)});
    PlaceOrder trial = just("guard", 25);
    trial.trial = true;
    given.has("2026-01-05", DraftOrder{1, trial});
    const Customer before = given.customer;
    WHEN("it is finalized") {
      const auto result = given.when("2026-01-05", FinalizeDraft{1});
      THEN("it is refused for that line, and the draft is as it was") {
        CHECK(said(result) == Lines{"trial.incomplete"});
        CHECK_THAT(result.refusal().message, Catch::StartsWith("line 2, guard: "));
        CHECK(given.customer == before);
      }
    }
    WHEN("what is missing is added to that line") {
      PlaceOrder rest = just("guard");
      rest.sales_rep = "rep@partner.example";
      rest.monthly_total = decimal("100.00");
      given.has("2026-01-06", DraftOrder{1, rest});
      THEN("both are ordered") {
        given.has("2026-01-06", FinalizeDraft{1});
        CHECK(given.customer.subscriptions.size() == 2);
      }
    }
  }
}

TEST_CASE("X2: a draft may lack what an agreement needs, an order made of it may not", "[draft]") {
  Given given(exchange_defender());
  given.has("2026-01-05", DraftOrder{0, just("exchange-mailbox", 2)});
  CHECK(said(given.when("2026-01-05", FinalizeDraft{1})) == Lines{"agreement.incomplete"});
  PlaceOrder details = order_of("exchange-mailbox");
  details.plan = PlanId{};
  details.channel = "";
  given.has("2026-01-05", DraftOrder{1, details});
  given.has("2026-01-05", FinalizeDraft{1});
  CHECK(given.customer.details.name == "Acme Oy");
  CHECK(given.customer.subscriptions.front().counts.front().mailboxes == 2);
}

TEST_CASE("Words about a line want its plan where a draft has several", "[draft]") {
  Given given(d_fence() + exchange_defender());
  given.has("2026-01-05", DraftOrder{0, just("exchange-mailbox", 2)});
  given.has("2026-01-05", DraftOrder{1, just("guard", 5)});
  PlaceOrder more;
  more.mailboxes = 1;
  CHECK(said(given.when("2026-01-05", DraftOrder{1, more})) == Lines{"draft.no_line"});
  more = {};
  more.name = "Acme Oy";
  CHECK(given.when("2026-01-05", DraftOrder{1, more}));
}

TEST_CASE("Said twice is true once, except that mailboxes add up", "[draft]") {
  Given given(exchange_defender());
  given.has("2026-01-05", DraftOrder{0, just("exchange-mailbox", 2)});
  PlaceOrder name;
  name.name = "Acme Oy";
  given.has("2026-01-05", DraftOrder{1, name});
  CHECK(said(given.when("2026-01-05", DraftOrder{1, name})).empty());
  CHECK(said(given.when("2026-01-05", DraftOrder{1, just("exchange-mailbox", 1)})) ==
        Lines{"order_drafted 2026-01-05"});
}

TEST_CASE("The last word about the price of a draft is the one that holds", "[draft]") {
  Given given(exchange_defender());
  PlaceOrder quoted = just("exchange-mailbox", 2);
  quoted.monthly_total = decimal("18.00");
  given.has("2026-01-05", DraftOrder{0, quoted});
  PlaceOrder agreed;
  agreed.unit_price = decimal("8.50");
  given.has("2026-01-05", DraftOrder{1, agreed});
  CHECK(line(given, 0, 0).unit_price == decimal("8.50"));
  CHECK_FALSE(line(given, 0, 0).monthly_total);
}

TEST_CASE("A draft is dropped whole or by line, and its number is not given again", "[draft]") {
  Given given(d_fence() + exchange_defender());
  given.has("2026-01-05", DraftOrder{0, just("exchange-mailbox", 2)});
  given.has("2026-01-05", DraftOrder{1, just("guard", 5)});
  CHECK(said(given.when("2026-01-05", DiscardDraft{1, plan("core")})) == Lines{"draft.no_line"});
  given.has("2026-01-05", DiscardDraft{1, plan("exchange-mailbox")});
  REQUIRE(given.customer.drafts.size() == 1);
  CHECK(line(given, 0, 0).plan == plan("guard"));
  given.has("2026-01-05", DiscardDraft{1, plan("guard")});  // its last line
  CHECK(given.customer.drafts.empty());
  given.has("2026-01-05", DraftOrder{0, just("guard", 5)});
  CHECK(given.customer.drafts.front().number == 2);
}

TEST_CASE("Nothing is drafted of an unknown plan, or for a customer who is deactivated",
          "[draft]") {
  Given given(exchange_defender());
  CHECK(said(given.when("2026-01-05", DraftOrder{0, just("exchnage", 2)})) ==
        Lines{"plan.unknown"});
  CHECK(said(given.when("2026-01-05", DraftOrder{3, just("exchange-mailbox", 2)})) ==
        Lines{"draft.unknown"});
  given.has("2026-01-05", order_of("exchange-mailbox", 2));
  given.has("2026-01-06", DeactivateCustomer{});
  CHECK(said(given.when("2026-01-07", DraftOrder{0, just("exchange-mailbox", 2)})) ==
        Lines{"customer.deactivated"});
}

SCENARIO("D4: an own mail server is ready before the MX change, or somebody says why not",
         "[onboarding]") {
  GIVEN("an order of a customer with its own mail server, whose firewall nobody has opened") {
    Given given(d_fence());
    PlaceOrder order = trial_of("guard", 25);
    order.own_mail_server = "mail.acme.example";
    given.has("2026-01-05", order);
    THEN("the MX change is refused, unless it is meant so") {
      RecordStep step{1, OnboardingStep::mx_requested};
      CHECK(said(given.when("2026-01-06", step)) == Lines{"onboarding.too_early"});
      step.overridden = true;
      CHECK(said(given.when("2026-01-06", step)) == Lines{"onboarding_step_done 2026-01-06"});
    }
  }
}
