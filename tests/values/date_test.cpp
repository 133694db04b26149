#include "msp/date.h"

#include <catch2/catch.hpp>
#include <string>

#include "support/given.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

const Date first = day("1900-01-01");
const Date last = day("9999-12-31");

/// Any date from which ten years in both directions are still in the calendar.
rc::Gen<Date> any_date() {
  return rc::gen::map(rc::gen::inRange((first + 3660).days(), (last - 3660).days()),
                      Date::from_days);
}

}  // namespace

TEST_CASE("A date is read from exactly YYYY-MM-DD", "[date]") {
  const Date date = day("2026-02-09");
  CHECK(date.year() == 2026);
  CHECK(date.month() == 2);
  CHECK(date.day() == 9);
  CHECK(date.text() == "2026-02-09");
  CHECK(day("1970-01-01").days() == 0);
  CHECK(day("1970-01-02").days() == 1);
  CHECK(first.text() == "1900-01-01");
  CHECK(last.text() == "9999-12-31");
}

TEST_CASE("What is not exactly YYYY-MM-DD is no date", "[date]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "2026-2-9", "26-01-05", "2026-02-9 ", " 2026-02-9",
               "2026-02-09 ", " 2026-02-09", "2026-02-09T00:00", "2026/02/09", "20260209",
               "2026-0209", "+026-02-09", "-026-02-09", "2026-+2-09", "2026- 2-09", "0x26-02-09",
               "2026-02-1e", "２０２６-02-09", "today");
  CHECK_FALSE(Date::from_text(text));
}

TEST_CASE("A zero byte ends no date", "[date]") {
  CHECK_FALSE(Date::from_text(std::string_view("2026-02-0\0", 10)));
  CHECK_FALSE(Date::from_text(std::string_view("2026-02-09\0", 11)));
}

TEST_CASE("A day that the calendar does not have is no date", "[date]") {
  const std::string text = GENERATE(as<std::string>{}, "2026-02-30", "2026-02-29", "1900-02-29",
                                    "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-01",
                                    "2026-01-00", "2026-01-32", "0000-01-01", "1899-12-31");
  CHECK_FALSE(Date::from_text(text));
}

TEST_CASE("Leap days are days", "[date]") {
  CHECK(Date::from_text("2028-02-29"));
  CHECK(Date::from_text("2000-02-29"));
}

TEST_CASE("A day is made of its year, month and day, or not at all", "[date]") {
  CHECK(Date::civil(2026, 2, 28) == day("2026-02-28"));
  CHECK_FALSE(Date::civil(2026, 2, 29));
  CHECK_FALSE(Date::civil(1899, 12, 31));
  CHECK_FALSE(Date::civil(10000, 1, 1));
  CHECK_FALSE(Date::civil(-2026, 1, 1));
  CHECK_FALSE(Date::civil(2026, 0, 1));
  CHECK_FALSE(Date::civil(2026, 1, 0));
}

TEST_CASE("A month or day beyond a byte does not come round to a real one", "[date]") {
  CHECK_FALSE(Date::civil(2026, 1, 257));
  CHECK_FALSE(Date::civil(2026, 257, 1));
  CHECK_FALSE(Date::civil(2026 + 65536, 1, 1));
}

TEST_CASE("Dates are counted and compared in days", "[date]") {
  CHECK(day("2026-02-28") + 1 == day("2026-03-01"));
  CHECK(day("2028-02-28") + 1 == day("2028-02-29"));
  CHECK(day("2026-03-01") - 1 == day("2026-02-28"));
  CHECK(day("2026-03-01") - day("2026-02-01") == 28);
  CHECK(day("2025-12-31") < day("2026-01-01"));
}

TEST_CASE("A trial of 30 days from 2028-01-31 ends before 2028-03-01", "[date]") {
  CHECK(day("2028-01-31") + 30 == day("2028-03-01"));
}

