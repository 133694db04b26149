#include "msp/identity.h"

#include <catch2/catch.hpp>

namespace msp::test {

TEST_CASE("20: what differs in case, composition or space around it is the same", "[identity]") {
  CHECK(identity_of("Jane@X.EXAMPLE") == identity_of("jane@x.example"));
  CHECK(identity_of("LAP-1") == identity_of(" lap-1\t"));
  CHECK(identity_of("\u00c4iti") == identity_of("a\u0308iti"));  // Ä, and a with dots behind it
  CHECK(identity_of("STRASSE") == identity_of("stra\u00dfe"));   // folded, not lowered
  CHECK(identity_of("\u039f\u03a3") == identity_of("\u03bf\u03c2"));  // a last sigma is a sigma
}

TEST_CASE("20: what differs otherwise is not", "[identity]") {
  CHECK(identity_of("lap-1") != identity_of("lap1"));
  CHECK(identity_of("a b") != identity_of("ab"));
  CHECK(identity_of("aiti") != identity_of("\u00e4iti"));
  CHECK(identity_of("") == "");
  CHECK(identity_of("  ") == "");
}

TEST_CASE("20: the first spelling is what is printed", "[identity]") {
  FirstSpellings known;
  CHECK(known.of("Jane") == "Jane");
  CHECK(known.of("JANE") == "Jane");
  CHECK(known.of("joan") == "joan");
}

}  // namespace msp::test
