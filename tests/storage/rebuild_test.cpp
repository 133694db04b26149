#include <catch2/catch.hpp>

#include "replayed.h"

using namespace msp;
using namespace msp::test;

TEST_CASE("A rebuild makes the same rows byte for byte", "[rebuild]") {
  const Replayed replayed;
  const std::string before = projections_of(replayed.path());
  const Head head = replayed.read().head();
  {
    Ledger ledger = replayed.writable();
    rebuild(ledger);
  }
  CHECK(projections_of(replayed.path()) == before);
  CHECK(replayed.read().head().text() == head.text());
}

TEST_CASE("A rebuild brings back projections that were emptied", "[rebuild]") {
  const Replayed replayed;
  const std::string before = projections_of(replayed.path());
  Intruder(replayed.path())
      .exec(
          "DELETE FROM snapshot; DELETE FROM customer; DELETE FROM subscription;"
          "DELETE FROM invoice; DELETE FROM invoice_line");
  REQUIRE(projections_of(replayed.path()).empty());
  {
    Ledger ledger = replayed.writable();
    rebuild(ledger);
  }
  CHECK(projections_of(replayed.path()) == before);
}

TEST_CASE("A rebuild touches no row of the ledger itself", "[rebuild]") {
  const Replayed replayed;
  const std::string before = exported(replayed.path());
  {
    Ledger ledger = replayed.writable();
    rebuild(ledger);
  }
  CHECK(exported(replayed.path()) == before);
}
