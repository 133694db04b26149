#include "msp/catalog_file.h"

#include <algorithm>
#include <cctype>

#include "msp/ascii.h"
#include "msp/country.h"
#include "msp/term_rules.h"
#include "read/toml_reader.h"

namespace msp {
namespace {

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

bool is_bare_key(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == std::string_view::npos;
}

/// `[plan.Phone System]` with its names in quotes.
std::optional<std::string> quoted_header(const std::string& text) {
  const auto from = text.find_first_not_of('[');
  const auto to = text.find(']');
  if (from == std::string::npos || to == std::string::npos || to < from) return std::nullopt;
  std::string header = text.substr(0, from);
  std::string_view names = std::string_view(text).substr(from, to - from);
  while (true) {
    const auto dot = std::min(names.find('.'), names.size());
    const std::string name = trimmed(names.substr(0, dot));
    header += is_bare_key(name) ? name : '"' + name + '"';
    if (dot == names.size()) return header + text.substr(to);
    header += '.';
    names.remove_prefix(dot + 1);
  }
}

/// `basis = mailbox` and `[plan.Phone System]` as they were meant: with quotes.
std::optional<std::string> quoted(std::string_view line) {
  const std::string text = trimmed(line.substr(0, line.find('#')));
  if (text.find('"') != std::string::npos || text.empty()) return std::nullopt;
  if (text.front() == '[') return quoted_header(text);
  const auto equals = text.find('=');
  if (equals == std::string::npos) return std::nullopt;
  const std::string key = trimmed(text.substr(0, equals));
  const std::string value = trimmed(text.substr(equals + 1));
  if (!is_bare_key(key) || value.empty() || value.find_first_of("[]{}'") != std::string::npos) {
    return std::nullopt;
  }
  return key + " = \"" + value + '"';
}

class Reader {
 public:
  Reader(Problems& problems, Date today, const Catalog& known)
      : problems_(problems), today_(today), known_(known) {}

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
    check_tax_classes(root);
    if (!problems_.none()) return problems_.refusal();
    return std::move(file_);
  }

 private:
  /// A plan's, and those that stand for one abroad, must be in the file or published already.
  void check_tax_classes(const toml::table& root) {
    const auto check = [&](const std::optional<TaxId>& named, const std::string& path) {
      if (named.value_or(TaxId()) == TaxId() || known_.tax(*named)) return;
      const std::string tax = named->text();
      if (root.at_path("tax." + tax)) return;
      if (const auto node = root.at_path(path)) {
        problems_.add(node.node()->source(), path,
                      "there is no class " + tax + ": put [tax." + tax + "] into the file");
      }
    };
    for (const PlanPublished& plan : file_.plans) {
      check(plan.terms.tax, "plan." + plan.plan.text() + ".tax");
    }
    for (const TaxPublished& tax : file_.taxes) {
      if (!tax.abroad) continue;
      const std::string path = "tax." + tax.tax.text() + ".abroad.";
      check(tax.abroad->eu_business, path + "eu_business");
      check(tax.abroad->elsewhere, path + "elsewhere");
    }
  }

