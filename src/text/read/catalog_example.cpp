#include "msp/catalog_example.h"

#include <fmt/format.h>

#include <map>

#include "msp/catalog_keys.h"

namespace msp {
namespace {

constexpr std::size_t choices_at = 36;  // the column in which what can be said begins

/// A value as TOML; nothing for what is not there.
template <class T>
std::string toml_of(const T& value) {
  if constexpr (is_optional<T>) {
    return value ? toml_of(*value) : std::string();
  } else if constexpr (is_vector<T>) {
    std::string items;
    for (const auto& item : value) items += (items.empty() ? "" : ", ") + toml_of(item);
    return items.empty() ? "" : "[" + items + "]";
  } else if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::same_as<T, std::int64_t>) {
    return std::to_string(value);
  } else if constexpr (std::same_as<T, std::string>) {
    return value.empty() ? value : fmt::format("\"{}\"", value);
  } else if constexpr (WordEnum<T>) {
    return fmt::format("\"{}\"", word(value));
  } else if constexpr (std::same_as<T, BillingDay>) {
    return value.is_group() ? "\"group\"" : value.text();
  } else if constexpr (std::same_as<T, Date>) {
    return value.text();
  } else if constexpr (std::same_as<T, Decimal>) {
    return fmt::format("\"{}\"", value.text());
  } else if constexpr (TextValue<T>) {
    return fmt::format("\"{}\"", value.text());
  } else {
    std::string fields;
    T::fields(value, [&fields](std::string_view name, const auto& field, const auto&...) {
      const std::string toml = toml_of(field);
      if (!toml.empty()) fields += fmt::format("{}{} = {}", fields.empty() ? "" : ", ", name, toml);
    });
    return "{ " + fields + " }";
  }
}

/// What a struct says, by key. Terms' own tables (`trial`) are no values.
using Said = std::map<std::string, std::string, std::less<>>;

struct Sayer {
  Said& said;
  template <class T>
  void operator()(std::string_view name, const T& value, const auto&...) const {
    said.emplace(name, toml_of(value));
  }
};

template <class T>
Said said_by(const T& value) {
  Said said;
  if constexpr (requires { T::said(value, Sayer{said}); }) {
    T::said(value, Sayer{said});
  } else {
    T::fields(value, Sayer{said});
  }
  return said;
}

Said said_by(const PlanPublished& plan) {
  Said said;
  PlanPublished::said(plan, Sayer{said});
  Terms::fields(plan.terms, Sayer{said});
  return said;
}

/// The same thing three times: as it is if nothing is said, as this example says it, and saying
/// everything there is.
template <class T>
struct Variants {
  T silent;
  T example;
  T full;
};

/// Writes tables key by key: what the example says, and behind a `#` all the rest.
class ExampleWriter {
 public:
  void header(std::string_view text, std::string_view what, bool left_out = false) {
    out_ += fmt::format("\n# {}\n{}{}\n", what, left_out ? "#" : "", text);
  }

