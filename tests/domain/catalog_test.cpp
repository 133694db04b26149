#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

const auto EUR = read<Currency>("EUR");

Price price_of(std::string_view from, std::string_view amount, AppliesTo applies_to) {
  return {day(from), decimal(amount), 1, EUR, applies_to, {}, day(from), 0};
}

std::string amount_on(const Plan& plan, std::string_view date, std::string_view ordered_on) {
  const Price* price = plan.price_on(day(date), day(ordered_on), EUR);
  return price ? price->amount.text(2) : "none";
}

}  // namespace

SCENARIO("Loading a catalog twice is loading it once", "[catalog]") {
  GIVEN("a loaded catalog") {
    Given given(d_fence());
    THEN("the same file says nothing new, on any day") {
      CHECK(said(given.when("2026-01-01", d_fence())) == Lines{});
      CHECK(said(given.when("2027-01-01", d_fence())) == Lines{});
    }
    WHEN("a term changes from 1 April") {
      CatalogFile file = d_fence();
      file.plans.front().version_from = day("2026-04-01");
      file.plans.front().terms.payment_terms_days = 30;
      const auto result = given.when("2026-03-01", file);
      THEN("only the new version is news, and it holds from its day on") {
        CHECK(said(result) == Lines{"plan_published 2026-04-01"});
        const Plan& guard = *given.catalog.plan(plan("guard"));
        CHECK(guard.version_on(day("2026-03-31"))->terms.payment_terms_days == 14);
        CHECK(guard.version_on(day("2026-04-01"))->terms.payment_terms_days == 30);
      }
    }
    WHEN("a price is added") {
      CatalogFile file = d_fence();
      file.prices.push_back(
          {plan("guard"), day("2026-05-01"), decimal("4.50"), 1, EUR, AppliesTo::fresh});
      THEN("only the price is news") {
        CHECK(said(given.when("2026-03-01", file)) == Lines{"price_published 2026-05-01"});
        CHECK(said(given.when("2026-03-02", file)) == Lines{});
      }
    }
    WHEN("a tax rate is added") {
      CatalogFile file = d_fence();
      file.taxes.front().rates.push_back({day("2027-01-01"), decimal("26"), "S", ""});
      THEN("the tax class is said anew") {
        CHECK(said(given.when("2026-03-01", file)) == Lines{"tax_published 2026-03-01"});
        const Tax& tax = *given.catalog.tax(read<TaxId>("fi-standard"));
        CHECK(tax.rate_on(day("2026-12-31"))->percent == decimal("25.5"));
        CHECK(tax.rate_on(day("2027-01-01"))->percent == decimal("26"));
        CHECK(tax.rate_on(day("2024-08-31"))->percent == decimal("24"));
        CHECK(tax.rate_on(day("2012-12-31")) == nullptr);
      }
    }
  }
}

TEST_CASE("A plan taxed by a class that nobody knows is refused", "[catalog]") {
  Given given(exchange_defender());
  CatalogFile file = d_fence();
  file.taxes.clear();
  const Catalog before = given.catalog;
  CHECK(said(given.when("2026-03-01", file)) == Lines{"tax.unknown"});
  CHECK(given.catalog == before);
  given.has("2026-03-01", d_fence());  // once the class is known, the plan alone will do
  CHECK(said(given.when("2026-03-02", file)) == Lines{});
}

TEST_CASE("A plan is not on sale before its first version", "[catalog]") {
  Given given(d_fence());
  const Plan& guard = *given.catalog.plan(plan("guard"));
  CHECK(guard.version_on(day("2023-12-31")) == nullptr);
  CHECK(guard.version_on(day("2024-01-01")) != nullptr);
  CHECK(given.catalog.plan(plan("ghost")) == nullptr);
  CHECK(given.catalog.tax(read<TaxId>("ghost")) == nullptr);
}

