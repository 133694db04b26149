#include "msp/catalog_file.h"

#include "toml_reader.h"

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
      problems_.add(root.source(), "catalog", "holds neither a plan nor a tax class");
    for (const auto& [key, node] : root) {
      if (key == "plan") {
        each(key, node, [this](auto&&... entry) { read_plan(entry...); });
      } else if (key == "tax") {
        each(key, node, [this](auto&&... entry) { read_tax(entry...); });
      } else if (key == "discount") {
        problems_.add(key.source(), "discount", "this version of msp cannot bill discounts yet");
      } else {
        problems_.add(key.source(), std::string(key.str()),
                      "is no part of a catalog: plan, tax or discount");
      }
    }
    if (!problems_.none()) return problems_.refusal();
    return std::move(file_);
  }

 private:
  template <class Read>
  void each(const toml::key& kind, const toml::node& node, Read read) {
    const toml::table* entries = node.as_table();
    if (!entries)
      return problems_.add(node.source(), std::string(kind.str()), "must hold tables by name");
    for (const auto& [name, entry] : *entries) {
      const std::string path = std::string(kind.str()) + "." + std::string(name.str());
      const toml::table* table = entry.as_table();
      if (!is_word(name.str())) {
        problems_.add(name.source(), path, "a name is a lower-case word of at most 40 letters");
      } else if (!table) {
        problems_.add(entry.source(), path, "must be a table");
      } else {
        read(std::string(name.str()), *table, path);
      }
    }
  }

  void read_plan(const std::string& name, const toml::table& table, const std::string& path) {
    PlanPublished plan;
    plan.plan = *PlanId::from_text(name);
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
    reader.also_known("tiers");
    for (const auto key : {"from", "amount", "currency"}) reader.need(key);
    reader.refuse_unknown();
    if (const toml::node* tiers = table.get("tiers")) {
      problems_.add(tiers->source(), path + ".tiers", "this version of msp cannot bill tiers yet");
    }
    if (price.applies_to == AppliesTo::existing_prorated) {
      problems_.add(table.get("applies_to")->source(), path + ".applies_to",
                    "this version of msp cannot bill a price change in mid-period yet");
    }
    if (price.amount < Decimal())
      problems_.add(table.source(), path + ".amount", "must not be negative");
    if (price.per == 0) problems_.add(table.source(), path + ".per", "must be at least 1");
    file_.prices.push_back(std::move(price));
  }

  void read_tax(const std::string& name, const toml::table& table, const std::string& path) {
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
    file_.taxes.push_back({*TaxId::from_text(name), tax.name, tax.rate});
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
