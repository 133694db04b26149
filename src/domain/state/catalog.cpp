#include "msp/catalog.h"

#include <algorithm>

#include "msp/event.h"
#include "state/timeline.h"

namespace msp {
namespace {

template <class T>
T& named(std::vector<T>& list, const auto& id) {
  const auto before = [](const T& item, const auto& wanted) { return item.id < wanted; };
  auto place = std::lower_bound(list.begin(), list.end(), id, before);
  if (place == list.end() || place->id != id) {
    place = list.insert(place, T{});
    place->id = id;
  }
  return *place;
}

template <class T>
const T* find_named(const std::vector<T>& list, const auto& id) {
  const auto place =
      std::find_if(list.begin(), list.end(), [&id](const T& item) { return item.id == id; });
  return place == list.end() ? nullptr : &*place;
}

/// One case per event of the catalog's stream.
struct EvolveCatalog {
  Catalog& catalog;
  const Recorded<CatalogEvent>& recorded;

  void operator()(const PlanPublished& event) const {
    insert_by_date(
        named(catalog.plans, event.plan).versions,
        PlanVersion{event.version_from, event.name, event.terms, recorded.seq, event.words});
  }
  void operator()(const PricePublished& event) const {
    insert_by_date(named(catalog.plans, event.plan).prices,
                   Price{event.from, event.amount, event.per, event.currency, event.applies_to,
                         event.tiers, recorded.received_on, recorded.seq});
  }
  void operator()(const TaxPublished& event) const {
    Tax& tax = named(catalog.taxes, event.tax);
    tax.name = event.name;
    tax.rates = event.rates;
    tax.country = event.country;
    tax.abroad = event.abroad;
    tax.seq = recorded.seq;
  }
  void operator()(const DiscountPublished& event) const {
    Discount& discount = named(catalog.discounts, event.code);
    discount.said = event;
    discount.seq = recorded.seq;
  }
  void operator()(const BatchTakenBack&) const {}  // what it takes back is not told at all
};

}  // namespace

const PlanVersion* Plan::version_on(Date date) const { return holding_on(versions, date); }

const Price* Plan::price_on(Date date, Date period_start, Date ordered_on,
                            Currency currency) const {
  const auto reaches = [&](const Price& price) {
    switch (price.applies_to) {
      case AppliesTo::fresh:
        return std::min(ordered_on, period_start);
      case AppliesTo::existing_next_period:
        return period_start;
      case AppliesTo::existing_prorated:
        break;
    }
    return date;
  };
  const Price* found = nullptr;
  for (const Price& price : prices) {
    if (price.currency == currency && price.from <= reaches(price)) found = &price;
  }
  return found;
}

const TaxRate* Tax::rate_on(Date date) const {
  const TaxRate* found = nullptr;
  for (const TaxRate& rate : rates) {
    if (rate.from <= date && (!found || found->from <= rate.from)) found = &rate;
  }
  return found;
}

const Plan* Catalog::plan(const PlanId& id) const { return find_named(plans, id); }
const Tax* Catalog::tax(const TaxId& id) const { return find_named(taxes, id); }
const Discount* Catalog::discount(const DiscountId& id) const { return find_named(discounts, id); }

std::vector<std::string> Catalog::plan_names() const {
  std::vector<std::string> names;
  for (const Plan& plan : plans) names.push_back(plan.id.text());
  return names;
}

std::vector<std::string> Catalog::discount_names() const {
  std::vector<std::string> names;
  for (const Discount& discount : discounts) names.push_back(discount.id.text());
  return names;
}

void evolve(Catalog& catalog, const Recorded<CatalogEvent>& recorded) {
  std::visit(EvolveCatalog{catalog, recorded}, recorded.event);
}

}  // namespace msp
