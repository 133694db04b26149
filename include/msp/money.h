// Money: whole minor units of a currency, and the exact arithmetic that leads to them. No floating
// point anywhere; every overflow is Unbillable, `amount.too_large`, never a wrong amount.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace msp {

__extension__ using Int128 = __int128;

/// An ISO 4217 currency. Unknown codes cannot be made.
class Currency {
 public:
  constexpr Currency() = default;  // "EUR", so that a zero of it can be printed
  static std::optional<Currency> from_text(std::string_view code);
  std::string text() const { return std::string(code_, 3); }
  int exponent() const;                 ///< decimal places of the minor unit: 0, 2 or 3
  std::int64_t minor_per_unit() const;  ///< 1, 100 or 1000
  auto operator<=>(const Currency&) const = default;

 private:
  char code_[3] = {'E', 'U', 'R'};
};

/// An exact decimal of up to six places: prices, percentages. `micros` = value × 1,000,000.
class Decimal {
 public:
  static constexpr std::int64_t scale = 1'000'000;
  constexpr Decimal() = default;
  static constexpr Decimal from_micros(std::int64_t micros) { return Decimal(micros); }
  /// Reads `-12.5`, `0.125`: digits, at most one point, at most six places; no `+`, no exponent.
  static std::optional<Decimal> from_text(std::string_view text);
  constexpr std::int64_t micros() const { return micros_; }
  std::string text() const { return text(0); }  ///< shortest form: `4`, `0.125`
  std::string text(int least_places) const;     ///< at least so many places: `4.00`
  constexpr auto operator<=>(const Decimal&) const = default;

 private:
  explicit constexpr Decimal(std::int64_t micros) : micros_(micros) {}
  std::int64_t micros_ = 0;
};

/// `minor` of `currency` as people write it: `-12.50`, `1234` (JPY), without grouping or code.
std::string amount_text(std::int64_t minor, Currency currency);

/// `minor` of `currency` as a decimal: 1250 EUR cents are 12.5.
Decimal decimal_of(std::int64_t minor, Currency currency);

/// Reads an amount of money into minor units; more places than the currency has are refused.
std::optional<std::int64_t> amount_from_text(std::string_view text, Currency currency);

/// An exact fraction, kept in lowest terms with a positive denominator.
class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t whole) : numerator_(whole) {}
  Rational(Int128 numerator, Int128 denominator);  ///< denominator != 0

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  friend Rational operator/(const Rational& a, const Rational& b);  ///< b != 0
  bool operator==(const Rational&) const = default;
  friend bool operator<(const Rational& a, const Rational& b) { return (a - b).negative(); }
  bool negative() const { return numerator_ < 0; }

  /// To the nearest whole, half away from zero: 0.5 gives 1, -0.5 gives -1 (MISSION decision 7).
  std::int64_t rounded() const;
  Int128 numerator() const { return numerator_; }
  Int128 denominator() const { return denominator_; }

 private:
  Int128 numerator_ = 0;
  Int128 denominator_ = 1;
};

/// Sums of minor units that refuse to overflow.
std::int64_t checked_add(std::int64_t a, std::int64_t b);

/// `net` × percent / 100 in minor units, rounded once (MISSION decision 7).
std::int64_t percent_of(std::int64_t net, Decimal percent);

}  // namespace msp
