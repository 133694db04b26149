// Tables of a TOML file as structs, by the structs' own field lists; what is wrong is collected
// with its line and key, so that the user sees all of it at once.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <set>

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "msp/catalog_keys.h"
#include "msp/forms.h"
#include "msp/read.h"

namespace msp {

/// What is wrong with a file, in order of lines.
class Problems {
 public:
  explicit Problems(std::string file, std::string code = "catalog.rejected",
                    std::string hint = "Mend the file and load it again.")
      : file_(std::move(file)), code_(std::move(code)), hint_(std::move(hint)) {}
  void add(const toml::source_region& where, const std::string& key, const std::string& what) {
    std::string said = key + ": " + what;
    if (looks_like_card_number(said)) said = "this may hold a payment card's number";
    found_.push_back({where.begin.line, fmt::format("{}:{}: {}", file_, where.begin.line, said)});
  }
  bool none() const { return found_.empty(); }
  Refusal refusal() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Refusal refusal{
        code_,
        fmt::format("{} has {} problem{}", file_, found_.size(), found_.size() == 1 ? "" : "s"),
        hint_, Exit::input_rejected};
    for (const auto& [line, text] : found_) refusal.details.push_back(text);
    return refusal;
  }

 private:
  std::string file_;
  std::string code_;
  std::string hint_;
  std::vector<std::pair<std::uint32_t, std::string>> found_;
};

inline std::string text_of_toml(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* date = node.as_date()) {
    const toml::date day = date->get();
    return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
  }
  return {};
}

/// What is wrong with a value that has another type than what has to be said: how to write it.
inline std::string instead_of(const toml::node& node, bool text_wanted) {
  if (const auto* number = node.as_floating_point(); number && text_wanted) {
    return fmt::format(", in quotes: \"{}\"", number->get());
  }
  const auto* text = node.as_string();
  const bool bare = text && !text_wanted &&
                    (text->get() == "true" || text->get() == "false" ||
                     text->get().find_first_not_of("0123456789") == std::string::npos);
  return bare ? ", without quotes" : "";
}

/// Reads a table by the field list of a struct; every key the list does not have is a problem, and
/// every one that is required and not there.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string path, Problems& problems)
      : table_(table), path_(std::move(path)), problems_(problems) {}

  template <class T, class... Said>
  void operator()(std::string_view name, T& value, const Said&...) {
    known_.emplace(name);
    if (const toml::node* node = table_.get(name)) {
      read(*node, path_ + "." + std::string(name), value);
    } else if constexpr (says_required<Said...>) {
      missing(name, ": " + form_of<T>());
    }
  }

  void also_known(std::string_view name) { known_.emplace(name); }
  void need(std::string_view name, std::string_view what) {
    if (!table_.contains(name)) missing(name, ": " + std::string(what));
  }

  void refuse_unknown() {
    for (const auto& [key, node] : table_) {
      if (known_.contains(key.str())) continue;
      const auto like = nearest(key.str(), {known_.begin(), known_.end()});
      const std::string table = table_with(path_, key.str());
      problems_.add(key.source(), path_ + "." + std::string(key.str()),
                    !table.empty() ? "is no key here; it belongs into " + table
                    : like         ? "is no key; did you mean " + *like + "?"
                                   : "is no key" + keys_like(key.str()));
    }
  }

 private:
  /// The keys that begin in the same way; all of them where they are few.
  std::string keys_like(std::string_view key) const {
    std::vector<std::string_view> like;
    for (const std::string& each : known_) {
      if (known_.size() <= 8 || each.starts_with(key)) like.push_back(each);
    }
    return like.empty() ? "" : fmt::format("; it has {}", fmt::join(like, ", "));
  }

  /// What has to be said for a value of this kind.
  template <class T>
  static std::string form_of() {
    if constexpr (std::same_as<T, bool>) {
      return "true or false";
    } else if constexpr (std::same_as<T, std::int64_t>) {
      return "a whole number";
    } else if constexpr (std::same_as<T, std::string>) {
      return "a text in quotes";
    } else if constexpr (WordEnum<T>) {
      return alternatives<T>();
    } else {
      return std::string(form<T>);
    }
  }

  void missing(std::string_view name, const std::string& what) {
    problems_.add(table_.source(), path_ + "." + std::string(name), "is missing" + what);
  }

  template <class T>
  void read(const toml::node& node, const std::string& path, T& value) {
    if constexpr (is_optional<T>) {
      read(node, path, value.emplace());
    } else if constexpr (is_vector<T>) {
      read_list(node, path, value);
    } else if constexpr (std::same_as<T, bool>) {
      take(node, path, node.value_exact<bool>(), value, false);
    } else if constexpr (std::same_as<T, std::int64_t>) {
      const auto number = node.value_exact<std::int64_t>();
      take(node, path, number && *number >= 0 ? number : std::nullopt, value, false);
    } else if constexpr (std::same_as<T, std::string>) {
      read_text(node, path, value);
    } else if constexpr (WordEnum<T>) {
      take(node, path, from_word<T>(text_of_toml(node)), value, true);
    } else if constexpr (TextValue<T>) {
      take(node, path, T::from_text(text_of_toml(node)), value, true);
    } else {
      read_table(node, path, value);
    }
  }

  template <class T>
  void take(const toml::node& node, const std::string& path, const std::optional<T>& found,
            T& value, bool is_text) {
    if (found) {
      value = *found;
    } else {
      problems_.add(node.source(), path, "must be " + form_of<T>() + instead_of(node, is_text));
    }
  }

  template <class T>
  void read_list(const toml::node& node, const std::string& path, std::vector<T>& values) {
    const toml::array* items = node.as_array();
    if (!items) {
      constexpr std::string_view shape = Fielded<T> ? "[{ … }, { … }]" : "[\"…\", \"…\"]";
      problems_.add(node.source(), path, fmt::format("must be a list: {}", shape));
      // A lone table is read all the same: what else is wrong with it is told at once.
      if (Fielded<T> && node.is_table()) read(node, path, values.emplace_back());
      return;
    }
    for (const toml::node& item : *items) read(item, path, values.emplace_back());
  }

  void read_text(const toml::node& node, const std::string& path, std::string& value) {
    if (!node.is_string()) return problems_.add(node.source(), path, "must be a text in quotes");
    auto name = read_name(text_of_toml(node));
    if (!name) return problems_.add(node.source(), path, name.refusal().message);
    value = *std::move(name);
  }

  template <class T>
  void read_table(const toml::node& node, const std::string& path, T& value) {
    const toml::table* inner = node.as_table();
    if (!inner) {
      return problems_.add(node.source(), path, fmt::format("must be a table: [{}]", path));
    }
    TableReader reader(*inner, path, problems_);
    T::fields(value, reader);
    reader.refuse_unknown();
  }

  const toml::table& table_;
  std::string path_;
  Problems& problems_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace msp
