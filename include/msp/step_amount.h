// A number as a step of a computation shows it: as exact as it is, with the places it is written
// with. Each has one text, on disk too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "msp/money.h"

namespace msp {

struct StepAmount {
  enum class Form {
    number,   ///< `25`, `-16.67`
    cut,      ///< `16.66666666…`: the fraction goes on
    percent,  ///< `12.5 %`
    share,    ///< `5/30`, `7 1/2`: `whole` and `digits` of `of`
    range     ///< `11-25`: from `digits` to `of`
  };
  Form form = Form::number;
  Int128 digits = 0;  ///< of which the last `places` stand behind the point
  int places = 0;
  std::int64_t of = 0;
  std::int64_t whole = 0;

  static StepAmount count(std::int64_t units) { return {Form::number, units}; }
  static StepAmount share(std::int64_t part, std::int64_t of) { return {Form::share, part, 0, of}; }
  static StepAmount range(std::int64_t first, std::int64_t last) {
    return {Form::range, first, 0, last};
  }
  static StepAmount money(std::int64_t minor, Currency currency) {
    return {Form::number, minor, currency.exponent()};
  }
  /// So many minor units: exact up to six places beyond them, then cut off.
  static StepAmount exact(const Rational& minor, Currency currency);
  static StepAmount mixed(const Rational& number);
  static StepAmount decimal(Decimal value, int least_places);
  static StepAmount percent(Decimal value);

  static std::optional<StepAmount> from_text(std::string_view text);
  std::string text() const;
  std::string number_text() const;      ///< without what the form adds: `12.5` of `12.5 %`
  Int128 rounded(int to_places) const;  ///< its digits at so many places, half away from zero
  std::int64_t units() const { return static_cast<std::int64_t>(digits); }  ///< counts, minor units
  bool operator==(const StepAmount&) const = default;
};

}  // namespace msp