  /// The keys below `prefix`, without those of tables in it.
  template <class T>
  void keys(const std::vector<CatalogKey>& keys, std::string_view prefix,
            const Variants<T>& variants, bool left_out = false) {
    const Said silent = said_by(variants.silent);
    const Said example = said_by(variants.example);
    const Said full = said_by(variants.full);
    for (const CatalogKey& key : keys) {
      if (!key.name.starts_with(prefix)) continue;
      const std::string name = key.name.substr(prefix.size());
      if (name.find_first_of(".[") != std::string::npos || name == "pairing" || name == "trial") {
        continue;
      }
      const std::string& said = example.at(name);
      const bool active = !left_out && (key.required || said != silent.at(name));
      const std::string& shown = silent.at(name).empty() ? full.at(name) : silent.at(name);
      out_ += fmt::format("# {}\n", key.means);
      explain_inside(keys, key.name);
      line(fmt::format("{}{} = {}", active ? "" : "#", name, active ? said : shown), key.choice());
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void line(const std::string& text, const std::string& choice) {
    out_ += text.size() + 2 > choices_at
                ? fmt::format("# {}\n{}\n", choice, text)
                : fmt::format("{}{:{}}# {}\n", text, "", choices_at - text.size(), choice);
  }

  void explain_inside(const std::vector<CatalogKey>& keys, const std::string& name) {
    for (const CatalogKey& key : keys) {
      const auto rest = key.name.substr(std::min(name.size(), key.name.size()));
      const bool inside = key.name.starts_with(name + ".") || key.name.starts_with(name + "[].");
      if (inside) out_ += fmt::format("#   {}: {}\n", rest.substr(rest.find('.') + 1), key.means);
    }
  }

  std::string out_;
};

template <class T>
T text_as(std::string_view text) {
  return T::from_text(text).value();
}

const Date first_day = text_as<Date>("2026-01-01");

TrialTerms full_trial() {
  TrialTerms trial;
  trial.starts = TrialStart::connected;
  trial.on_end = TrialEnd::await_decision;
  trial.decision_months = 1;
  trial.convert_bills_from = ConvertBillsFrom::trial_end;
  trial.needs = {TrialNeed::sales_rep, TrialNeed::monthly_total};
  return trial;
}

Terms full_terms(const Terms& defaults) {
  Terms terms = defaults;
  terms.notice = {{12, 1}, {std::nullopt, 6}};
  terms.tax = text_as<TaxId>("standard");
  terms.pairing = Pairing{1, 2};
  terms.trial = full_trial();
  return terms;
}

PlanPublished example_plan(Basis basis, const Terms& full) {
  PlanPublished plan;
  plan.version_from = first_day;
  plan.terms = Terms::defaults(basis, {});
  plan.terms.tax = full.tax;
  switch (basis) {
    case Basis::mailbox:
      plan.plan = text_as<PlanId>("mail");
      plan.name = "Mail security";
      plan.terms.features = {"spam filter", "archive"};
      plan.terms.notice = full.notice;
      plan.terms.trial = full.trial;
      break;
    case Basis::flat:
      plan.plan = text_as<PlanId>("server");
      plan.name = "Virtual server";
      plan.terms.features = {"2 processors", "daily backup"};
      plan.terms.refund = Refund::prorated;
      plan.terms.setup_fee = text_as<Decimal>("100");
      plan.terms.commitment_months = 12;
      plan.terms.contract_required = true;
      plan.terms.sales_only = true;
      break;
    case Basis::activity:
      plan.plan = text_as<PlanId>("web");
      plan.name = "Web protection";
      plan.terms.features = {"web filter", "file scan"};
      plan.terms.pairing = full.pairing;
      plan.terms.trial = TrialTerms{};
      break;
  }
  return plan;
}

PricePublished example_price(Basis basis) {
  PricePublished price;
  price.from = first_day;
  price.amount = text_as<Decimal>(basis == Basis::flat ? "50" : "4");
  price.currency = text_as<Currency>("EUR");
  return price;
}

PricePublished full_price(PricePublished price) {
  price.tiers = Tiers{TierMode::graduated,
                      {{10, text_as<Decimal>("4")}, {std::nullopt, text_as<Decimal>("3.5")}}};
  return price;
}

DiscountPublished full_discount() {
  DiscountPublished discount;
  discount.percent = text_as<Decimal>("10");
  discount.amount = text_as<Decimal>("5");
  discount.currency = text_as<Currency>("EUR");
  discount.months = 3;
  discount.valid_from = first_day;
  discount.valid_through = text_as<Date>("2026-12-31");
  return discount;
}

}  // namespace

std::string catalog_example(Basis basis) {
  const std::vector<CatalogTable> tables = catalog_tables();
  const Terms defaults = Terms::defaults(basis, {});
  PlanPublished silent;
  silent.terms = defaults;
  const PlanPublished plan = example_plan(basis, full_terms(defaults));
  PlanPublished full = plan;
  full.terms = full_terms(defaults);
  full.terms.features = plan.terms.features;
  full.words = {"C62", "Mail security, each mailbox",
                NamesByLanguage{plan.name, "Sähköpostin suojaus"}};
  const std::string name = "plan." + plan.plan.text();

  ExampleWriter writer;
  writer.header("[" + name + "]", "A plan. Its name, which orders say, stands behind the dot.");
  writer.keys(tables[0].keys, "", Variants<PlanPublished>{silent, plan, full});
  const auto table_of = [&](const std::string& key, const auto& said, const auto& sample) {
    for (const CatalogKey& each : tables[0].keys) {
      if (each.name == key)
        writer.header("[" + name + "." + key + "]", each.means, !said.has_value());
    }
    using Table = typename std::remove_cvref_t<decltype(said)>::value_type;
    writer.keys(tables[0].keys, key + ".", Variants<Table>{Table{}, said.value_or(sample), sample},
                !said.has_value());
  };
  table_of("pairing", plan.terms.pairing, *full.terms.pairing);
  table_of("trial", plan.terms.trial, *full.terms.trial);

  writer.header("[[" + name + ".price]]", "What it costs from a day on: one such table per price.");
  const PricePublished price = example_price(basis);
  writer.keys(tables[1].keys, "", Variants<PricePublished>{{}, price, full_price(price)});

  writer.header("[tax.standard]", "A tax class, which plans name.");
  TaxPublished tax;
  tax.name = "VAT 25.5 %";
  TaxPublished at_home = tax;
  at_home.country = "FI";
  at_home.abroad = {text_as<TaxId>("eu-reverse"), text_as<TaxId>("export")};
  writer.keys(tables[2].keys, "", Variants<TaxPublished>{{}, tax, at_home});
  writer.header("[[tax.standard.rate]]", "What is taken from a day on: one such table per rate.");
  const TaxRate rate{text_as<Date>("2024-09-01"), text_as<Decimal>("25.5"), "S", {}};
  const TaxRate reverse{rate.from, {}, "AE", "Reverse charge", "VATEX-EU-AE"};
  writer.keys(tables[3].keys, "", Variants<TaxRate>{{}, rate, reverse});

  writer.header("[discount.WELCOME10]", "A code, which orders give.");
  DiscountPublished discount = full_discount();
  discount.amount.reset();
  discount.currency.reset();
  writer.keys(tables[4].keys, "", Variants<DiscountPublished>{{}, discount, full_discount()});
  return writer.take();
}

}  // namespace msp
