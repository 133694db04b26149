// Numbers as steps show them: one text each.
#include "msp/step_amount.h"

#include <catch2/catch.hpp>

#include "support/given.h"

using namespace msp;
using namespace msp::test;

TEST_CASE("An exact amount shows its digits, and where it goes on for ever", "[step]") {
  const auto EUR = read<Currency>("EUR");
  const auto JPY = read<Currency>("JPY");
  CHECK(StepAmount::exact(Rational(10000), EUR).text() == "100.00");
  CHECK(StepAmount::exact(Rational(10000, 6), EUR).text() == "16.66666666…");
  CHECK(StepAmount::exact(Rational(73025, 2), EUR).text() == "365.125");
  CHECK(StepAmount::exact(Rational(-1, 2), EUR).text() == "-0.005");
  CHECK(StepAmount::exact(Rational(0), EUR).text() == "0.00");
  CHECK(StepAmount::exact(Rational(1, 1'000'000), EUR).text() == "0.00000001");
  CHECK(StepAmount::exact(Rational(1, 3), JPY).text() == "0.333333…");
  CHECK(StepAmount::exact(Rational(5), JPY).text() == "5");
}

TEST_CASE("Each kind of amount has its own text", "[step]") {
  const auto EUR = read<Currency>("EUR");
  CHECK(StepAmount::count(25).text() == "25");
  CHECK(StepAmount::money(-1667, EUR).text() == "-16.67");
  CHECK(StepAmount::money(5, EUR).text() == "0.05");
  CHECK(StepAmount::money(1667, read<Currency>("JPY")).text() == "1667");
  CHECK(StepAmount::decimal(decimal("4"), 2).text() == "4.00");
  CHECK(StepAmount::decimal(decimal("3.333333"), 2).text() == "3.333333");
  CHECK(StepAmount::percent(decimal("10")).text() == "10 %");
  CHECK(StepAmount::percent(decimal("12.5")).text() == "12.5 %");
  CHECK(StepAmount::share(5, 30).text() == "5/30");
  CHECK(StepAmount::range(11, 25).text() == "11-25");
  CHECK(StepAmount::mixed(Rational(15, 2)).text() == "7 1/2");
  CHECK(StepAmount::mixed(Rational(1, 2)).text() == "1/2");
  CHECK(StepAmount::mixed(Rational(7)).text() == "7");
}

TEST_CASE("A amount is read as it was written, and stands for the number", "[step]") {
  for (const auto* text :
       {"0", "25", "-16.67", "0.05", "0.00", "16.66666666…", "-0.33333333…", "10 %", "12.5 %",
        "5/30", "7 1/2", "11-25", "1-0", "92233720368547758.07", "9223372036854775807.12345678…"}) {
    INFO(text);
    CHECK(step_amount(text).text() == text);
  }
  CHECK(step_amount("-16.67").units() == -1667);
  CHECK(step_amount("5/30") == StepAmount::share(5, 30));
  CHECK(step_amount("7 1/2") == StepAmount::mixed(Rational(15, 2)));
  CHECK(step_amount("12.5 %").number_text() == "12.5");
}

TEST_CASE("What is no amount is not read as one", "[step]") {
  for (const auto* text : {"", "-", "x", "1x", "1/", "/2", "5/x", "1-", "1-x", "7 /2", " %", "…",
                           "1234567890123456789012345678901234567"}) {
    INFO(text);
    const auto read = StepAmount::from_text(text);
    CHECK_FALSE((read && read->text() == text));
  }
}
