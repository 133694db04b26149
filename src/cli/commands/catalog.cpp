// What the catalog says.
#include "msp/report/catalog.h"
#include "line/form.h"

namespace msp::cli {
namespace {

void on_a_day(auto& self, auto&& option) {
  option("--on", "DATE", self.on, "as they hold on that day (today)");
}

const Plan& known_plan(const Catalog& catalog, const PlanId& id) {
  if (const Plan* plan = catalog.plan(id)) return *plan;
  throw Refused({"plan.unknown", "there is no plan " + id.text(),
                 did_you_mean(id.text(), catalog.plan_names(), "`msp catalog list` shows them.")});
}

struct CatalogList : Filters {
  static void options(auto& self, auto&& option) { on_a_day(self, option); }
  static Table table(const Ledger& ledger, const Query& query) {
    return catalog_list(ledger.catalog(), query.as_of);
  }
};

struct CatalogShow : Filters {
  PlanId shown;

  static void options(auto& self, auto&& option) {
    option.operand("PLAN", self.shown, "a plan");
    on_a_day(self, option);
  }
  Table table(const Ledger& ledger, const Query& query) const {
    const Catalog catalog = ledger.catalog();
    return catalog_show(known_plan(catalog, shown), query.as_of);
  }
};

struct CatalogDiff : Filters {
  PlanId left;
  PlanId right;

  static void options(auto& self, auto&& option) {
    option.operand("PLAN", self.left, "a plan");
    option.operand("OTHER", self.right, "another");
    on_a_day(self, option);
  }
  Table table(const Ledger& ledger, const Query& query) const {
    const Catalog catalog = ledger.catalog();
    return catalog_diff(known_plan(catalog, left), known_plan(catalog, right), query.as_of);
  }
};

struct CatalogDiscounts {
  static void options(auto&, auto&&) {}
  static Table table(const Ledger& ledger) { return discount_list(ledger.catalog()); }
};

constexpr Command catalog_table[] = {
    command<CatalogList>(list.of(plan_columns), to_start, "catalog list",
                         "Lists the plans with their prices on a day.", "msp catalog list",
                         "msp catalog list --on 2026-12-01 -f csv"),
    command<CatalogShow>(list.of(term_columns), to_start, "catalog show",
                         "Shows every term and price of a plan on a day.", "msp catalog show guard",
                         "msp catalog show guard --on 2026-12-01"),
    command<CatalogDiff>(list, rarely, "catalog diff",
                         "Shows side by side in what two plans differ, price included.",
                         "msp catalog diff core core-plus",
                         "msp catalog diff core core-plus -f csv"),
    command<CatalogDiscounts>(list.of(discount_columns), rarely, "catalog discounts",
                              "Lists the discount codes and when an order may use them.",
                              "msp catalog discounts", "msp catalog discounts -f csv")};

}  // namespace

extern const Commands catalog_commands = catalog_table;

}  // namespace msp::cli
