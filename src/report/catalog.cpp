// What is on sale, what is in a plan, and how two plans differ (MISSION S7).
#include <fmt/format.h>

#include <algorithm>

#include "cells.h"
#include "msp/catalog_keys.h"
#include "msp/report/catalog.h"

namespace msp {
namespace {

/// The version that holds; before the first version the first, as an order would get it.
const PlanVersion& version_for(const Plan& plan, Date on) {
  const PlanVersion* version = plan.version_on(on);
  return version ? *version : plan.versions.front();
}

/// What somebody who orders on `on` pays, once for each currency the plan is sold in.
std::vector<Price> prices_on(const Plan& plan, Date on) {
  std::vector<Price> prices;
  for (const Price& price : plan.prices) {
    const Price* holds = plan.price_on(on, on, price.currency);
    const bool listed = std::any_of(prices.begin(), prices.end(), [&price](const Price& other) {
      return other.currency == price.currency;
    });
    if (holds && !listed) prices.push_back(*holds);
  }
  std::sort(prices.begin(), prices.end(),
            [](const Price& a, const Price& b) { return a.currency < b.currency; });
  return prices;
}

/// `4.00`, or `graduated: 4.00 to 10, then 3.50`
std::string price_text(const Price& price) {
  if (!price.tiers) return unit_price_text(price);
  std::string text = unit_price_text(price) + ":";
  for (const TierStep& step : price.tiers->steps) {
    const std::string amount = unit_price_text(step.amount, price.per, price.currency);
    text += step.through
                ? fmt::format(" {} to {},", amount, *step.through)
                : fmt::format("{} {}", price.tiers->steps.size() > 1 ? " then" : "", amount);
  }
  return text;
}

std::vector<NamedTerm> terms_and_prices(const Plan& plan, Date on) {
  std::vector<NamedTerm> named = named_terms(version_for(plan, on).terms);
  for (const Price& price : prices_on(plan, on)) {
    named.push_back({"price " + price.currency.text(), price_text(price)});
  }
  return named;
}

std::string value_of(const std::vector<NamedTerm>& terms, const std::string& name) {
  const auto found = std::find_if(terms.begin(), terms.end(),
                                  [&name](const NamedTerm& term) { return term.name == name; });
  return found == terms.end() ? std::string() : found->value;
}

}  // namespace

Columns plan_columns() {
  return {{"plan", "what it is ordered by"},
          {"name", "what it is called on documents"},
          {"version_from", "the first day of these terms", ColumnKind::date},
          {"basis", "what is counted: mailboxes, users and devices seen, or nothing"},
          {"timing", "whether a period is billed at its start or at its end"},
          {"billing_day", "the day of the month, or that of the invoicing group"},
          {"price", "of so many units, a period", ColumnKind::amount},
          {"per", "the units that the price is for", ColumnKind::count},
          {"currency", "of the price"},
          {"trial", "how long it may be tried; empty: not at all"}};
}

Table catalog_list(const Catalog& catalog, Date on) {
  Table table(plan_columns());
  for (const Plan& plan : catalog.plans) {
    if (plan.versions.empty()) continue;
    const PlanVersion& version = version_for(plan, on);
    const Terms& terms = version.terms;
    const std::string trial = terms.trial ? terms.trial->length.text() : "none";
    const auto add = [&](std::string_view price, std::string_view per, std::string_view currency) {
      table.add({plan.id.text(), version.name, version.from.text(), word(terms.basis),
                 word(terms.timing), terms.billing_day.text(), price, per, currency, trial});
    };
    const std::vector<Price> prices = prices_on(plan, std::max(on, version.from));
    for (const Price& price : prices) {
      add(price.tiers ? std::string(word(price.tiers->mode))
                      : price.amount.text(price.currency.exponent()),
          std::to_string(price.per), price.currency.text());
    }
    if (prices.empty()) add("", "", "");
  }
  return table;
}

Columns discount_columns() {
  return {{"code", "what is given with the order"},
          {"percent", "taken off, of what is charged", ColumnKind::amount},
          {"amount", "taken off, a period", ColumnKind::amount},
          {"currency", "of the amount"},
          {"months", "for how many months; empty: for ever", ColumnKind::count},
          {"valid_from", "the first day of an order that may use it", ColumnKind::date},
          {"valid_through", "the last one", ColumnKind::date}};
}

Table discount_list(const Catalog& catalog) {
  Table table(discount_columns());
  for (const Discount& discount : catalog.discounts) {
    const DiscountPublished& said = discount.said;
    const Currency currency = said.currency.value_or(Currency());
    table.add({said.code.text(), said.percent ? said.percent->text() : "",
               said.amount ? said.amount->text(currency.exponent()) : "",
               said.currency ? currency.text() : "", cell(said.months), cell(said.valid_from),
               cell(said.valid_through)});
  }
  return table;
}

Columns term_columns() {
  return {{"term", "a term of the plan, or one of its prices"},
          {"value", "what holds on that day"}};
}

Table catalog_show(const Plan& plan, Date on) {
  Table table(term_columns());
  const PlanVersion& version = version_for(plan, on);
  table.add({"plan", plan.id.text()});
  table.add({"name", version.name});
  table.add({"version_from", version.from.text()});
  const PlanWords& words = version.words;
  if (words.unit) table.add({"unit", *words.unit});
  if (words.item) table.add({"item", *words.item});
  if (words.names && words.names->en) table.add({"name in en", *words.names->en});
  if (words.names && words.names->fi) table.add({"name in fi", *words.names->fi});
  for (const NamedTerm& term : named_terms(version.terms)) table.add({term.name, term.value});
  for (const Price& price : plan.prices) {
    table.add(
        {"price " + price.currency.text(), fmt::format("{} from {} ({})", price_text(price),
                                                       price.from.text(), word(price.applies_to))});
  }
  return table;
}

Table catalog_diff(const Plan& left, const Plan& right, Date on) {
  Table table({{"term"}, {left.id.text()}, {right.id.text()}});
  const auto ours = terms_and_prices(left, on);
  const auto theirs = terms_and_prices(right, on);
  for (const NamedTerm& term : ours) {
    const std::string other = value_of(theirs, term.name);
    if (term.value != other) table.add({term.name, term.value, other});
  }
  for (const NamedTerm& term : theirs) {
    const auto same = [&term](const NamedTerm& our) { return our.name == term.name; };
    if (std::none_of(ours.begin(), ours.end(), same)) table.add({term.name, "", term.value});
  }
  return table;
}

}  // namespace msp
