// Loading a catalog file: only differences become facts, and none of them changes the past.
#include <algorithm>

#include "msp/command.h"

namespace msp {
namespace {

/// A version that is to come is a statement with a day of its own, also where it says what holds
/// then anyway (MISSION 14): another one may be said for a day before it.
bool already_says(const Catalog& catalog, const PlanPublished& said, Date today) {
  const Plan* plan = catalog.plan(said.plan);
  const PlanVersion* version = plan ? plan->version_on(said.version_from) : nullptr;
  const bool coming = version && version->from != said.version_from && today < said.version_from;
  return version && !coming && version->name == said.name && version->words == said.words &&
         version->terms == said.terms;
}

bool already_says(const Catalog& catalog, const PricePublished& said) {
  const Plan* plan = catalog.plan(said.plan);
  if (!plan) return false;
  const Price* same_day = nullptr;  // of several for one day the last holds
  for (const Price& price : plan->prices) {
    if (price.from == said.from && price.currency == said.currency) same_day = &price;
  }
  return same_day && same_day->amount == said.amount && same_day->per == said.per &&
         same_day->applies_to == said.applies_to && same_day->tiers == said.tiers;
}

bool already_says(const Catalog& catalog, const DiscountPublished& said) {
  const Discount* known = catalog.discount(said.code);
  return known && known->said == said;
}

bool already_says(const Catalog& catalog, const TaxPublished& said) {
  const Tax* tax = catalog.tax(said.tax);
  return tax && tax->name == said.name && tax->rates == said.rates &&
         tax->country == said.country && tax->abroad == said.abroad;
}

const TaxPublished* tax_in(const CatalogFile& file, const TaxId& id) {
  const auto same = [&id](const TaxPublished& tax) { return tax.tax == id; };
  const auto found = std::find_if(file.taxes.begin(), file.taxes.end(), same);
  return found == file.taxes.end() ? nullptr : &*found;
}

/// Its tax class must be known, and have a rate when the plan begins: no tax by silence.
std::optional<Refusal> refuse_tax(const Catalog& catalog, const CatalogFile& file,
                                  const PlanPublished& plan) {
  if (!plan.terms.tax) return std::nullopt;
  const std::string id = plan.terms.tax->text();
  const TaxPublished* said = tax_in(file, *plan.terms.tax);
  const Tax* known = catalog.tax(*plan.terms.tax);
  if (!said && !known) {
    return Refusal{"tax.unknown", plan.plan.text() + " names a tax class that is not known: " + id,
                   "Put [tax." + id + "] into the file.", Exit::input_rejected};
  }
  Tax tax;
  tax.rates = said ? said->rates : known->rates;
  if (tax.rate_on(plan.version_from)) return std::nullopt;
  return Refusal{"tax.no_rate",
                 "tax class " + id + " has no rate on " + plan.version_from.text() + ", when " +
                     plan.plan.text() + " begins",
                 "Add a [[tax." + id + ".rate]] from that day.", Exit::input_rejected};
}

/// The classes that stand for one abroad must be known: what is sold there is not taxed by silence.
std::optional<Refusal> refuse_abroad(const Catalog& catalog, const CatalogFile& file,
                                     const TaxPublished& tax) {
  if (!tax.abroad) return std::nullopt;
  for (const auto& other : {tax.abroad->eu_business, tax.abroad->elsewhere}) {
    if (!other || tax_in(file, *other) || catalog.tax(*other)) continue;
    return Refusal{"tax.unknown",
                   tax.tax.text() + " names a tax class that is not known: " + other->text(),
                   "Put [tax." + other->text() + "] into the file.", Exit::input_rejected};
  }
  return std::nullopt;
}

/// What is published is never changed in the past (CATALOG): a change says from when it holds. A
/// price that was forgotten, and says that it reaches existing customers, corrects their bills.
Refusal in_the_past(const PlanId& plan, std::string_view what, Date from, Date today) {
  return {"catalog.past",
          plan.text() + ": " + std::string(what) + " has changed, and its date " + from.text() +
              " is past",
          "Say " + today.text() + " or later: what was sold before keeps its terms.",
          Exit::input_rejected};
}

std::optional<Refusal> refuse_past(const Catalog& catalog, const CatalogFile& file, Date today) {
  for (const PlanPublished& said : file.plans) {
    const bool fresh = !catalog.plan(said.plan);
    if (!fresh && said.version_from < today && !already_says(catalog, said, today)) {
      return in_the_past(said.plan, "a term", said.version_from, today);
    }
  }
  for (const PricePublished& said : file.prices) {
    const Plan* plan = catalog.plan(said.plan);
    const auto sold = [&said](const Price& price) { return price.currency == said.currency; };
    const bool fresh = !plan || std::none_of(plan->prices.begin(), plan->prices.end(), sold);
    const bool corrects = said.applies_to != AppliesTo::fresh;
    if (!fresh && !corrects && said.from < today && !already_says(catalog, said)) {
      return in_the_past(said.plan, "a price", said.from, today);
    }
  }
  return std::nullopt;
}

}  // namespace

Result<CatalogFacts> decide(const Catalog& catalog, const Request& request,
                            const CatalogFile& file) {
  for (const PlanPublished& plan : file.plans) {
    if (auto refusal = refuse_tax(catalog, file, plan)) return *refusal;
  }
  for (const TaxPublished& tax : file.taxes) {
    if (auto refusal = refuse_abroad(catalog, file, tax)) return *refusal;
  }
  if (auto refusal = refuse_past(catalog, file, request.today)) return *refusal;
  CatalogFacts facts;
  const auto add_new = [&](const auto& said, Date effective_on) {
    if (!already_says(catalog, said)) facts.push_back({said, effective_on});
  };
  for (const TaxPublished& tax : file.taxes) add_new(tax, request.effective());
  for (const PlanPublished& plan : file.plans) {
    if (!already_says(catalog, plan, request.today)) facts.push_back({plan, plan.version_from});
  }
  for (const PricePublished& price : file.prices) add_new(price, price.from);
  for (const DiscountPublished& discount : file.discounts) {
    add_new(discount, request.effective());
  }
  return facts;
}

}  // namespace msp
