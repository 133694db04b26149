#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// `customer.not_gone: acme/1 has not ended`, or the facts.
std::string erasure(const Given& given, std::string_view today) {
  const auto facts = decide(given.customer, given.catalog, asked(today), EraseCustomer{});
  if (!facts) return facts.refusal().code + ": " + facts.refusal().message;
  return said(*facts).front();
}

}  // namespace

SCENARIO("A customer is erased once nothing of it is needed any more", "[erase]") {
  GIVEN("a D-Fence customer whose notice runs out on 20 June") {
    Given given = guard_trial();
    CHECK(erasure(given, "2026-05-19") == "customer.not_gone: acme/1 has not ended");
    given.has("2026-05-20", CancelSubscription{1});
    THEN("it is not gone before its last day is over") {
      CHECK(erasure(given, "2026-06-19") == "customer.not_gone: acme/1 ends only on 2026-06-20");
    }
    THEN("then it is needed for 90 days after the last day billed, the 15 July") {
      given.run("2026-07-15");
      CHECK(erasure(given, "2026-07-16") ==
            "customer.needed_until: what was billed to acme may have to be explained until "
            "2026-10-13");
      CHECK(erasure(given, "2026-10-12").starts_with("customer.needed_until"));
      CHECK(erasure(given, "2026-10-13") == "customer_erased 2026-10-13");
    }
  }
  GIVEN("a trial that was declined on 20 February, and so never billed") {
    Given given = guard_trial();
    given.has("2026-02-20", DeclineTrial{1});
    THEN("it is needed for 90 days after its end") {
      CHECK(erasure(given, "2026-05-20").ends_with("until 2026-05-21"));
      CHECK(erasure(given, "2026-05-21") == "customer_erased 2026-05-21");
    }
    THEN("of several subscriptions the one needed longest counts") {
      given.has("2026-03-01", order_of("guard", 5));
      CHECK(erasure(given, "2026-05-21") == "customer.not_gone: acme/2 has not ended");
      given.has("2026-04-01", CancelSubscription{2});
      CHECK(erasure(given, "2026-06-29").ends_with("until 2026-06-30"));
      CHECK(erasure(given, "2026-06-30") == "customer_erased 2026-06-30");
    }
  }
  GIVEN("an agreement under which records are kept for 10 days") {
    Given given(d_fence());
    PlaceOrder order = trial_of("guard", 25);
    order.overrides = {{"retention_days", "10"}};
    given.has("2026-01-10", order);
    given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
    given.has("2026-02-20", DeclineTrial{1});
    THEN("it is needed for 10 days") {
      CHECK(erasure(given, "2026-03-01").ends_with("until 2026-03-02"));
      CHECK(erasure(given, "2026-03-02") == "customer_erased 2026-03-02");
    }
  }
}
