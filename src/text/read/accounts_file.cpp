#include "msp/journal.h"
#include "read/toml_reader.h"

namespace msp {
namespace {

constexpr std::string_view default_revenue = "default";

/// Journals take blanks, punctuation and brackets at the ends of an account's name for their own.
std::optional<std::string> wrong_with_account(std::string_view name) {
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (name.empty() || !is_word(name.front())) return "begins with a letter or a digit";
  constexpr std::string_view between = " :-_./&";
  char before = 'a';
  for (const char c : name) {
    const bool fits = is_word(c) || between.find(c) != between.npos;
    if (!fits) return "holds letters, digits, single blanks and : - _ . / & only";
    if ((c == ' ' || c == ':') && (before == ' ' || before == ':')) {
      return "has no part without a name";
    }
    before = c;
  }
  if (before == ' ' || before == ':') return "has no part without a name";
  return std::nullopt;
}

class AccountsReader {
 public:
  AccountsReader(const std::string& file, Problems& problems) : problems_(problems) {
    accounts_.file = file;
  }

  Result<Accounts> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string name(key.str());
      if (name == "receivables") {
        take(node, name, accounts_.receivables);
      } else if (name == "revenue") {
        each_of(node, name, [this](const auto& at, const auto& inner) { add_revenue(at, inner); });
      } else if (name == "vat") {
        each_of(node, name, [this](const auto& at, const auto& inner) { add_rate(at, inner); });
      } else if (name == "customer") {
        each_of(node, name, [this](const auto& at, const auto& inner) { add_customer(at, inner); });
      } else {
        problems_.add(key.source(), name,
                      "is no key; it has receivables, [revenue], [vat.RATE.CATEGORY], [customer]");
      }
    }
    if (!root.contains("receivables")) {
      problems_.add(root.source(), "receivables", "is missing: an account in quotes");
    }
    if (!problems_.none()) return problems_.refusal();
    return std::move(accounts_);
  }

 private:
  void each_of(const toml::node& node, const std::string& path, const auto& visit) {
    const toml::table* table = node.as_table();
    if (!table) return problems_.add(node.source(), path, "must be a table: [" + path + "]");
    for (const auto& [key, inner] : *table) visit(std::string(key.str()), inner);
  }

  void take(const toml::node& node, const std::string& path, std::string& account) {
    const auto name = node.value_exact<std::string>();
    if (!name) return problems_.add(node.source(), path, "must be an account in quotes");
    if (const auto wrong = wrong_with_account(*name)) {
      return problems_.add(node.source(), path, "the name of an account " + *wrong);
    }
    account = *name;
  }

  /// `guard = "…"`, `"guard.setup" = "…"`, or [revenue.guard] with default and setup.
  void add_revenue(const std::string& key, const toml::node& node) {
    if (node.is_table()) {
      return each_of(node, "revenue." + key, [&](const std::string& kind, const toml::node& inner) {
        add_revenue(kind == default_revenue ? key : key + "." + kind, inner);
      });
    }
    const std::string path = "revenue." + key;
    const auto dot = key.find('.');
    const std::string plan = key.substr(0, dot);
    if (plan != default_revenue && !PlanId::from_text(plan)) {
      return problems_.add(node.source(), path, "names neither a plan nor default");
    }
    if (dot != std::string::npos && !from_word<LineKind>(key.substr(dot + 1))) {
      return problems_.add(node.source(), path,
                           "behind the point stands a kind of line, " + alternatives<LineKind>());
    }
    take(node, path, accounts_.revenue[key]);
  }

  void add_rate(const std::string& rate, const toml::node& node) {
    const std::string path = "vat." + rate;
    if (rate == "none") return add_vat({}, path, node);
    const auto percent = Decimal::from_text(rate);
    if (!percent || !node.is_table()) {
      return problems_.add(node.source(), path, R"(must be a rate in quotes: [vat."25.5".S])");
    }
    each_of(node, path, [&](const std::string& category, const toml::node& inner) {
      add_vat({category, percent->text()}, path + "." + category, inner);
    });
  }

  void add_vat(const std::pair<std::string, std::string>& key, const std::string& path,
               const toml::node& node) {
    Accounts::Vat& vat = accounts_.vat[key];
    each_of(node, path, [&](const std::string& name, const toml::node& inner) {
      if (name == "account" && !key.first.empty()) {
        take(inner, path + ".account", vat.account);
      } else if (name == "revenue") {
        take(inner, path + ".revenue", vat.revenue);
      } else {
        problems_.add(inner.source(), path + "." + name,
                      key.first.empty() ? "is no key; it has revenue"
                                        : "is no key; it has account and revenue");
      }
    });
  }

  void add_customer(const std::string& id, const toml::node& node) {
    const auto customer = CustomerId::from_text(id);
    if (!customer) return problems_.add(node.source(), "customer." + id, "is no customer's id");
    take(node, "customer." + id, accounts_.customers[*customer]);
  }

  Problems& problems_;
  Accounts accounts_;
};

}  // namespace

Result<Accounts> read_accounts(const std::string& file, std::string_view text) {
  Problems problems(file, "accounts.rejected", "Mend the file.");
  const toml::parse_result parsed = toml::parse(text, file);
  if (parsed) return AccountsReader(file, problems).read(parsed.table());
  problems.add(parsed.error().source(), "TOML", std::string(parsed.error().description()));
  return problems.refusal();
}

}  // namespace msp
