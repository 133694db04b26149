// What is said of days after the last served one changes nothing before it (MISSION decision 18).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

TEST_CASE("Decision 18: a count or price of after the last day changes nothing before it",
          "[leave]") {
  Terms terms = exchange_terms();
  terms.timing = Timing::arrears;
  terms.measure = GENERATE(Measure::at_start, Measure::at_end, Measure::peak);
  terms.quantity_change = terms.measure == Measure::peak
                              ? QuantityChange::next_period
                              : GENERATE(QuantityChange::next_period, QuantityChange::daily);
  terms.first_period = Partial::full;
  CatalogFile file = catalog_of("mail", terms, "1.00");
  file.prices.push_back({plan("mail"), day("2026-03-20"), decimal("5.00"), 1, read<Currency>("EUR"),
                         AppliesTo::existing_prorated});
  Given given(file);
  given.has("2026-01-01", order_of("mail", 10));
  given.has(effective("2026-03-01", "2026-03-25"), SetMailboxCount{1, 40});
  given.has("2026-03-10", CancelSubscription{1});  // March is charged in full: last_period
  given.run("2026-05-01");
  REQUIRE(given.invoices.size() == 3);
  CHECK(given.invoices.back().net == 1000);
}

TEST_CASE("Decision 18: a group of users from after the last day covers nobody before it",
          "[leave]") {
  Given given(defens_x());
  const auto users = read<UserGroupId>("users");
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", AddUserGroup{users});
  given.has("2026-03-01", AddGroupMembers{users, {{"ben"}}});
  given.has(effective("2026-03-02", "2026-03-20"), AttachSubscription{1, users});
  given.has("2026-03-10", CancelSubscription{1});
  given.seen("2026-03-05", "anna");
  given.run("2026-04-01");
  REQUIRE(given.invoices.size() == 1);
  CHECK(given.invoices.front().net == 250);  // anna, of core for everybody
}
