#include "msp/payment_reference.h"
#include "support/property.h"

#include <catch2/catch.hpp>
#include <set>

namespace msp::test {
namespace {

/// `text` with the character at `place` made another of its kind.
std::string with_changed_digit(std::string text, std::size_t place, int by) {
  text[place] = static_cast<char>('0' + (text[place] - '0' + by) % 10);
  return text;
}

std::string any_digits() {
  const auto count = *rc::gen::inRange<std::size_t>(3, 20);
  std::string digits = std::to_string(*rc::gen::inRange(1, 10));
  while (digits.size() < count) digits += std::to_string(*rc::gen::inRange(0, 10));
  return digits;
}

}  // namespace

TEST_CASE("Finnish references have the published check digits", "[reference]") {
  CHECK(national_reference("123456") == "1234561");
  CHECK(national_reference("1234567") == "12345672");
  CHECK(national_reference("23409678") == "234096783");
  CHECK(national_reference("234823") == "2348236");
  CHECK(national_reference("1111") == "11112");
}

TEST_CASE("Finnish references have 4 to 20 digits and no leading zero", "[reference]") {
  CHECK(!national_reference("12"));
  CHECK(national_reference("123"));
  CHECK(national_reference("1234567890123456789"));
  CHECK(!national_reference("12345678901234567890"));
  CHECK(!national_reference("012345"));
  CHECK(!national_reference("12a456"));
  CHECK(!national_reference(""));
  CHECK(!is_national_reference(""));
  CHECK(!is_national_reference("1"));
}

TEST_CASE("Creditor references have the published check digits", "[reference]") {
  CHECK(creditor_reference("539007547034") == "RF18539007547034");
  CHECK(creditor_reference("2348236") == "RF332348236");
  CHECK(creditor_reference("11112") == "RF9811112");
  CHECK(creditor_reference("123ABCZ") == "RF35123ABCZ");
  CHECK(!creditor_reference(""));
  CHECK(!creditor_reference("1234567890123456789012"));
  CHECK(!creditor_reference("12-34"));
  CHECK(is_creditor_reference("RF18539007547034"));
  CHECK(!is_creditor_reference("RF18"));
  CHECK(!is_creditor_reference("FI18539007547034"));
}

PROPERTY("A reference with a changed digit never passes", "[reference]") {
  const std::string national = *national_reference(any_digits());
  RC_ASSERT(is_national_reference(national));
  const std::string international = *creditor_reference(national);
  RC_ASSERT(is_creditor_reference(international));
  const int by = *rc::gen::inRange(1, 10);
  const auto place = *rc::gen::inRange<std::size_t>(0, national.size());
  RC_ASSERT(!is_national_reference(with_changed_digit(national, place, by)));
  const auto further = *rc::gen::inRange<std::size_t>(2, international.size());
  RC_ASSERT(!is_creditor_reference(with_changed_digit(international, further, by)));
}

// 1001: 1*7 + 0*3 + 0*1 + 1*7 = 14, 6 to the next ten. 10016271500 mod 97 is 90; 98 - 90 = 8.
TEST_CASE("The first document of a ledger has the reference 10016", "[reference]") {
  CHECK(payment_reference(1).national == "10016");
  CHECK(payment_reference(1).international == "RF0810016");
}

PROPERTY("No two documents share a reference, and every one of them passes", "[reference]") {
  const auto one = *rc::gen::inRange<std::int64_t>(1, 900'000'000'000'000'000);
  const auto other = *rc::gen::inRange<std::int64_t>(1, 900'000'000'000'000'000);
  const PaymentReference reference = payment_reference(one);
  RC_ASSERT(is_national_reference(reference.national));
  RC_ASSERT(is_creditor_reference(reference.international));
  RC_ASSERT((one == other) == (reference.national == payment_reference(other).national));
}

TEST_CASE("The first 20,000 documents have a reference each", "[reference]") {
  std::set<std::string> references;
  for (std::int64_t n = 1; n <= 20000; ++n) references.insert(payment_reference(n).national);
  CHECK(references.size() == 20000);
}

TEST_CASE("References are printed in groups", "[reference]") {
  CHECK(grouped_national("234096783") == "2340 96783");
  CHECK(grouped_national("10016") == "10016");
  CHECK(grouped_national("1234567890") == "12345 67890");
  CHECK(in_fours("RF18539007547034") == "RF18 5390 0754 7034");
  CHECK(in_fours("FI3715903000000776") == "FI37 1590 3000 0007 76");
}

TEST_CASE("The bank barcode has the published digits", "[reference]") {
  CHECK(bank_barcode("FI3715903000000776", 1225, "11112", *Date::civil(2016, 12, 21)) ==
        "437159030000007760000122500000000000000000011112161221");
  CHECK(bank_barcode("FI3715903000000776", 99'999'999, "11112", *Date::civil(2026, 3, 29)) ==
        "437159030000007769999999900000000000000000011112260329");
}

TEST_CASE("There is no bank barcode for what does not fit into it", "[reference]") {
  const Date due = *Date::civil(2026, 3, 29);
  CHECK(!bank_barcode("FI3715903000000776", 100'000'000, "11112", due));
  CHECK(!bank_barcode("FI3715903000000776", 0, "11112", due));
  CHECK(!bank_barcode("FI3715903000000776", -100, "11112", due));
  CHECK(!bank_barcode("FI3715903000000777", 100, "11112", due));      // wrong check digits
  CHECK(!bank_barcode("DE89370400440532013000", 100, "11112", due));  // not Finnish
  CHECK(!bank_barcode("FI3715903000000776", 100, "11113", due));
}

}  // namespace msp::test
