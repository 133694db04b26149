// The keys of a catalog file, read off the field lists that read it.
#include "msp/catalog_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/forms.h"

namespace msp {
namespace {

std::string plain_text(const NoticeStep& step) {
  return step.max_tenure_months ? fmt::format("{} month(s) up to {} months of tenure", step.months,
                                              *step.max_tenure_months)
                                : fmt::format("{} month(s)", step.months);
}

template <class T>
std::string plain_text(const T& value) {
  if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::same_as<T, std::int64_t>) {
    return std::to_string(value);
  } else if constexpr (std::same_as<T, std::string>) {
    return value;
  } else if constexpr (WordEnum<T>) {
    return std::string(word(value));
  } else if constexpr (is_vector<T>) {
    std::string joined;
    for (const auto& item : value) joined += (joined.empty() ? "" : "; ") + plain_text(item);
    return joined;
  } else {
    return value.text();
  }
}

/// Prints every field under its dotted name.
class TermLister {
 public:
  TermLister(std::string prefix, std::vector<NamedTerm>& terms)
      : prefix_(std::move(prefix)), terms_(terms) {}

  template <class T>
  void operator()(std::string_view name, const T& value, const auto&...) {
    if constexpr (is_optional<T>) {
      if (value) (*this)(name, *value);
    } else if constexpr (Fielded<T>) {
      T::fields(value, TermLister(prefix_ + std::string(name) + ".", terms_));
    } else {
      terms_.push_back({prefix_ + std::string(name), plain_text(value)});
    }
  }

 private:
  std::string prefix_;
  std::vector<NamedTerm>& terms_;
};

/// What can be said for a value of this kind.
template <class T>
std::string values_of() {
  if constexpr (is_optional<T>) {
    return values_of<typename T::value_type>();
  } else if constexpr (is_vector<T>) {
    return "a list of " + values_of<typename T::value_type>();
  } else if constexpr (WordEnum<T>) {
    return fmt::format("{}", fmt::join(words<T>, " | "));
  } else if constexpr (std::same_as<T, bool>) {
    return "true | false";
  } else if constexpr (std::same_as<T, std::int64_t>) {
    return "a whole number";
  } else if constexpr (std::same_as<T, std::string>) {
    return "text";
  } else if constexpr (TextValue<T>) {
    return std::string(form<T>);
  } else {
    std::string names;
    const T none{};
    T::fields(none, [&names](std::string_view name, const auto&, const auto&...) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    });
    return "{ " + names + " }";
  }
}

/// Lists every key below `prefix`; what `value` holds is the default.
class KeyLister {
 public:
  KeyLister(std::string prefix, std::vector<CatalogKey>& keys)
      : prefix_(std::move(prefix)), keys_(keys) {}

  template <class T, class... Said>
  void operator()(std::string_view name, const T& value, const Said&... said) {
    const std::string full = prefix_ + std::string(name);
    if constexpr (Fielded<T>) {
      T::fields(value, KeyLister(full + ".", keys_));
    } else {
      constexpr bool has_to_be_said = says_required<Said...>;
      keys_.push_back({full, meaning_among(said...), values_of<T>(),
                       has_to_be_said ? "" : fallback(value), has_to_be_said});
      list_inside<T>(full);
    }
  }

 private:
  /// The tables that a key may hold: none are there unless they are said.
  template <class T>
  void list_inside(const std::string& name) {
    if constexpr (is_optional<T> || is_vector<T>) {
      using Inner = typename T::value_type;
      const std::string_view below = is_vector<T> ? "[]." : ".";
      const Inner none{};
      if constexpr (Fielded<Inner>)
        Inner::fields(none, KeyLister(name + std::string(below), keys_));
    }
  }

  template <class T>
  static std::string fallback(const T& value) {
    if constexpr (is_optional<T> || is_vector<T> || std::same_as<T, Date>) {
      return {};
    } else {
      return plain_text(value);
    }
  }

  std::string prefix_;
  std::vector<CatalogKey>& keys_;
};

std::vector<CatalogKey> keys_of(const Terms& terms) {
  std::vector<CatalogKey> keys;
  Terms::fields(terms, KeyLister("", keys));
  return keys;
}

/// The terms, and where their defaults depend on others.
std::vector<CatalogKey> term_keys() {
  std::vector<CatalogKey> keys = keys_of(Terms::defaults(Basis::mailbox, {}));
  const auto note = [&keys](const Terms& terms, std::string_view because, std::string_view when) {
    const std::vector<CatalogKey> others = keys_of(terms);
    for (std::size_t place = 0; place < keys.size(); ++place) {
      std::string& fallback = keys[place].fallback;
      const std::string& other = others[place].fallback;
      const bool depends = keys[place].name != because && fallback != other;
      if (depends && fallback.find(';') == std::string::npos) {
        fallback += fmt::format("; {} {}", when, other);
      }
    }
  };
  note(Terms::defaults(Basis::mailbox, Timing::arrears), "timing", "in arrears");
  note(Terms::defaults(Basis::activity, {}), "basis", "by activity");
  return keys;
}

template <class T>
std::vector<CatalogKey> said_keys() {
  std::vector<CatalogKey> keys;
  const T none{};
  T::said(none, KeyLister("", keys));
  return keys;
}

std::vector<CatalogKey> plan_keys() {
  std::vector<CatalogKey> keys = said_keys<PlanPublished>();
  std::vector<CatalogKey> terms = term_keys();
  keys.insert(keys.end(), std::make_move_iterator(terms.begin()),
              std::make_move_iterator(terms.end()));
  return keys;
}

std::vector<CatalogKey> rate_keys() {
  std::vector<CatalogKey> keys;
  const TaxRate none;
  TaxRate::fields(none, KeyLister("", keys));
  return keys;
}

}  // namespace

std::string CatalogKey::choice() const {
  if (required) return values + " (required)";
  return fallback.empty() ? values : fmt::format("{} ({})", values, fallback);
}

std::vector<CatalogTable> catalog_tables() {
  return {{"[plan.NAME]", "A plan", plan_keys()},
          {"[[plan.NAME.price]]", "Its prices", said_keys<PricePublished>()},
          {"[tax.NAME]", "A tax class", said_keys<TaxPublished>()},
          {"[[tax.NAME.rate]]", "Its rates", rate_keys()},
          {"[discount.CODE]", "A discount code", said_keys<DiscountPublished>()}};
}

std::string table_with(std::string_view path, std::string_view key) {
  const std::string inside = "." + std::string(key);  // of a plan's own tables
  for (const CatalogTable& table : catalog_tables()) {
    const bool list = table.header.starts_with("[[");
    if (!table.header.substr(list ? 2 : 1).starts_with(path.substr(0, path.find('.')))) continue;
    for (const CatalogKey& each : table.keys) {
      const bool deeper = each.name.ends_with(inside) && each.name.find('[') == std::string::npos;
      if (list && each.name == key) {
        const auto last = table.header.rfind('.');
        return fmt::format("[[{}{}", path, table.header.substr(last));
      }
      if (!list && deeper) {
        return fmt::format("[{}.{}]", path, each.name.substr(0, each.name.size() - inside.size()));
      }
    }
  }
  return {};
}

std::vector<NamedTerm> named_terms(const Terms& terms) {
  std::vector<NamedTerm> named;
  Terms::fields(terms, TermLister("", named));
  return named;
}

}  // namespace msp
