// MISSION 25: what the desk recorded by mistake is taken back, and the state is the fold without
// it.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"
#include "support/undoing.h"

using namespace msp;
using namespace msp::test;

namespace {

std::string code_of(const Result<TakingBack>& taking) {
  return taking ? "none" : taking.refusal().code;
}

/// The batch of a command.
std::int64_t said(Given& given, std::string_view today, const Command& command) {
  given.has(today, command);
  return given.last_batch();
}

std::int64_t net_of(const std::vector<InvoiceIssued>& documents) {
  std::int64_t net = 0;
  for (const InvoiceIssued& document : documents) net += document.net;
  return net;
}

}  // namespace

SCENARIO("The wrong trial is declined", "[undo]") {
  GIVEN("a trial that was declined by mistake on 20 February") {
    Given given = guard_trial("2026-01-10");
    const auto declined = said(given, "2026-02-20", DeclineTrial{1});
    WHEN("that is taken back on 25 February") {
      REQUIRE(given.takes_back(declined, "2026-02-25"));
      THEN("it is as if nothing had been said: the month of decision runs") {
        CHECK(given.status("2026-02-08") == Status::in_trial);
        CHECK(given.status("2026-02-25") == Status::negotiation);
        CHECK(!given.customer.subscription(1)->ending);
      }
      THEN("nobody is thanked") {
        for (const Message& message : given.customer.messages) {
          CHECK(message.key.kind != MessageKind::thanks);
        }
      }
      THEN("who says nothing is charged for the month, as a free rider") {
        CHECK(net_of(given.run("2026-03-15")) == 10000);
      }
    }
  }
}

SCENARIO("The day of connection is typed wrong, and invoiced", "[undo]") {
  GIVEN("25 mailboxes connected on 30 January, recorded as the 3rd, billed on 15 March") {
    Given given(d_fence());
    given.has("2026-01-03", trial_of("guard", 25));
    const auto connected = said(given, "2026-01-03", RecordStep{1, OnboardingStep::connected});
    REQUIRE(net_of(given.run("2026-03-15")) == 10000);
    REQUIRE(given.invoices.back().lines.front().free_rider);
    REQUIRE(given.takes_back(connected, "2026-03-16"));
    CHECK(given.customer.subscription(1)->trial == std::nullopt);

    WHEN("it is connected on 30 January, and declined in time") {
      given.has(effective("2026-03-16", "2026-01-30"), RecordStep{1, OnboardingStep::connected});
      given.has("2026-03-30", DeclineTrial{1});
      THEN("the document of 15 April gives back all of it, tax too") {
        const auto documents = given.run("2026-04-15");
        REQUIRE(documents.size() == 1);
        CHECK(documents.front().kind == DocumentKind::credit_note);
        CHECK(documents.front().gross == -12550);
        CHECK(documents.front().lines.front().start == day("2026-02-02"));
        CHECK(documents.front().lines.front().period().through() == day("2026-03-01"));
      }
    }
    WHEN("it is connected on 30 January, and nobody decides") {
      given.has(effective("2026-03-16", "2026-01-30"), RecordStep{1, OnboardingStep::connected});
      const Trial trial = *given.customer.subscription(1)->trial;
      CHECK(trial.ends_on == day("2026-03-01"));
      CHECK(trial.decline_before() - 1 == day("2026-03-31"));
      THEN("one month of decision is given back and the other charged, by 15 May at the latest") {
        given.run("2026-04-15");
        given.run("2026-05-15");
        std::int64_t first = 0;
        std::int64_t second = 0;
        for (const InvoiceIssued& invoice : given.invoices) {
          for (const InvoiceLine& line : invoice.lines) {
            if (line.component != LineKind::decision_period) continue;
            (line.start == day("2026-02-02") ? first : second) += line.net;
          }
        }
        CHECK(first == 0);
        CHECK(second == 10000);
      }
    }
    WHEN("it is never connected again") {
      THEN("the next run gives back what was billed, whoever's group is not known any more") {
        CHECK(net_of(given.run("2026-04-15")) == -10000);
        CHECK(given.run("2026-05-15").empty());
      }
    }
  }
}

