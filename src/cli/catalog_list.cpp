#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Date day_of(const Invocation& invocation, const Ledger& ledger) {
  return invocation.arguments().value<Date>("--on").value_or(invocation.today(ledger));
}

const Plan& plan_of(const Catalog& catalog, const PlanId& id) {
  if (const Plan* plan = catalog.plan(id)) return *plan;
  const auto like = nearest(id.text(), catalog.plan_names());
  throw Refused({"plan.unknown", "there is no plan " + id.text(),
                 like ? "Did you mean " + *like + "?" : "`msp catalog list` shows them."});
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::catalog_list(ledger.catalog(), day_of(invocation, ledger));
  }();
  return invocation.show(table);
}

Exit discounts(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::discount_list(ledger.catalog());
  }();
  return invocation.show(table);
}

Exit show_plan(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Catalog catalog = ledger.catalog();
    return ::msp::catalog_show(plan_of(catalog, invocation.arguments().required<PlanId>("PLAN")),
                               day_of(invocation, ledger));
  }();
  return invocation.show(table);
}

Exit diff(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Catalog catalog = ledger.catalog();
    return ::msp::catalog_diff(plan_of(catalog, invocation.arguments().required<PlanId>("PLAN")),
                               plan_of(catalog, invocation.arguments().required<PlanId>("OTHER")),
                               day_of(invocation, ledger));
  }();
  return invocation.show(table);
}

}  // namespace

const Command catalog_list{"catalog list",
                           "Lists the plans with their prices on a day.",
                           Kind::list,
                           {"msp catalog list", "msp catalog list --on 2026-12-01 -f csv"},
                           {},
                           {{"--on", "DATE", "as they hold on that day (today)"}},
                           list};

const Command catalog_discounts{"catalog discounts",
                                "Lists the discount codes and when an order may use them.",
                                Kind::list,
                                {"msp catalog discounts", "msp catalog discounts -f csv"},
                                {},
                                {},
                                discounts};

const Command catalog_show{"catalog show",
                           "Shows every term and price of a plan on a day.",
                           Kind::list,
                           {"msp catalog show guard", "msp catalog show guard --on 2026-12-01"},
                           {{"PLAN", "a plan"}},
                           {{"--on", "DATE", "as they hold on that day (today)"}},
                           show_plan};

const Command catalog_diff{
    "catalog diff",
    "Shows side by side in what two plans differ, price included.",
    Kind::list,
    {"msp catalog diff core core-plus", "msp catalog diff core core-plus -f csv"},
    {{"PLAN", "a plan"}, {"OTHER", "another"}},
    {{"--on", "DATE", "as they hold on that day (today)"}},
    diff};

}  // namespace msp::cli
