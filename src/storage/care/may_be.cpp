#include "care/may_be.h"

#include <fmt/format.h>

#include <limits>

namespace msp {
namespace {

struct Range {
  std::string_view field;
  std::int64_t least;
  std::int64_t most;
};

constexpr std::int64_t any_least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t any_most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t any_that_fits = std::numeric_limits<std::int32_t>::max();  // in a date
constexpr std::int64_t longest_days = 3'650;
constexpr std::int64_t longest_months = 1'200;

/// By the name of a field, wherever it stands. What is not named is a count or an ordinal, which
/// are never below nothing.
constexpr Range ranges[] = {
    {"net", any_least, any_most},
    {"tax", any_least, any_most},
    {"gross", any_least, any_most},
    {"quantity", any_least, any_most},
    {"refund", any_least, any_most},
    {"retro_credit", any_least, any_most},
    {"per", 1, any_most},
    {"group", 1, 31},
    {"trial_days", 0, any_that_fits},
    {"months", 0, any_that_fits},
    {"payment_terms_days", 0, longest_days},
    {"decision_months", 0, longest_months},
    {"commitment_months", 0, longest_months},
    {"max_tenure_months", 0, longest_months},
};

constexpr Range range_of(std::string_view field) {
  for (const Range& range : ranges) {
    if (range.field == field) return range;
  }
  return {field, 0, any_most};
}

/// Walks the fields of an event, and what they hold.
class Numbers {
 public:
  template <class T>
  void operator()(std::string_view name, const T& value, const auto&...) {
    if constexpr (std::same_as<T, std::int64_t>) {
      look_at(name, value);
    } else if constexpr (is_optional<T>) {
      if (value) (*this)(name, *value);
    } else if constexpr (is_vector<T>) {
      for (const auto& item : value) (*this)(name, item);
    } else if constexpr (!WordEnum<T> && !TextValue<T> && Fielded<T>) {
      T::fields(value, *this);
    }
  }
  std::optional<std::string> wrong() && { return std::move(wrong_); }

 private:
  void look_at(std::string_view name, std::int64_t value) {
    const Range range = range_of(name);
    if (wrong_ || (range.least <= value && value <= range.most)) return;
    wrong_ = fmt::format("{} {}", name, value);
  }

  std::optional<std::string> wrong_;
};

std::optional<std::string> days_of_import(const Event& event) {
  const auto* import = std::get_if<UsageImported>(&event);
  if (!import) return std::nullopt;
  // Its last day has one behind it.
  const bool possible = import->first_day <= import->last_day && import->last_day.year() < 9999;
  if (possible) return std::nullopt;
  return fmt::format("days {} to {}", import->first_day.text(), import->last_day.text());
}

}  // namespace

std::optional<std::string> why_it_may_not_be(const Event& event) {
  Numbers numbers;
  std::visit([&]<class E>(const E& e) { E::fields(e, numbers); }, event);
  auto wrong = std::move(numbers).wrong();
  return wrong ? wrong : days_of_import(event);
}

}  // namespace msp
