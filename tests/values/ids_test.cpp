#include "msp/ids.h"

#include <catch2/catch.hpp>
#include <string>

#include "support/given.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

TEST_CASE("A name of a thing is a lower-case word that starts with a letter", "[ids]") {
  const std::string text =
      GENERATE(as<std::string>{}, "a", "acme", "acme-2", "a-", "a--b", "exchange-mailbox", "e1e5",
               "a23456789012345678901234567890123456789z");
  REQUIRE(is_word(text));
  CHECK(read<CustomerId>(text).text() == text);
}

TEST_CASE("What is no such word names nothing", "[ids]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "Acme", "acmE", "1acme", "-acme", "00042", "1e5", "acme ",
               " acme", "ac me", "acme_2", "acme/1", "äcme", "acme\n", "=a", "+a",
               "a234567890123456789012345678901234567890z");
  CHECK_FALSE(is_word(text));
  CHECK_FALSE(PlanId::from_text(text));
}

TEST_CASE("A subscription is its customer and a number", "[ids]") {
  const SubscriptionRef ref = read<SubscriptionRef>("acme/12");
  CHECK(ref.customer == read<CustomerId>("acme"));
  CHECK(ref.number == 12);
  CHECK(ref.text() == "acme/12");
}

TEST_CASE("What is not customer/number is no subscription", "[ids]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "acme", "acme/", "/1", "acme/0", "acme/01", "acme/-1",
               "acme/+1", "acme/1 ", "acme/ 1", "acme /1", "acme/1/2", "acme/1e3", "Acme/1",
               "acme/0x1", "acme/9999999999999999999");
  CHECK_FALSE(SubscriptionRef::from_text(text));
}

TEST_CASE("A count is digits and nothing else", "[ids]") {
  CHECK(count_from_text("0") == 0);
  CHECK(count_from_text("7") == 7);
  CHECK(count_from_text("10") == 10);
  CHECK(count_from_text("999999999999999999") == 999'999'999'999'999'999);
}

TEST_CASE("What a careless reader would take for a count is none", "[ids]") {
  const std::string text = GENERATE(
      as<std::string>{}, "", "010", "00", "0x10", " 1", "1 ", "+1", "-1", "1e3", "1.0", "1,000",
      "1_000", "nan", "1000000000000000000", "9223372036854775808", "18446744073709551617", "１");
  CHECK_FALSE(count_from_text(text));
}

TEST_CASE("A zero byte ends no count", "[ids]") {
  CHECK_FALSE(count_from_text(std::string_view("1\0", 2)));
}

PROPERTY("A count's digits read back as the count", "[ids]") {
  const auto count = *rc::gen::inRange<std::int64_t>(0, 999'999'999'999'999'999);
  RC_ASSERT(count_from_text(std::to_string(count)) == count);
}
