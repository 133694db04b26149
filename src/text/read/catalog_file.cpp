#include "msp/catalog_file.h"

#include "read/toml_reader.h"

namespace msp {
namespace {

/// A `[tax.NAME]` table.
struct TaxTable {
  std::string name;
  std::vector<TaxRate> rate;
  static void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("rate", self.rate);
  }
};

class Reader {
 public:
  Reader(std::string name, Date today) : problems_(std::move(name)), today_(today) {}

  Result<CatalogFile> read(const toml::table& root) {
    if (root.empty())
      problems_.add(root.source(), "catalog", "holds no plan, tax class or discount");
    for (const auto& [key, node] : root) {
      if (key == "plan") {
        each<PlanId>(key, node, [this](auto&&... entry) { read_plan(entry...); });
      } else if (key == "tax") {
        each<TaxId>(key, node, [this](auto&&... entry) { read_tax(entry...); });
      } else if (key == "discount") {
        each<DiscountId>(key, node, [this](auto&&... entry) { read_discount(entry...); });
      } else {
        problems_.add(key.source(), std::string(key.str()),
                      "is no part of a catalog: plan, tax or discount");
      }
    }
    if (!problems_.none()) return problems_.refusal();
    return std::move(file_);
  }

 private:
  template <class Id, class Read>
  void each(const toml::key& kind, const toml::node& node, Read read) {
    const toml::table* entries = node.as_table();
    if (!entries)
      return problems_.add(node.source(), std::string(kind.str()), "must hold tables by name");
    for (const auto& [name, entry] : *entries) {
      const std::string path = std::string(kind.str()) + "." + std::string(name.str());
      const toml::table* table = entry.as_table();
      const auto id = Id::from_text(name.str());
      if (!id) {
        problems_.add(name.source(), path, "its name must be " + std::string(form<Id>));
      } else if (!table) {
        problems_.add(entry.source(), path, "must be a table");
      } else {
        read(*id, *table, path);
      }
    }
  }

  void read_plan(const PlanId& id, const toml::table& table, const std::string& path) {
    PlanPublished plan;
    plan.plan = id;
    plan.version_from = today_;
    const auto basis = from_word<Basis>(table["basis"].value_or(std::string_view()));
    const auto timing = from_word<Timing>(table["timing"].value_or(std::string_view()));
    plan.terms = Terms::defaults(basis.value_or(Basis::mailbox), timing);

    TableReader reader(table, path, problems_);
    reader("name", plan.name);
    reader("version_from", plan.version_from);
    Terms::fields(plan.terms, reader);
    reader.also_known("price");
    reader.need("name");
    reader.need("basis");
    reader.need("price");
    reader.refuse_unknown();
    for (const TermProblem& problem : problems_of(plan.terms)) {
      problems_.add(source_of(table, problem.key), path + "." + problem.key, problem.problem);
    }
    if (const toml::node* prices = table.get("price"))
      read_prices(*prices, plan.plan, path + ".price");
    file_.plans.push_back(std::move(plan));
  }

  /// Where a term stands in the file; where its plan does, if the term is left out.
  static toml::source_region source_of(const toml::table& table, const std::string& key) {
    const auto found = table.at_path(key);
    return found ? found.node()->source() : table.source();
  }

  void read_prices(const toml::node& node, const PlanId& plan, const std::string& path) {
    const toml::array* prices = node.as_array();
    if (!prices || prices->empty()) {
      return problems_.add(node.source(), path, "must be a list of tables: [[" + path + "]]");
    }
    for (const toml::node& item : *prices) {
      const toml::table* table = item.as_table();
      if (!table) {
        problems_.add(item.source(), path, "must be a table");
        continue;
      }
      read_price(*table, plan, path);
    }
  }

  void read_price(const toml::table& table, const PlanId& plan, const std::string& path) {
    PricePublished price;
    price.plan = plan;
    TableReader reader(table, path, problems_);
    reader("from", price.from);
    reader("amount", price.amount);
    reader("per", price.per);
    reader("currency", price.currency);
    reader("applies_to", price.applies_to);
    reader("tiers", price.tiers);
    reader.need("from");
    if (!price.tiers) reader.need("amount");
    reader.need("currency");
    reader.refuse_unknown();
    if (price.tiers) check_tiers(table, *price.tiers, path);
    if (price.amount < Decimal())
      problems_.add(table.source(), path + ".amount", "must not be negative");
    if (price.per == 0) problems_.add(table.source(), path + ".per", "must be at least 1");
    file_.prices.push_back(std::move(price));
  }