TEST_CASE("Of two versions or prices of one day the later published holds", "[catalog]") {
  Given given(d_fence());
  CatalogFile file = d_fence();
  file.plans.front().version_from = day("2026-03-01");
  file.prices.front().from = day("2026-03-01");
  for (const auto* amount : {"4.50", "5.00"}) {
    file.plans.front().name = "Guard at " + std::string(amount);
    file.prices.front().amount = decimal(amount);
    given.has("2026-03-01", file);
  }
  const Plan& guard = *given.catalog.plan(plan("guard"));
  CHECK(guard.version_on(day("2026-03-01"))->name == "Guard at 5.00");
  CHECK(amount_on(guard, "2026-03-01", "2026-03-01") == "5.00");
}

TEST_CASE("What is published is never changed in the past", "[catalog]") {
  Given given(d_fence());
  CatalogFile file = d_fence();
  file.prices.front().amount = decimal("5.00");
  CHECK(said(given.when("2026-03-01", file)) == Lines{"catalog.past"});
  file = d_fence();
  file.plans.front().terms.payment_terms_days = 30;
  CHECK(said(given.when("2026-03-01", file)) == Lines{"catalog.past"});
  file.plans.front().version_from = day("2026-03-01");
  CHECK(said(given.when("2026-03-01", file)) == Lines{"plan_published 2026-03-01"});
}

TEST_CASE("A plan begins with a rate of its tax, or not at all", "[catalog]") {
  Given given(exchange_defender());
  CatalogFile file = d_fence();
  file.taxes.front().rates = {{day("2026-01-01"), decimal("25.5"), "S", ""}};
  CHECK(said(given.when("2026-03-01", file)) == Lines{"tax.no_rate"});
}

TEST_CASE("Plans are listed by name", "[catalog]") {
  Given given(exchange_defender() + d_fence() + defens_x());
  CHECK(given.catalog.plan_names() == Lines{"core", "core-plus", "exchange-mailbox", "guard"});
}

TEST_CASE("A price for new orders does not reach those who came before it", "[catalog]") {
  Plan guard;
  guard.prices = {price_of("2026-01-01", "4.00", AppliesTo::fresh),
                  price_of("2026-05-01", "5.00", AppliesTo::fresh)};
  CHECK(amount_on(guard, "2026-06-01", "2026-04-30") == "4.00");
  CHECK(amount_on(guard, "2026-06-01", "2026-05-01") == "5.00");
  CHECK(amount_on(guard, "2026-04-01", "2026-05-01") == "4.00");
  CHECK(amount_on(guard, "2025-12-31", "2025-12-31") == "none");
  CHECK(guard.price_on(day("2026-06-01"), day("2026-06-01"), read<Currency>("USD")) == nullptr);
}

TEST_CASE("A price for existing customers reaches periods that start on or after its day",
          "[catalog]") {
  Plan guard;
  guard.prices = {price_of("2026-01-01", "4.00", AppliesTo::fresh),
                  price_of("2026-05-01", "5.00", AppliesTo::existing_next_period)};
  CHECK(amount_on(guard, "2026-04-30", "2026-02-01") == "4.00");
  CHECK(amount_on(guard, "2026-05-01", "2026-02-01") == "5.00");
}

TEST_CASE("14: a coming version that says what holds anyway is remembered", "[catalog]") {
  Given given(d_fence());
  CatalogFile stays = d_fence();
  stays.plans.front().version_from = day("2026-06-01");
  CHECK(said(given.when("2026-03-01", stays)) == Lines{"plan_published 2026-06-01"});
  CHECK(said(given.when("2026-03-02", stays)) == Lines{});
  CatalogFile spring = stays;
  spring.plans.front().version_from = day("2026-04-01");
  spring.plans.front().terms.retention_days = 30;
  given.has("2026-03-03", spring);
  const Plan& known = *given.catalog.plan(plan("guard"));
  CHECK(known.version_on(day("2026-05-31"))->terms.retention_days == 30);
  CHECK(known.version_on(day("2026-06-01"))->terms.retention_days == 90);
  // Loaded on a day of its own, the same file says nothing new.
  CHECK(said(given.when("2026-06-10", stays)) == Lines{});
}
