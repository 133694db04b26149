// A notice that was given is withdrawn.
#include <catch2/catch.hpp>

#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace {

/// A customer of D-Fence since the beginning of 2024.
Given long_since() {
  Given given(d_fence());
  given.has(effective("2026-05-01", "2024-01-10"), order_of("guard", 5));
  given.has(effective("2026-05-01", "2024-01-10"), RecordStep{1, OnboardingStep::connected});
  return given;
}

}  // namespace

TEST_CASE("Notice of six months, withdrawn, and given again", "[keep]") {
  Given given = long_since();
  given.has("2026-05-20", CancelSubscription{1});
  CHECK(given.customer.subscription(1)->ending->ends_on == day("2026-11-20"));
  given.has("2026-06-01", KeepSubscription{1});
  CHECK(!given.customer.subscription(1)->ending);
  CHECK(given.status("2026-12-01") == Status::active);
  given.has("2026-07-01", CancelSubscription{1});
  CHECK(given.customer.subscription(1)->ending->ends_on == day("2027-01-01"));
}

TEST_CASE("Who has not given notice goes on already", "[keep]") {
  Given given = long_since();
  CHECK(given.when("2026-05-20", KeepSubscription{1})->empty());
}

TEST_CASE("What has ended, and whose customer leaves, is not kept", "[keep]") {
  Given given = long_since();
  SECTION("it has ended") {
    given.has("2026-05-20", CancelSubscription{1});
    CHECK(given.when("2026-11-20", KeepSubscription{1}).refusal().code == "subscription.ended");
  }
  SECTION("the customer leaves") {
    given.has("2026-05-20", DeactivateCustomer{});
    CHECK(given.when("2026-06-01", KeepSubscription{1}).refusal().code == "customer.deactivated");
  }
}

TEST_CASE("Every field of a customer's that may be empty can be emptied", "[edit]") {
  Given given = long_since();
  EditCustomer edit;
  edit.partner = "Northwind";
  edit.partner_email = Personal("p@n.example");
  edit.vat_id = "FI01120389";
  edit.language = Language::fi;
  given.has("2026-05-20", edit);
  EditCustomer none;
  none.partner.emplace();
  none.partner_email.emplace();
  none.vat_id.emplace();
  none.no_language = true;
  given.has("2026-05-21", none);
  const CustomerDetailsSet& details = given.customer.details;
  CHECK(details.partner.empty());
  CHECK(!details.partner_email);
  CHECK(details.vat_id.empty());
  CHECK(!details.language);
}
