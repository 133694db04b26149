// A term by its dotted name: set from text.
#include "msp/overrides.h"

#include <fmt/format.h>

#include "msp/advice.h"
#include "msp/nearest.h"

namespace msp {
namespace {

/// Sets one field, found by its dotted name, from text; lists are not set this way.
class TermSetter {
 public:
  enum class Outcome { unknown, malformed, set };

  TermSetter(std::string_view name, std::string_view text) : name_(name), text_(text) {}
  Outcome outcome() const { return outcome_; }

  template <class T>
  void operator()(std::string_view name, T& value, const auto&...) {
    if constexpr (is_optional<T>) {
      set_optional(name, value);
    } else if constexpr (Fielded<T>) {
      if (!name_.starts_with(std::string(name) + ".")) return;
      TermSetter inner(name_.substr(name.size() + 1), text_);
      T::fields(value, inner);
      outcome_ = inner.outcome_;
    } else if (name == name_) {
      outcome_ = assign(value) ? Outcome::set : Outcome::malformed;
    }
  }

 private:
  template <class T>
  void set_optional(std::string_view name, std::optional<T>& value) {
    if constexpr (Fielded<T>) {
      if (value) (*this)(name, *value);
    } else if (name == name_) {
      value.emplace();
      (*this)(name, *value);
    }
  }

  template <class T>
  bool assign(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = text_ == "true";
      return text_ == "true" || text_ == "false";
    } else if constexpr (std::same_as<T, std::int64_t>) {
      return take(count_from_text(text_), value);
    } else if constexpr (WordEnum<T>) {
      return take(from_word<T>(text_), value);
    } else if constexpr (TextValue<T>) {
      return take(T::from_text(text_), value);
    } else {
      return false;
    }
  }

  template <class T>
  static bool take(const std::optional<T>& read, T& value) {
    if (read) value = *read;
    return read.has_value();
  }

  std::string_view name_;
  std::string_view text_;
  Outcome outcome_ = Outcome::unknown;
};

/// The dotted names of all that can be set.
class TermNames {
 public:
  TermNames(std::string prefix, std::vector<std::string>& names)
      : prefix_(std::move(prefix)), names_(names) {}

  template <class T>
  void operator()(std::string_view name, const T& value, const auto&...) {
    if constexpr (is_optional<T>) {
      if constexpr (Fielded<typename T::value_type>) {
        if (value) (*this)(name, *value);
        return;
      }
    } else if constexpr (Fielded<T>) {
      T::fields(value, TermNames(prefix_ + std::string(name) + ".", names_));
      return;
    }
    if constexpr (!is_vector<T>) names_.push_back(prefix_ + std::string(name));
  }

 private:
  std::string prefix_;
  std::vector<std::string>& names_;
};

Refusal unknown_term(const Terms& terms, const std::string& term) {
  std::vector<std::string> names;
  Terms::fields(terms, TermNames("", names));
  const auto like = nearest(term, names);
  return {"term.unknown", fmt::format("the plan has no term `{}` to set", term),
          did_you_mean(like, Advice::list_terms), Exit::usage};
}

}  // namespace

Result<Terms> with_overrides(Terms terms, const std::vector<Override>& overrides) {
  for (const auto& [term, value] : overrides) {
    TermSetter setter(term, value);
    Terms::fields(terms, setter);
    switch (setter.outcome()) {
      case TermSetter::Outcome::unknown:
        return unknown_term(terms, term);
      case TermSetter::Outcome::malformed:
        return Refusal{"term.malformed",
                       fmt::format("`{}` is no value of the term `{}`", value, term),
                       Advice::list_term_values, Exit::usage};
      case TermSetter::Outcome::set:
        break;
    }
  }
  return terms;
}

}  // namespace msp