  void check_tiers(const toml::table& table, const Tiers& tiers, const std::string& path) {
    const auto where = table.get("tiers")->source();
    if (table.contains("amount")) {
      problems_.add(where, path + ".tiers", "the price has an amount already: one or the other");
    }
    if (tiers.steps.empty()) problems_.add(where, path + ".tiers.steps", "is missing");
    std::int64_t before = 0;
    for (std::size_t i = 0; i < tiers.steps.size(); ++i) {
      const TierStep& step = tiers.steps[i];
      const bool last = i + 1 == tiers.steps.size();
      if (last == step.through.has_value()) {
        problems_.add(where, path + ".tiers.steps",
                      last ? "the last step must be open: leave out its `through`"
                           : "only the last step may leave out `through`");
      }
      if (step.through && *step.through <= before) {
        problems_.add(where, path + ".tiers.steps", "must go up in `through`");
      }
      if (step.amount < Decimal()) {
        problems_.add(where, path + ".tiers.steps.amount", "must not be negative");
      }
      before = step.through.value_or(before);
    }
  }

  void read_discount(const DiscountId& id, const toml::table& table, const std::string& path) {
    DiscountPublished discount;
    discount.code = id;
    TableReader reader(table, path, problems_);
    reader("percent", discount.percent);
    reader("amount", discount.amount);
    reader("currency", discount.currency);
    reader("months", discount.months);
    reader("valid_from", discount.valid_from);
    reader("valid_through", discount.valid_through);
    reader.refuse_unknown();
    const auto refuse = [&](bool wrong, const std::string& key, const std::string& what) {
      if (!wrong) return;
      const toml::node* node = table.get(key);
      problems_.add(node ? node->source() : table.source(), path + "." + key, what);
    };
    refuse(discount.percent.has_value() == discount.amount.has_value(), "percent",
           "a discount is a percent or an amount, one of them");
    refuse(discount.amount && !discount.currency, "currency", "is missing");
    refuse(discount.percent && discount.currency, "currency", "a percentage has no currency");
    const Decimal all = Decimal::from_micros(100 * Decimal::scale);
    refuse(discount.percent && (*discount.percent <= Decimal() || all < *discount.percent),
           "percent", "must be more than 0 and at most 100");
    refuse(discount.amount && *discount.amount <= Decimal(), "amount", "must be more than 0");
    refuse(discount.months && (*discount.months < 1 || *discount.months > 1200), "months",
           "must be 1 to 1200");
    refuse(discount.valid_from && discount.valid_through &&
               *discount.valid_through < *discount.valid_from,
           "valid_through", "comes before valid_from");
    file_.discounts.push_back(std::move(discount));
  }

  void read_tax(const TaxId& id, const toml::table& table, const std::string& path) {
    TaxTable tax;
    TableReader reader(table, path, problems_);
    TaxTable::fields(tax, reader);
    reader.need("name");
    reader.need("rate");
    reader.refuse_unknown();
    for (const TaxRate& rate : tax.rate) {
      if (rate.percent < Decimal())
        problems_.add(table.source(), path + ".rate.percent", "must not be negative");
      const bool exempt = rate.category != "S" && rate.category != "Z";
      if (exempt && rate.reason.empty()) {
        problems_.add(table.source(), path + ".rate.reason",
                      "category " + rate.category + " needs a reason to print");
      }
    }
    file_.taxes.push_back({id, tax.name, tax.rate});
  }

  Problems problems_;
  Date today_;
  CatalogFile file_;
};

}  // namespace

Result<CatalogFile> read_catalog_file(const std::string& name, std::string_view text, Date today) {
  const toml::parse_result parsed = toml::parse(text, name);
  if (!parsed) {
    Problems problems(name);
    problems.add(parsed.error().source(), "TOML", std::string(parsed.error().description()));
    return problems.refusal();
  }
  return Reader(name, today).read(parsed.table());
}

}  // namespace msp
