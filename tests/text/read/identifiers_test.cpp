#include "msp/identifiers.h"

#include <catch2/catch.hpp>

using namespace msp;

namespace {

std::string endpoint(std::string_view text) {
  const auto read = read_endpoint(text);
  return read ? *read : read.refusal().code;
}

std::string registration(std::string_view text) {
  const auto read = read_registration(text);
  return read ? *read : read.refusal().code;
}

}  // namespace

TEST_CASE("An endpoint is a scheme and an id whose check digits are right", "[identifiers]") {
  // The business id 2077474-0: 2·7 + 0·9 + 7·10 + 7·5 + 4·8 + 7·4 + 4·2 = 187 = 17·11, so 0.
  for (const char* right :
       {"0216:003720774740", "0037:0037207747401234", "0208:0202239951", "0007:5560125790",
        "0192:923456783", "0088:6429810000002", "0184:DK13585628", "9930:DE129273398"}) {
    INFO(right);
    CHECK(endpoint(right) == right);
  }
  for (const char* wrong :
       {"0216:003720774741", "0216:0037207747", "0216:004620774740", "0208:0202239952",
        "0007:5560125791", "0192:923456784", "0088:6429810000003", "0212:20774740"}) {
    INFO(wrong);
    CHECK(endpoint(wrong) == "endpoint.check_digits");
  }
  CHECK(endpoint("003720774740") == "endpoint.form");
  CHECK(endpoint("0216: 003720774740") == "endpoint.form");
  CHECK(endpoint("0999:1") == "endpoint.scheme");
}

TEST_CASE("A registration is an id, and a Finnish one is known by its form", "[identifiers]") {
  CHECK(registration("2077474-0") == "0212:2077474-0");
  CHECK(registration("0212:2077474-0") == "0212:2077474-0");
  CHECK(registration("HRB 86786") == "HRB 86786");
  CHECK(registration("0208:0202239951") == "0208:0202239951");
  CHECK(registration("2077474-1") == "registration.check_digits");
  CHECK(registration("9930:DE129273398") == "registration.form");
}

TEST_CASE("A BIC is 8 or 11 letters and digits, in capitals", "[identifiers]") {
  CHECK(*read_bic("ndeafihh") == "NDEAFIHH");
  CHECK(*read_bic("DABAFIHHXXX") == "DABAFIHHXXX");
  for (const char* wrong : {"", "NDEAFIH", "NDEAFIHH1", "1DEAFIHH", "NDEA FIHH"}) {
    INFO(wrong);
    CHECK(read_bic(wrong).refusal().code == "bic.form");
  }
}

TEST_CASE("An IBAN's check digits are looked at", "[identifiers]") {
  CHECK(is_iban("FI21 1234 5600 0007 85"));
  CHECK_FALSE(is_iban("FI2112345600000786"));
}
