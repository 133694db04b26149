#include "msp/money.h"

#include <algorithm>
#include <array>
#include <limits>

#include "digits.h"
#include "msp/ascii.h"
#include "msp/result.h"

namespace msp {
namespace {

// ISO 4217, active currencies of people and trade by places of the minor unit. (The four-place
// accounting units CLF and UYW, and metals and funds, are no currencies one invoices in.)
constexpr std::string_view no_places =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
constexpr std::string_view three_places = "BHD IQD JOD KWD LYD OMR TND ";
constexpr std::string_view two_places =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD "
    "MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP "
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWL ";

bool listed(std::string_view list, std::string_view code) {
  for (std::size_t at = 0; at + 3 <= list.size(); at += 4) {
    if (list.substr(at, 3) == code) return true;
  }
  return false;
}

[[noreturn]] void too_large() {
  throw Unbillable(Exit::refused, "amount.too_large", "an amount is too large to be represented",
                   "Check the counts and prices that lead to it.");
}

Int128 plus(Int128 a, Int128 b) {
  Int128 sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) too_large();
  return sum;
}

Int128 gcd(Int128 a, Int128 b) {
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

std::int64_t narrowed(Int128 value) {
  if (value > std::numeric_limits<std::int64_t>::max() ||
      value < std::numeric_limits<std::int64_t>::min()) {
    too_large();
  }
  return static_cast<std::int64_t>(value);
}

std::string digits_of(Int128 value) {  // value >= 0
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  return text;
}

/// Reads `[-]digits[.digits]` as value × 10^places; nothing if malformed, finer or beyond int64.
std::optional<std::int64_t> scaled_from_text(std::string_view text, int places) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
  if (fraction.size() > static_cast<std::size_t>(places)) return std::nullopt;
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;  // "010" is a typing error

  std::int64_t value = 0;
  const auto append = [&value](char digit) {
    return is_digit(digit) && !__builtin_mul_overflow(value, 10, &value) &&
           !__builtin_add_overflow(value, digit - '0', &value);
  };
  for (const char digit : whole) {
    if (!append(digit)) return std::nullopt;
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(places); ++i) {
    if (!append(i < fraction.size() ? fraction[i] : '0')) return std::nullopt;
  }
  return negative ? -value : value;
}

}  // namespace

Int128 times(Int128 a, Int128 b) {
  Int128 product = 0;
  if (__builtin_mul_overflow(a, b, &product)) too_large();
  return product;
}

std::string fixed_point(Int128 scaled, int places) {
  std::string text = digits_of(scaled < 0 ? -scaled : scaled);
  const auto width = static_cast<std::size_t>(places);
  if (text.size() <= width) text.insert(0, width + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - width, ".");
  return scaled < 0 ? "-" + text : text;
}

std::optional<Currency> Currency::from_text(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  if (!listed(two_places, code) && !listed(no_places, code) && !listed(three_places, code)) {
    return std::nullopt;
  }
  Currency currency;
  std::copy_n(code.begin(), 3, currency.code_);
  return currency;
}

int Currency::exponent() const {
  const std::string_view code(code_, 3);
  if (listed(no_places, code)) return 0;
  return listed(three_places, code) ? 3 : 2;
}

std::int64_t Currency::minor_per_unit() const {
  constexpr std::array<std::int64_t, 4> powers{1, 10, 100, 1000};
  return powers[static_cast<std::size_t>(exponent())];
}

std::optional<Decimal> Decimal::from_text(std::string_view text) {
  const auto micros = scaled_from_text(text, 6);
  if (!micros) return std::nullopt;
  return Decimal(*micros);
}

std::string Decimal::text(int least_places) const {
  std::string text = fixed_point(micros_, 6);
  std::size_t places = 6;
  while (places > static_cast<std::size_t>(least_places) && text.back() == '0') {
    text.pop_back();
    --places;
  }
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string amount_text(std::int64_t minor, Currency currency) {
  return fixed_point(minor, currency.exponent());
}

Decimal decimal_of(std::int64_t minor, Currency currency) {
  return Decimal::from_micros(
      narrowed(Int128{minor} * (Decimal::scale / currency.minor_per_unit())));
}

std::optional<std::int64_t> amount_from_text(std::string_view text, Currency currency) {
  return scaled_from_text(text, currency.exponent());
}

Rational::Rational(Int128 numerator, Int128 denominator)
    : numerator_(numerator), denominator_(denominator) {
  if (denominator_ == 1) return;
  const Int128 divisor = gcd(numerator_, denominator_);
  numerator_ /= denominator_ < 0 ? -divisor : divisor;
  denominator_ /= denominator_ < 0 ? -divisor : divisor;
}

Rational operator+(const Rational& a, const Rational& b) {
  return {plus(times(a.numerator_, b.denominator_), times(b.numerator_, a.denominator_)),
          times(a.denominator_, b.denominator_)};
}

Rational operator-(const Rational& a, const Rational& b) { return a + b * Rational(-1); }

Rational operator*(const Rational& a, const Rational& b) {
  return {times(a.numerator_, b.numerator_), times(a.denominator_, b.denominator_)};
}

Rational operator/(const Rational& a, const Rational& b) {
  return {times(a.numerator_, b.denominator_), times(a.denominator_, b.numerator_)};
}

std::int64_t Rational::rounded() const {
  const Int128 whole = numerator_ / denominator_;  // towards zero
  const Int128 rest = numerator_ % denominator_;
  const Int128 magnitude = rest < 0 ? -rest : rest;
  if (magnitude < denominator_ - magnitude) return narrowed(whole);
  return narrowed(numerator_ < 0 ? whole - 1 : whole + 1);
}

std::int64_t checked_add(std::int64_t a, std::int64_t b) { return narrowed(Int128{a} + b); }

std::int64_t percent_of(std::int64_t net, Decimal percent) {
  return (Rational(net) * Rational(percent.micros(), Int128{Decimal::scale} * 100)).rounded();
}

}  // namespace msp
