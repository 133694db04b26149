#include "msp/money.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

#include "msp/result.h"
#include "support/given.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();
const auto EUR = read<Currency>("EUR");
const auto JPY = read<Currency>("JPY");
const auto KWD = read<Currency>("KWD");

const std::string not_numbers[] = {"",      " ",
                                   "010",   "00",
                                   "-01",   "0x10",
                                   " 1",    "1 ",
                                   "+1",    "1e3",
                                   "-",     "--1",
                                   ".5",    "5.",
                                   ".",     "1.2.3",
                                   "1,5",   "1.+5",
                                   "1.-5",  "1. 5",
                                   "1_000", "1 000",
                                   "nan",   "inf",
                                   "€1",    "99999999999999999999"};

}  // namespace

TEST_CASE("A currency has the decimal places of ISO 4217", "[money]") {
  CHECK(EUR.exponent() == 2);
  CHECK(EUR.minor_per_unit() == 100);
  CHECK(JPY.exponent() == 0);
  CHECK(JPY.minor_per_unit() == 1);
  CHECK(KWD.exponent() == 3);
  CHECK(KWD.minor_per_unit() == 1000);
  CHECK(read<Currency>("USD").text() == "USD");
  CHECK(Currency() == EUR);
}

TEST_CASE("What is no code of ISO 4217 is no currency", "[money]") {
  const std::string text = GENERATE(as<std::string>{}, "", "EU", "EURO", "eur", "Eur", "XYZ", "€",
                                    "EU ", " EU", "R G", "D E", "123");
  CHECK_FALSE(Currency::from_text(text));
}

TEST_CASE("Amounts are written and read in the currency's places", "[money]") {
  CHECK(amount_text(1250, EUR) == "12.50");
  CHECK(amount_text(-1250, EUR) == "-12.50");
  CHECK(amount_text(5, EUR) == "0.05");
  CHECK(amount_text(-5, EUR) == "-0.05");
  CHECK(amount_text(0, EUR) == "0.00");
  CHECK(amount_text(1234, JPY) == "1234");
  CHECK(amount_text(1234, KWD) == "1.234");
  CHECK(amount_from_text("12.5", EUR) == 1250);
  CHECK(amount_from_text("12", EUR) == 1200);
  CHECK(amount_from_text("-12.50", EUR) == -1250);
  CHECK(amount_from_text("1234", JPY) == 1234);
  CHECK(amount_from_text("1.234", KWD) == 1234);
  CHECK(amount_text(most, EUR) == "92233720368547758.07");
  CHECK(amount_text(std::numeric_limits<std::int64_t>::min(), EUR) == "-92233720368547758.08");
  CHECK(amount_from_text("92233720368547758.07", EUR) == most);
}

TEST_CASE("More places than the currency has are refused", "[money]") {
  CHECK_FALSE(amount_from_text("12.345", EUR));
  CHECK_FALSE(amount_from_text("12.340", EUR));
  CHECK_FALSE(amount_from_text("12.0", JPY));
  CHECK_FALSE(amount_from_text("1.2345", KWD));
}

TEST_CASE("What is no plain number is no amount", "[money]") {
  for (const std::string& text : not_numbers) {
    CAPTURE(text);
    CHECK_FALSE(amount_from_text(text, EUR));
    CHECK_FALSE(Decimal::from_text(text));
  }
  CHECK_FALSE(amount_from_text("92233720368547758.08", EUR));
}

TEST_CASE("A decimal is exact to six places", "[money]") {
  CHECK(decimal("0.125").micros() == 125'000);
  CHECK(decimal("-12.5").micros() == -12'500'000);
  CHECK(decimal("4.00") == decimal("4"));
  CHECK(decimal("0.000001").micros() == 1);
  CHECK(decimal("9223372036854.775807").micros() == most);
  CHECK_FALSE(Decimal::from_text("9223372036854.775808"));
  CHECK_FALSE(Decimal::from_text("0.0000001"));
  CHECK_FALSE(Decimal::from_text("1.0000000"));
}

TEST_CASE("A decimal is written as short as it can be, or with the places asked for", "[money]") {
  CHECK(decimal("4.00").text() == "4");
  CHECK(decimal("0.125").text() == "0.125");
  CHECK(decimal("100").text() == "100");
  CHECK(decimal("-0.50").text() == "-0.5");
  CHECK(decimal("0").text() == "0");
  CHECK(decimal("4").text(2) == "4.00");
  CHECK(decimal("0.125").text(2) == "0.125");
  CHECK(decimal("0.1").text(6) == "0.100000");
  CHECK(decimal("4").text(0) == "4");
}

PROPERTY("Text and number are the same for every decimal and amount", "[money]") {
  const auto value = *rc::gen::arbitrary<std::int64_t>();
  RC_PRE(value != std::numeric_limits<std::int64_t>::min());
  const Decimal number = Decimal::from_micros(value);
  RC_ASSERT(Decimal::from_text(number.text()) == number);
  RC_ASSERT(Decimal::from_text(number.text(2)) == number);
  for (const Currency currency : {EUR, JPY, KWD}) {
    RC_ASSERT(amount_from_text(amount_text(value, currency), currency) == value);
  }
}

TEST_CASE("Decision 7: tax is rounded half away from zero", "[money]") {
  CHECK(percent_of(146050, decimal("25")) == 36513);  // 365.125
  CHECK(percent_of(-146050, decimal("25")) == -36513);
  CHECK(percent_of(62574354, decimal("25")) == 15643589);    // 156435.885
  CHECK(percent_of(-62574354, decimal("25")) == -15643589);  // and its mirror image
  CHECK(percent_of(10000, decimal("25.5")) == 2550);
  CHECK(percent_of(1, decimal("50")) == 1);
  CHECK(percent_of(1, decimal("49.999999")) == 0);
  CHECK(percent_of(10000, decimal("0")) == 0);
}

TEST_CASE("Tax on parts credited one by one, as Lago's credit notes have it", "[money]") {
  CHECK((Rational(16000) * Rational(29, 30)).rounded() == 15467);  // 154.67 of 160.00
  CHECK(percent_of(15467, decimal("25")) == 3867);                 // + 38.67 = 193.34
  CHECK(72686 + percent_of(72686, decimal("20")) == 87223);
  CHECK(4214 + percent_of(4214, decimal("20")) == 5057);  // together 922.80
}

TEST_CASE("Sums and taxes that do not fit are faults, never wrong amounts", "[money]") {
  CHECK(checked_add(most - 1, 1) == most);
  CHECK(checked_add(-most, -1) == std::numeric_limits<std::int64_t>::min());
  CHECK_THROWS_AS(checked_add(most, 1), Fault);
  CHECK_THROWS_AS(checked_add(-most, -2), Fault);
  CHECK_THROWS_AS(percent_of(most, decimal("101")), Fault);
  CHECK(percent_of(most, decimal("100")) == most);
  try {
    checked_add(most, most);
  } catch (const Fault& fault) {
    CHECK(fault.code() == "amount.too_large");
  }
}
