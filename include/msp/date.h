// Calendar dates and half-open periods. No instant, no zone: a Date is a day on the wall.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace msp {

/// A day of the proleptic Gregorian calendar, 1900-01-01 to 9999-12-31.
class Date {
 public:
  constexpr Date() = default;  // 1970-01-01; a date that matters is made by civil() or from_text()

  /// The day year-month-day, or nothing if the calendar has no such day.
  static std::optional<Date> civil(int year, unsigned month, unsigned day);
  /// Reads exactly `YYYY-MM-DD`: ten characters, nothing before or behind.
  static std::optional<Date> from_text(std::string_view text);
  static constexpr Date from_days(std::int32_t since_epoch) { return Date(since_epoch); }

  constexpr std::int32_t days() const { return days_; }  ///< since 1970-01-01
  int year() const;
  unsigned month() const;
  unsigned day() const;
  std::string text() const;  ///< `YYYY-MM-DD`

  constexpr auto operator<=>(const Date&) const = default;
  constexpr Date operator+(std::int32_t days) const { return Date(days_ + days); }
  constexpr Date operator-(std::int32_t days) const { return Date(days_ - days); }
  constexpr std::int32_t operator-(Date other) const { return days_ - other.days_; }

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

/// `months` after `anchor`, clamped to the month's end. Always computed from the anchor, so that
/// day 31 gives 28 February and then 31 March, never 28 March (MISSION decision 3).
Date add_months(Date anchor, int months);

/// The given day of `date`'s month, `offset` months on, clamped to that month's end.
Date day_of_month(Date date, unsigned day, int offset = 0);

/// The first day > `date` that falls on `day` of a month (clamped).
Date next_day_of_month(Date date, unsigned day);

/// The last day <= `date` that falls on `day` of a month (clamped).
Date last_day_of_month(Date date, unsigned day);

/// [start, end): the end is the first day not in it (MISSION decision 2).
struct Period {
  Date start;
  Date end;
  constexpr std::int32_t days() const { return end - start; }
  constexpr bool empty() const { return end <= start; }
  constexpr bool contains(Date date) const { return start <= date && date < end; }
  constexpr Date through() const { return end - 1; }  ///< the last day included, as printed
  bool operator==(const Period&) const = default;
};

/// An instant in microseconds since 1970 as `2026-03-15T08:30:00.000000Z`: always UTC.
std::string instant_text(std::int64_t micros);

}  // namespace msp
