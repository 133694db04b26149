#include "msp/date.h"

#include <date/date.h>

#include <algorithm>
#include <array>

#include "msp/month.h"

namespace msp {
namespace {

date::year_month_day civil_of(Date day) {
  return date::year_month_day{date::sys_days{date::days{day.days()}}};
}

/// `digits` decimal digits at `at`, or nothing: strtol and friends take signs, spaces and tails.
std::optional<unsigned> fixed_number(std::string_view text, std::size_t at, std::size_t digits) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return value;
}

/// `value` in `digits` decimal digits, behind what `text` holds.
void append_digits(std::string& text, unsigned value, std::size_t digits) {
  constexpr std::array<unsigned, 6> powers{1, 10, 100, 1000, 10000, 100000};
  for (std::size_t i = digits; i-- > 0;) {
    text += static_cast<char>('0' + value / powers[i] % 10);
  }
}

}  // namespace

std::optional<Date> Date::civil(int year, unsigned month, unsigned day) {
  // The library keeps months and days in 8 bits: 257 would be 1.
  if (year < 1900 || year > 9999 || month > 12 || day > 31) return std::nullopt;
  const auto ymd = date::year{year} / date::month{month} / date::day{day};
  if (!ymd.ok()) return std::nullopt;
  return Date(static_cast<std::int32_t>(date::sys_days{ymd}.time_since_epoch().count()));
}

std::optional<Date> Date::from_text(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = fixed_number(text, 0, 4);
  const auto month = fixed_number(text, 5, 2);
  const auto day = fixed_number(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return civil(static_cast<int>(*year), *month, *day);
}

int Date::year() const { return static_cast<int>(civil_of(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil_of(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil_of(*this).day()); }

std::string Date::text() const {
  const auto ymd = civil_of(*this);
  std::string text;
  append_digits(text, static_cast<unsigned>(static_cast<int>(ymd.year())), 4);
  text += '-';
  append_digits(text, static_cast<unsigned>(ymd.month()), 2);
  text += '-';
  append_digits(text, static_cast<unsigned>(ymd.day()), 2);
  return text;
}

Date add_months(Date anchor, int months) {
  return day_of_month(anchor, static_cast<unsigned>(civil_of(anchor).day()), months);
}

Date day_of_month(Date date, unsigned day, int offset) {
  const auto ymd = civil_of(date);
  const auto month = ymd.year() / ymd.month() + date::months{offset};
  const auto last = month / date::last;
  const auto clamped = month / std::min(date::day{day}, last.day());
  return Date::from_days(
      static_cast<std::int32_t>(date::sys_days{clamped}.time_since_epoch().count()));
}

Date next_day_of_month(Date date, unsigned day) {
  const Date this_month = day_of_month(date, day);
  return this_month > date ? this_month : day_of_month(date, day, 1);
}

Date last_day_of_month(Date date, unsigned day) {
  const Date this_month = day_of_month(date, day);
  return this_month <= date ? this_month : day_of_month(date, day, -1);
}

std::string instant_text(std::int64_t micros) {
  constexpr std::int64_t per_day = 86'400'000'000;
  const std::int64_t in_day = (micros % per_day + per_day) % per_day;
  const auto seconds = static_cast<unsigned>(in_day / 1'000'000);
  std::string text = Date::from_days(static_cast<std::int32_t>((micros - in_day) / per_day)).text();
  text += 'T';
  append_digits(text, seconds / 3600, 2);
  text += ':';
  append_digits(text, seconds / 60 % 60, 2);
  text += ':';
  append_digits(text, seconds % 60, 2);
  text += '.';
  append_digits(text, static_cast<unsigned>(in_day % 1'000'000), 6);
  text += 'Z';
  return text;
}

Month Month::of(Date date) {
  const auto ymd = civil_of(date);
  return Month(static_cast<int>(ymd.year()) * 12 +
               static_cast<int>(static_cast<unsigned>(ymd.month())) - 1);
}

std::optional<Month> Month::from_text(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  const auto first = Date::from_text(std::string(text) + "-01");
  if (!first) return std::nullopt;
  return of(*first);
}

Period Month::period() const {
  const auto first_of = [](int index) {
    return *Date::civil(index / 12, static_cast<unsigned>(index % 12) + 1, 1);
  };
  return {first_of(index_), first_of(index_ + 1)};
}

std::string Month::text() const { return period().start.text().substr(0, 7); }

}  // namespace msp
