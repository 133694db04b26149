// What a line says, as data; and as the English that msp 0.1.0 froze.
#include <catch2/catch.hpp>

#include "support/given.h"

using namespace msp;
using namespace msp::test;

namespace {

InvoiceLine old_line(std::string_view description, LineKind kind = LineKind::recurring) {
  InvoiceLine line;
  line.kind = kind;
  line.description = description;
  return line;
}

}  // namespace

TEST_CASE("The description of a line of before is read as what it says", "[line]") {
  using Kind = RemarkKind;
  CHECK(said_of(old_line("Guard")) == LineSaid{"Guard", {}});
  CHECK(said_of(old_line("Guard, month of decision, nobody decided")) ==
        LineSaid{"Guard", {{Kind::decision_month}, {Kind::nobody_decided}}});
  CHECK(said_of(old_line("Server, setup: declined, received 2026-03-01")) ==
        LineSaid{"Server", {{Kind::setup}, {Kind::declined, day("2026-03-01")}}});
  CHECK(said_of(old_line("Server, commitment through 2026-12-31")) ==
        LineSaid{"Server", {{Kind::commitment, day("2026-12-31")}}});
  CHECK(said_of(old_line("Discount TEN", LineKind::discount)) == LineSaid{"TEN", {}});
  CHECK(said_of(old_line("Credit for Server, setup: two: days", LineKind::credit)) ==
        LineSaid{"Server", {{Kind::setup}, {Kind::credited, std::nullopt, "two: days"}}});
}

TEST_CASE("What only looks like a remark is part of the name", "[line]") {
  for (const auto* name : {"Server: cancelled, received soon", "Server, setup included",
                           "Discount mail", "Credit for all", "2026-03-01", ""}) {
    CHECK(said_of(old_line(name)) == LineSaid{name, {}});
  }
}

TEST_CASE("What is read of a description says the same again", "[line]") {
  for (const auto& [kind, text] :
       {std::pair(LineKind::recurring, "Guard"),
        std::pair(LineKind::decision_period, "Guard, month of decision, nobody decided"),
        std::pair(LineKind::setup, "Server, setup, setup"),
        std::pair(LineKind::commitment, "Server, commitment through 2026-12-31"),
        std::pair(LineKind::adjustment, "Server, setup: undecided, received 2026-03-01"),
        std::pair(LineKind::discount, "Discount TEN"),
        std::pair(LineKind::credit, "Credit for Server: pro, setup: two days: down")}) {
    CHECK(description_of(kind, said_of(old_line(text, kind))) == text);
  }
}

TEST_CASE("A line that says what it is is taken at its word", "[line]") {
  InvoiceLine line = old_line("Server, setup");
  line.said = LineSaid{"Server, setup", {}};
  CHECK(said_of(line) == LineSaid{"Server, setup", {}});
}
