// Loading a catalog file: only differences become facts, and none of them changes the past.
#include <algorithm>

#include "msp/command.h"

namespace msp {
namespace {

bool already_says(const Catalog& catalog, const PlanPublished& said) {
  const Plan* plan = catalog.plan(said.plan);
  const PlanVersion* version = plan ? plan->version_on(said.version_from) : nullptr;
  return version && version->name == said.name && version->terms == said.terms;
}

bool already_says(const Catalog& catalog, const PricePublished& said) {
  const Plan* plan = catalog.plan(said.plan);
  if (!plan) return false;
  const Price* same_day = nullptr;  // of several for one day the last holds
  for (const Price& price : plan->prices) {
    if (price.from == said.from && price.currency == said.currency) same_day = &price;
  }
  return same_day && same_day->amount == said.amount && same_day->per == said.per &&
         same_day->applies_to == said.applies_to;
}

bool already_says(const Catalog& catalog, const TaxPublished& said) {
  const Tax* tax = catalog.tax(said.tax);
  return tax && tax->name == said.name && tax->rates == said.rates;
}

/// A plan taxed by a class that neither the file nor the catalog knows.
const PlanPublished* untaxable(const Catalog& catalog, const CatalogFile& file) {
  for (const PlanPublished& plan : file.plans) {
    if (!plan.terms.tax || catalog.tax(*plan.terms.tax)) continue;
    const auto here = [&plan](const TaxPublished& tax) { return tax.tax == *plan.terms.tax; };
    if (std::none_of(file.taxes.begin(), file.taxes.end(), here)) return &plan;
  }
  return nullptr;
}

}  // namespace

Result<Facts> decide(const Catalog& catalog, const Request& request, const CatalogFile& file) {
  if (const PlanPublished* plan = untaxable(catalog, file)) {
    return Refusal{
        "tax.unknown",
        plan->plan.text() + " names a tax class that is not known: " + plan->terms.tax->text(),
        "Put [tax." + plan->terms.tax->text() + "] into the file.", Exit::input_rejected};
  }
  Facts facts;
  const auto add_new = [&](const auto& said, Date effective_on) {
    if (!already_says(catalog, said)) facts.push_back({said, effective_on});
  };
  for (const TaxPublished& tax : file.taxes) add_new(tax, request.effective());
  for (const PlanPublished& plan : file.plans) add_new(plan, plan.version_from);
  for (const PricePublished& price : file.prices) add_new(price, price.from);
  return facts;
}

}  // namespace msp