TEST_CASE("Decision 3: months clamp to the month's end and remember the anchor", "[date]") {
  const Date anchor = day("2026-01-31");
  CHECK(add_months(anchor, 0) == day("2026-01-31"));
  CHECK(add_months(anchor, 1) == day("2026-02-28"));
  CHECK(add_months(anchor, 2) == day("2026-03-31"));
  CHECK(add_months(anchor, 3) == day("2026-04-30"));
  CHECK(add_months(anchor, 25) == day("2028-02-29"));
  CHECK(add_months(anchor, -1) == day("2025-12-31"));
  CHECK(add_months(anchor, -2) == day("2025-11-30"));
  CHECK(add_months(day("2028-02-29"), 12) == day("2029-02-28"));
  CHECK(add_months(day("2028-02-29"), 48) == day("2032-02-29"));
}

TEST_CASE("Decision 3: the 31st falls on every month's last day", "[date]") {
  CHECK(next_day_of_month(day("2026-01-31"), 31) == day("2026-02-28"));
  CHECK(next_day_of_month(day("2026-02-28"), 31) == day("2026-03-31"));
  CHECK(next_day_of_month(day("2026-03-31"), 31) == day("2026-04-30"));
  CHECK(next_day_of_month(day("2026-02-27"), 31) == day("2026-02-28"));
}

TEST_CASE("D6: group 30 falls on the last day of February", "[date]") {
  CHECK(next_day_of_month(day("2026-01-30"), 30) == day("2026-02-28"));
  CHECK(next_day_of_month(day("2028-01-30"), 30) == day("2028-02-29"));
  CHECK(next_day_of_month(day("2026-02-28"), 30) == day("2026-03-30"));
  CHECK(day_of_month(day("2026-02-11"), 30) == day("2026-02-28"));
  CHECK(day_of_month(day("2026-01-11"), 30, 1) == day("2026-02-28"));
}

TEST_CASE("The next day of a month is later, the last one is not", "[date]") {
  CHECK(next_day_of_month(day("2026-03-14"), 15) == day("2026-03-15"));
  CHECK(next_day_of_month(day("2026-03-15"), 15) == day("2026-04-15"));
  CHECK(next_day_of_month(day("2026-12-15"), 15) == day("2027-01-15"));
  CHECK(last_day_of_month(day("2026-03-15"), 15) == day("2026-03-15"));
  CHECK(last_day_of_month(day("2026-03-14"), 15) == day("2026-02-15"));
  CHECK(last_day_of_month(day("2026-03-02"), 31) == day("2026-02-28"));
  CHECK(last_day_of_month(day("2026-01-14"), 15) == day("2025-12-15"));
}

TEST_CASE("Decision 2: a period does not hold its end", "[date]") {
  const Period period{day("2026-02-09"), day("2026-03-09")};
  CHECK(period.days() == 28);
  CHECK(period.through() == day("2026-03-08"));
  CHECK(period.contains(day("2026-02-09")));
  CHECK(period.contains(day("2026-03-08")));
  CHECK_FALSE(period.contains(day("2026-03-09")));
  CHECK_FALSE(period.contains(day("2026-02-08")));
  CHECK_FALSE(period.empty());
  CHECK(Period{day("2026-02-09"), day("2026-02-09")}.empty());
}

PROPERTY("A date's text reads back as the date", "[date]") {
  const Date date = *any_date();
  RC_ASSERT(Date::from_text(date.text()) == date);
  RC_ASSERT(Date::civil(date.year(), date.month(), date.day()) == date);
}

PROPERTY("Adding months lands in exactly that month, on the anchor's day or its last", "[date]") {
  const Date anchor = *any_date();
  const int months = *rc::gen::inRange(-120, 120);
  const Date moved = add_months(anchor, months);
  const auto index = [](Date d) { return d.year() * 12 + static_cast<int>(d.month()); };
  RC_ASSERT(index(moved) == index(anchor) + months);
  RC_ASSERT(moved.day() == anchor.day() || (moved + 1).day() == 1U);
  RC_ASSERT(moved.day() <= anchor.day());
}

PROPERTY("Billing days follow one another without a gap", "[date]") {
  const Date date = *any_date();
  const unsigned on = *rc::gen::inRange(1U, 32U);
  const Date next = next_day_of_month(date, on);
  RC_ASSERT(next > date);
  RC_ASSERT(next - date <= 31);
  RC_ASSERT(last_day_of_month(next, on) == next);
  RC_ASSERT(last_day_of_month(next - 1, on) <= date);
  RC_ASSERT(next_day_of_month(last_day_of_month(date, on), on) == next);
}
