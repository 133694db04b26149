#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

// A customer's only subscription need not be named, whatever has become of it: what is said twice
// is true once, and what cannot be is refused with its own reason.

TEST_CASE("A connection said twice of the only subscription is true once", "[choice]") {
  Given given = guard_trial();
  CHECK(said(given.when("2026-01-11", RecordStep{0, OnboardingStep::connected})) == Lines{});
}

TEST_CASE("Steps of the only subscription are recorded after its service began", "[choice]") {
  Given given(exchange_defender());
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  CHECK(said(given.when("2026-03-12", RecordStep{0, OnboardingStep::mx_changed})) ==
        Lines{"onboarding_step_done 2026-03-12"});
}

TEST_CASE("A decline said twice of the only subscription is true once", "[choice]") {
  Given given = guard_trial();
  given.has("2026-02-20", DeclineTrial{});
  CHECK(said(given.when("2026-02-21", DeclineTrial{})) == Lines{});
}

TEST_CASE("A conversion said twice of the only subscription is true once", "[choice]") {
  Given given = guard_trial();
  given.has("2026-02-20", ConvertTrial{});
  CHECK(said(given.when("2026-02-21", ConvertTrial{})) == Lines{});
}

TEST_CASE("A cancellation said twice of the only subscription is true once", "[choice]") {
  Given given(exchange_defender());
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  given.has("2026-03-20", CancelSubscription{});
  CHECK(said(given.when("2026-03-22", CancelSubscription{})) == Lines{});
}

TEST_CASE("The only subscription's own reason says why it cannot be decided", "[choice]") {
  Given given(exchange_defender());
  given.has("2026-03-10", order_of("exchange-mailbox", 10));
  CHECK(said(given.when("2026-03-11", ConvertTrial{})) == Lines{"trial.none"});
  CHECK(said(given.when("2026-03-11", DeclineTrial{})) == Lines{"trial.none"});
}
