#include "msp/country.h"

#include <catch2/catch.hpp>

namespace msp {
namespace {

TEST_CASE("A country is one of ISO 3166's codes", "[country]") {
  for (const char* code : {"FI", "SE", "DE", "US", "GB", "GR", "CH", "AX", "ZW"}) {
    CHECK(require(read_country(code)) == code);
  }
  for (const char* code : {"ZZ", "UK", "EL", "XI", "EU", "XK", "F", "FIN", "fi", "", "D ", "EA"}) {
    INFO(code);
    const auto read = read_country(code);
    REQUIRE_FALSE(read);
    CHECK(read.refusal().code == "country.unknown");
  }
  CHECK(read_country("ZZ").refusal().hint == Hint());
  CHECK(read_country("UK").refusal().hint == Hint("Did you mean GB?"));
  CHECK(read_country("EL").refusal().hint == Hint("Did you mean GR?"));
}

TEST_CASE("The Union has 27 members; the United Kingdom left it at the end of 2020", "[country]") {
  const Date today = *Date::civil(2026, 1, 1);
  int members = 0;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      const std::string code{a, b};
      if (in_european_union(code, today)) {
        CHECK(is_country(code));
        ++members;
      }
    }
  }
  CHECK(members == 28);  // and Monaco
  CHECK_FALSE(in_european_union("NO", today));
  CHECK_FALSE(in_european_union("CH", today));
  CHECK(in_european_union("GB", *Date::civil(2020, 12, 31)));
  CHECK_FALSE(in_european_union("GB", *Date::civil(2021, 1, 1)));
}

}  // namespace
}  // namespace msp