  template <class Id, class Read>
  void each(const toml::key& kind, const toml::node& node, Read read) {
    const toml::table* entries = node.as_table();
    if (!entries)
      return problems_.add(node.source(), std::string(kind.str()), "must hold tables by name");
    for (const auto& [name, entry] : *entries) {
      const std::string path = std::string(kind.str()) + "." + std::string(name.str());
      const toml::table* table = entry.as_table();
      const auto id = Id::from_text(name.str());
      if (!id) problems_.add(name.source(), path, "its name must be " + std::string(form<Id>));
      if (!table) {
        problems_.add(entry.source(), path, "must be a table: [" + path + "]");
      } else {
        read(id.value_or(Id()), *table, path);
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
    PlanPublished::said(plan, reader);
    Terms::fields(plan.terms, reader);
    reader.also_known("price");
    reader.need("price", "[[" + path + ".price]] with from, amount and currency");
    reader.refuse_unknown();
    for (const TermProblem& problem : problems_of(plan.terms)) {
      problems_.add(source_of(table, problem.key), path + "." + problem.key, problem.problem);
    }
    if (const toml::node* prices = table.get("price"))
      read_prices(*prices, plan.plan, path + ".price");
    if (plan.words.unit && !is_unit(*plan.words.unit)) {
      problems_.add(source_of(table, "unit"), path + ".unit",
                    "must be a code of UN/ECE recommendation 20, such as C62 or MON");
    }
    file_.plans.push_back(std::move(plan));
  }

  static bool is_unit(const std::string& code) {
    return (code.size() == 2 || code.size() == 3) &&
           std::all_of(code.begin(), code.end(),
                       [](char c) { return is_digit(c) || is_capital_letter(c); });
  }

  /// Where a term stands in the file; where its plan does, if the term is left out.
  static toml::source_region source_of(const toml::table& table, const std::string& key) {
    const auto found = table.at_path(key);
    return found ? found.node()->source() : table.source();
  }

  void read_prices(const toml::node& node, const PlanId& plan, const std::string& path) {
    const toml::array* prices = node.as_array();
    if (!prices || prices->empty()) {
      problems_.add(node.source(), path,
                    "must be a list of tables: [[" + path + "]] with from, amount and currency");
      // Read all the same: what else is wrong with it is told at once.
      if (const toml::table* lone = node.as_table()) read_price(*lone, plan, path);
      return;
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
    PricePublished::said(price, reader);
    if (!price.tiers) reader.need("amount", form<Decimal>);
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
    DiscountPublished::said(discount, reader);
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
    TaxPublished tax;
    tax.tax = id;
    TableReader reader(table, path, problems_);
    TaxPublished::said(tax, reader);
    reader("rate", tax.rates);
    reader.need("rate", "[[" + path + ".rate]] with from and percent");
    reader.refuse_unknown();
    for (const TaxRate& rate : tax.rates) check_rate(table.source(), path + ".rate", rate);
    const auto refuse = [&](bool wrong, const std::string& key, const std::string& what) {
      if (wrong) problems_.add(source_of(table, key), path + "." + key, what);
    };
    refuse(tax.country && !is_country(*tax.country), "country",
           "must be a country of ISO 3166, such as FI");
    refuse(tax.abroad && !tax.country, "country",
           "is missing: the seller's, where this class itself holds");
    file_.taxes.push_back(std::move(tax));
  }

  void check_rate(const toml::source_region& where, const std::string& path, const TaxRate& rate) {
    if (rate.percent < Decimal()) problems_.add(where, path + ".percent", "must not be negative");
    const bool exempt = rate.category != "S" && rate.category != "Z";
    if (exempt && rate.reason.empty()) {
      problems_.add(where, path + ".reason",
                    "category " + rate.category + " needs a reason to print");
    }
  }

  Problems& problems_;
  Date today_;
  const Catalog& known_;
  CatalogFile file_;
};

}  // namespace

Result<CatalogFile> read_catalog_file(const std::string& name, std::string_view text, Date today,
                                      const Catalog& known) {
  Problems problems(name);
  std::string source(text);
  std::uint32_t mended = 0;
  // A parser stops at the first thing it does not understand. What lacks nothing but quotes is
  // given them, so that all the rest is told as well.
  while (true) {
    const toml::parse_result parsed = toml::parse(source, name);
    if (parsed) return Reader(problems, today, known).read(parsed.table());
    const toml::source_region& where = parsed.error().source();
    std::size_t start = 0;
    for (std::uint32_t line = 1; line < where.begin.line; ++line)
      start = source.find('\n', start) + 1;
    const std::string line = source.substr(start, source.find('\n', start) - start);
    const auto mend = where.begin.line > mended ? quoted(line) : std::nullopt;
    if (!mend) {
      problems.add(where, "TOML", std::string(parsed.error().description()));
      return problems.refusal();
    }
    const auto value = mend->find("= \"");  // of a header its name will be told
    const bool a_word = value != std::string::npos &&
                        std::isalpha(static_cast<unsigned char>((*mend)[value + 3])) != 0;
    if (value != std::string::npos) {
      problems.add(
          where, "TOML",
          a_word ? "a text stands in quotes: " + *mend : std::string(parsed.error().description()));
    }
    source.replace(start, line.size(), *mend);
    mended = where.begin.line;
  }
}

}  // namespace msp
