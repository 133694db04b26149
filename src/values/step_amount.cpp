// The reader is written by hand because it takes exactly the texts that text() makes: a payload has
// one form.
#include "msp/step_amount.h"

#include <algorithm>
#include <charconv>

#include "digits.h"

namespace msp {
namespace {

constexpr std::string_view percent_sign = " %";
constexpr std::string_view ellipsis = "…";

bool take_off(std::string_view& text, std::string_view ending) {
  if (!text.ends_with(ending)) return false;
  text.remove_suffix(ending.size());
  return true;
}

template <class Whole>
bool read_whole(std::string_view text, Whole& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// `-16.67`
bool read_number(std::string_view text, StepAmount& amount) {
  constexpr std::size_t longest_number = 36;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  if (point != std::string_view::npos) amount.places = static_cast<int>(text.size() - point - 1);
  if (text.empty() || text.size() > longest_number) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return false;
    amount.digits = amount.digits * 10 + (text[i] - '0');
  }
  if (negative) amount.digits = -amount.digits;
  return true;
}

/// `5/30`, `7 1/2`, where the slash stands at `slash`
bool read_share(std::string_view text, std::size_t slash, StepAmount& amount) {
  amount.form = StepAmount::Form::share;
  std::string_view part = text.substr(0, slash);
  if (const auto blank = part.find(' '); blank != std::string_view::npos) {
    if (!read_whole(part.substr(0, blank), amount.whole)) return false;
    part.remove_prefix(blank + 1);
  }
  return read_number(part, amount) && read_whole(text.substr(slash + 1), amount.of);
}

bool read_amount(std::string_view text, StepAmount& amount) {
  if (take_off(text, percent_sign)) {
    amount.form = StepAmount::Form::percent;
  } else if (take_off(text, ellipsis)) {
    amount.form = StepAmount::Form::cut;
  } else if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    return read_share(text, slash, amount);
  } else if (const auto dash = text.find('-', 1); dash != std::string_view::npos) {
    amount.form = StepAmount::Form::range;
    return read_number(text.substr(0, dash), amount) &&
           read_whole(text.substr(dash + 1), amount.of);
  }
  return read_number(text, amount);
}

/// Without zeros behind the point, but for the first `least` places.
void shorten(StepAmount& amount, int least) {
  for (; amount.places > least && amount.digits % 10 == 0; --amount.places) amount.digits /= 10;
}

}  // namespace

StepAmount StepAmount::exact(const Rational& minor, Currency currency) {
  constexpr int beyond = 6;
  const Int128 scaled = times(minor.numerator(), Decimal::scale);
  const bool goes_on = scaled % minor.denominator() != 0;
  StepAmount amount{goes_on ? Form::cut : Form::number, scaled / minor.denominator(),
                    currency.exponent() + beyond};
  if (!goes_on) shorten(amount, currency.exponent());
  return amount;
}

StepAmount StepAmount::mixed(const Rational& number) {
  const auto of = static_cast<std::int64_t>(number.denominator());
  if (of == 1) return {Form::number, number.numerator()};
  return {Form::share, number.numerator() % of, 0, of,
          static_cast<std::int64_t>(number.numerator() / of)};
}

StepAmount StepAmount::decimal(Decimal value, int least_places) {
  StepAmount amount{Form::number, value.micros(), 6};
  shorten(amount, least_places);
  return amount;
}

StepAmount StepAmount::percent(Decimal value) {
  StepAmount amount = decimal(value, 0);
  amount.form = Form::percent;
  return amount;
}

std::optional<StepAmount> StepAmount::from_text(std::string_view text) {
  StepAmount amount;
  return read_amount(text, amount) ? std::optional(amount) : std::nullopt;
}

std::string StepAmount::number_text() const { return fixed_point(digits, places); }

Int128 StepAmount::rounded(int to_places) const {
  Int128 scale = 1;
  for (int place = to_places; place < places; ++place) scale *= 10;
  const Int128 half = (digits < 0 ? -scale : scale) / 2;
  return scale == 1 ? digits : (digits + half) / scale;
}

std::string StepAmount::text() const {
  const std::string number = number_text();
  switch (form) {
    case Form::number:
      break;
    case Form::cut:
      return number + std::string(ellipsis);
    case Form::percent:
      return number + std::string(percent_sign);
    case Form::share:
      return (whole == 0 ? "" : std::to_string(whole) + " ") + number + "/" + std::to_string(of);
    case Form::range:
      return number + "-" + std::to_string(of);
  }
  return number;
}

}  // namespace msp
