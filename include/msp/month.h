// A calendar month: what usage is counted by and reports are asked for.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "msp/date.h"

namespace msp {

class Month {
 public:
  constexpr Month() = default;
  static Month of(Date date);
  /// Reads exactly `YYYY-MM`.
  static std::optional<Month> from_text(std::string_view text);

  Period period() const;  ///< its days, [first, first of the next)
  std::string text() const;
  constexpr Month operator+(int months) const { return Month(index_ + months); }
  constexpr auto operator<=>(const Month&) const = default;

 private:
  explicit constexpr Month(int index) : index_(index) {}
  int index_ = 1970 * 12;  // year * 12 + (month - 1)
};

}  // namespace msp