SCENARIO("An order for the wrong customer", "[undo]") {
  GIVEN("an order that was billed in advance") {
    Given given(exchange_defender());
    given.has("2026-01-01", order_of("exchange-mailbox", 10));
    const auto ordered = given.last_batch();
    REQUIRE(net_of(given.run("2026-01-01")) == 9000);
    WHEN("it is taken back") {
      REQUIRE(given.takes_back(ordered, "2026-01-20"));
      THEN("there is no customer, and its number is not given again") {
        CHECK(!given.customer.exists());
        CHECK(given.customer.subscriptions.empty());
        CHECK(given.customer.next_subscription() == 2);
      }
      THEN("what was billed is given back although the plan never refunds, and says why") {
        const auto documents = given.run("2026-02-01");
        REQUIRE(documents.size() == 1);
        CHECK(documents.front().net == -9000);
        CHECK(documents.front().lines.front().description.find("recorded by mistake") !=
              std::string::npos);
        CHECK(given.run("2026-03-01").empty());
      }
      THEN("the taking back can be taken back, and nothing moves") {
        REQUIRE(given.takes_back(given.last_batch(), "2026-01-21"));
        CHECK(given.customer.subscription(1)->status_on(day("2026-01-21")) == Status::active);
        CHECK(net_of(given.run("2026-02-01")) == 9000);
      }
      THEN("ordered again, it has another number") {
        given.has("2026-01-20", order_of("exchange-mailbox", 10));
        CHECK(given.customer.subscriptions.back().number == 2);
      }
    }
  }
}

TEST_CASE("A taking back credits what was billed by it, whatever retro_credit says", "[undo]") {
  Given given(exchange_defender());  // retro_credit never
  given.has("2026-01-01", order_of("exchange-mailbox", 10));
  const auto wrong = said(given, "2026-01-15", SetMailboxCount{1, 25});
  REQUIRE(net_of(given.run("2026-02-01")) == 9000 + 22500);
  SECTION("taken back, February is 90.00 again") {
    REQUIRE(given.takes_back(wrong, "2026-02-10"));
    CHECK(net_of(given.run("2026-03-01")) == 9000 - 13500);
  }
  SECTION("said again, right, February stays as it was billed") {
    given.has(effective("2026-02-10", "2026-01-15"), SetMailboxCount{1, 10});
    CHECK(net_of(given.run("2026-03-01")) == 9000);
  }
  SECTION("what a late word forgoes beside it stays forgone") {
    given.has(effective("2026-02-05", "2026-01-20"), SetMailboxCount{1, 4});
    REQUIRE(given.takes_back(wrong, "2026-02-10"));
    // Known in time were 10; 4 was said late.
    CHECK(net_of(given.run("2026-03-01")) == 3600 - 13500);
  }
}

TEST_CASE("What was decided later upon it keeps a command from being taken back", "[undo]") {
  Given given(d_fence());
  const auto ordered = said(given, "2026-01-10", trial_of("guard", 25));
  const auto connected = said(given, "2026-01-10", RecordStep{1, OnboardingStep::connected});
  const auto counted = said(given, "2026-01-12", SetMailboxCount{1, 30});
  const auto converted = said(given, "2026-01-20", ConvertTrial{1});
  const auto batches_upon = [&](std::int64_t batch) {
    std::vector<std::int64_t> batches;
    const auto taking = given.takes_back(batch, "2026-01-21");
    REQUIRE(taking);
    for (const auto& recorded : given.events()) {
      const auto& stands = taking->stands;
      const bool there = std::find(stands.begin(), stands.end(), recorded.seq) != stands.end();
      if (there) batches.push_back(recorded.batch);
    }
    return batches;
  };
  CHECK(batches_upon(ordered) == std::vector{connected, counted, converted});
  CHECK(batches_upon(connected) == std::vector{converted});
  CHECK(given.status("2026-01-21") == Status::active);  // nothing was changed
  REQUIRE(given.takes_back(converted, "2026-01-21")->stands.empty());
  REQUIRE(given.takes_back(counted, "2026-01-21")->stands.empty());
  REQUIRE(given.takes_back(connected, "2026-01-21")->stands.empty());
  REQUIRE(given.takes_back(ordered, "2026-01-21")->stands.empty());
  CHECK(!given.customer.exists());
}

TEST_CASE("Documents, mails and what time did are not taken back", "[undo]") {
  Given given = guard_trial("2026-01-10");
  given.sweep("2026-02-09");
  CHECK(code_of(given.takes_back(given.last_batch(), "2026-02-09")) == "undo.nothing");
  given.run("2026-03-15");
  CHECK(code_of(given.takes_back(given.last_batch(), "2026-03-16")) == "undo.document");
}

TEST_CASE("A trial that was cancelled before it began, or taken back, is not spent", "[undo]") {
  Given given(d_fence());
  const auto ordered = said(given, "2026-01-10", trial_of("guard", 25));
  SECTION("cancelled") { given.has("2026-01-11", CancelSubscription{1}); }
  SECTION("taken back") { REQUIRE(given.takes_back(ordered, "2026-01-11")); }
  CHECK(given.when("2026-01-12", trial_of("guard", 25)));
}

TEST_CASE("A trial that began is spent", "[undo]") {
  Given given = guard_trial("2026-01-10");
  given.has("2026-01-11", DeclineTrial{1});
  CHECK(given.when("2026-01-12", trial_of("guard", 25)).refusal().code == "trial.second");
}
