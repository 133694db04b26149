// Values for every field of a struct, by its own field list: no event can be forgotten, and no
// field of it.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "msp/event.h"

namespace msp::test {

/// Fills each field with what a seed leads to. `present`: every optional is there and every list
/// has two items; otherwise the seed decides.
class Filler {
 public:
  explicit Filler(std::uint64_t seed, bool present = false) : random_(seed), present_(present) {}

  void operator()(std::string_view, auto& value, const auto&...) { fill(value); }

  template <class T>
  void fill(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = chance();
    } else if constexpr (std::same_as<T, std::int64_t>) {
      value = number();
    } else if constexpr (std::same_as<T, std::string>) {
      value = text();
    } else if constexpr (std::same_as<T, Personal>) {
      value.value = text();
    } else if constexpr (is_optional<T>) {
      value.reset();
      if (present_ || chance()) fill(value.emplace());
    } else if constexpr (is_vector<T>) {
      value.resize(present_ ? 2 : below(4));
      for (auto& item : value) fill(item);
    } else if constexpr (WordEnum<T>) {
      value = static_cast<T>(below(words<T>.size()));
    } else if constexpr (Fielded<T>) {
      T::fields(value, *this);
    } else {
      fill_text_value(value);
    }
  }

 private:
  void fill_text_value(Date& date) {
    static const Date last = *Date::civil(9999, 12, 31);
    static const Date first = *Date::civil(1900, 1, 1);
    date = first + static_cast<std::int32_t>(below(static_cast<std::size_t>(last - first) + 1));
  }
  void fill_text_value(StepAmount& filled) {
    const std::array<StepAmount, 6> figures{
        StepAmount::count(number()), StepAmount::money(number(), Currency()),
        StepAmount::share(5, 30),    StepAmount::mixed(Rational(15, 2)),
        StepAmount::range(11, 25),   StepAmount::exact(Rational(10, 3), Currency())};
    filled = figures[below(figures.size())];
  }
  void fill_text_value(Month& month) {
    Date date;
    fill_text_value(date);
    month = Month::of(date);
  }
  void fill_text_value(Decimal& decimal) { decimal = Decimal::from_micros(number()); }
  void fill_text_value(Currency& currency) {
    constexpr std::array<std::string_view, 4> codes{"EUR", "USD", "JPY", "KWD"};
    currency = *Currency::from_text(codes[below(codes.size())]);
  }
  void fill_text_value(BillingDay& day) {
    const std::size_t number = below(32);
    day = *BillingDay::from_text(number == 0 ? "group" : std::to_string(number));
  }
  void fill_text_value(TrialLength& length) {
    constexpr std::array<std::string_view, 3> lengths{"14 days", "until-billing-day", "per-order"};
    length = *TrialLength::from_text(lengths[below(lengths.size())]);
  }
  void fill_text_value(DiscountId& id) {
    id = *DiscountId::from_text("W" + std::to_string(random_()));
  }
  template <class Tag>
  void fill_text_value(WordId<Tag>& id) {
    id = *WordId<Tag>::from_text("w" + std::to_string(random_()));
  }

  std::int64_t number() {
    const auto bits = static_cast<std::int64_t>(random_());
    constexpr std::array<std::int64_t, 4> edges{0, -1, INT64_MAX, -INT64_MAX};
    switch (below(4)) {
      case 0:
        return edges[below(edges.size())];
      case 1:
        return bits % 1000;
      default:
        return bits == INT64_MIN ? 0 : bits;
    }
  }

  /// What makes trouble in JSON, between words that do not.
  std::string text() {
    constexpr std::array<std::string_view, 18> pieces{
        "a",    "Oy",   " ", "\"",   "\\", "/",   "\n", "\t",  "\x01",
        "\x1f", "\x7f", "ä", "日本", "😀",  "\\u", "{",  "\":", "\u2028"};
    std::string text;
    for (std::size_t i = below(8); i > 0; --i) text += pieces[below(pieces.size())];
    return text;
  }

  bool chance() { return below(2) == 0; }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  std::mt19937_64 random_;
  bool present_;
};

template <class T>
T filled(std::uint64_t seed, bool present = false) {
  T value;
  Filler(seed, present).fill(value);
  return value;
}

using EveryEvent = std::array<Event, std::variant_size_v<Event>>;

/// One of each alternative of Event there is, in their order.
inline EveryEvent every_event(std::uint64_t seed, bool present = false) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return EveryEvent{filled<std::variant_alternative_t<I, Event>>(seed + I, present)...};
  }
  (std::make_index_sequence<std::variant_size_v<Event>>());
}

}  // namespace msp::test
