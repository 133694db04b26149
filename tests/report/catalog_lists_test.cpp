#include <catch2/catch.hpp>

#include <algorithm>

#include "msp/catalog_keys.h"
#include "msp/report/catalog.h"
#include "queries.h"

namespace msp::test {
namespace {

CatalogFile all_plans() { return d_fence() + exchange_defender() + defens_x(); }

bool has(const Lines& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("The list of plans has a row for each currency a plan is sold in", "[catalog]") {
  CatalogFile file = all_plans();
  file.prices.push_back(
      {plan("guard"), day("2024-01-01"), decimal("5"), 1, read<Currency>("USD"), AppliesTo::fresh});
  const TestDesk desk(file);
  const Table table = catalog_list(desk.read().catalog(), day("2026-01-31"));
  CHECK(header(table) ==
        "plan,name,version_from,basis,timing,billing_day,price,per,currency,trial");
  CHECK(rows(table) ==
        Lines{"core|core|2024-01-01|activity|arrears|1|2.50|1|EUR|30 days",
              "core-plus|core-plus|2024-01-01|activity|arrears|1|4.00|1|EUR|30 days",
              "exchange-mailbox|exchange-mailbox|2024-01-01|mailbox|advance|1|9.00|1|USD|"
              "until-billing-day",
              "guard|guard|2024-01-01|mailbox|arrears|group|4.00|1|EUR|30 days",
              "guard|guard|2024-01-01|mailbox|arrears|group|5.00|1|USD|30 days"});
}

TEST_CASE("The list of plans shows the price and the version of the day", "[catalog]") {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  CatalogFile file = catalog_of("backup", terms, "50.00", "EUR", "2026-02-01");
  file.prices.push_back({plan("backup"), day("2026-03-01"), decimal("60.00"), 1,
                         read<Currency>("EUR"), AppliesTo::fresh});
  const TestDesk desk(file);
  const auto on = [&desk](std::string_view date) {
    return rows(catalog_list(desk.read().catalog(), day(date)), {"version_from", "price", "trial"});
  };
  CHECK(on("2026-01-15") == Lines{"2026-02-01|50.00|none"});  // not yet on sale: from when
  CHECK(on("2026-02-28") == Lines{"2026-02-01|50.00|none"});
  CHECK(on("2026-03-01") == Lines{"2026-02-01|60.00|none"});
}

TEST_CASE("A plan is shown with all its terms and prices", "[catalog]") {
  const TestDesk desk(d_fence());
  const Catalog catalog = desk.read().catalog();
  const Table table = catalog_show(*catalog.plan(plan("guard")), day("2026-01-31"));
  CHECK(header(table) == "term,value");
  const Lines lines = rows(table);
  CHECK(lines[0] == "plan|guard");
  CHECK(has(lines, "version_from|2024-01-01"));
  CHECK(has(lines, "billing_day|group"));
  for (const NamedTerm& term : named_terms(guard_terms())) {
    CHECK(has(lines, term.name + "|" + term.value));
  }
  CHECK(has(lines, "trial.length|30 days"));
  CHECK(has(lines, "trial.needs|sales-rep; monthly-total"));
  CHECK(has(lines, "price EUR|4.00 from 2024-01-01 (new)"));
}

SCENARIO("Two plans are compared by what differs, price included", "[catalog]") {
  GIVEN("two packages that differ in features, pairing and price") {
    CatalogFile file = defens_x();
    file.plans[1].terms.features = {"web filter", "sandbox"};
    file.plans[1].terms.pairing = std::nullopt;
    const TestDesk desk(file);
    const Catalog catalog = desk.read().catalog();
    const Plan& core = *catalog.plan(plan("core"));
    const Plan& plus = *catalog.plan(plan("core-plus"));
    THEN("the columns are the plans") {
      const Table table = catalog_diff(core, plus, day("2026-01-31"));
      CHECK(header(table) == "term,core,core-plus");
      CHECK(rows(table) == Lines{"features||web filter; sandbox", "pairing.business|1|",
                                 "pairing.personal|2|", "price EUR|2.50|4.00"});
    }
    THEN("what only the right one has is shown as well") {
      CHECK(rows(catalog_diff(plus, core, day("2026-01-31"))) ==
            Lines{"features|web filter; sandbox|", "price EUR|4.00|2.50", "pairing.business||1",
                  "pairing.personal||2"});
    }
    THEN("a plan does not differ from itself") {
      CHECK(catalog_diff(core, core, day("2026-01-31")).rows() == 0);
    }
  }
}

}  // namespace msp::test
