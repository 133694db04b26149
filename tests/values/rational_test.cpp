#include <catch2/catch.hpp>
#include <limits>

#include "msp/money.h"
#include "msp/result.h"
#include "support/given.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

rc::Gen<Rational> any_rational() {
  return rc::gen::map(rc::gen::pair(rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'001),
                                    rc::gen::inRange<std::int64_t>(1, 1'000'000)),
                      [](const auto& p) { return Rational(p.first, p.second); });
}

}  // namespace

TEST_CASE("A fraction is kept in lowest terms with a positive denominator", "[rational]") {
  CHECK(Rational(6, 4) == Rational(3, 2));
  CHECK(Rational(-6, -4) == Rational(3, 2));
  CHECK(Rational(6, -4) == Rational(-3, 2));
  CHECK(Rational(0, -7) == Rational(0));
  CHECK(Rational(8, -1) == Rational(-8));
  CHECK(Rational(6, -4).negative());
  CHECK_FALSE(Rational(0, -7).negative());
}

TEST_CASE("Fractions are added, taken away, multiplied and divided exactly", "[rational]") {
  CHECK(Rational(1, 3) + Rational(1, 6) == Rational(1, 2));
  CHECK(Rational(1, 3) - Rational(1, 2) == Rational(-1, 6));
  CHECK(Rational(2, 3) * Rational(9, 4) == Rational(3, 2));
  CHECK(Rational(2, 3) / Rational(-4, 9) == Rational(-3, 2));
  CHECK(Rational(1, 10) + Rational(2, 10) == Rational(3, 10));
}

TEST_CASE("Decision 7: a half is rounded away from zero", "[rational]") {
  CHECK(Rational(1, 2).rounded() == 1);
  CHECK(Rational(-1, 2).rounded() == -1);
  CHECK(Rational(3, 2).rounded() == 2);
  CHECK(Rational(5, 2).rounded() == 3);
  CHECK(Rational(-5, 2).rounded() == -3);
  CHECK(Rational(49, 100).rounded() == 0);
  CHECK(Rational(-49, 100).rounded() == 0);
  CHECK(Rational(51, 100).rounded() == 1);
  CHECK(Rational(-51, 100).rounded() == -1);
  CHECK(Rational(73025, 2).rounded() == 36513);            // 365.125 in cents
  CHECK(Rational(-156435885, 10).rounded() == -15643589);  // -156435.885 in cents
}

TEST_CASE("What does not fit is a fault, never a wrong amount", "[rational]") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  const Rational large(most);
  CHECK(large.rounded() == most);
  CHECK_THROWS_AS((large + 1).rounded(), Fault);
  CHECK_THROWS_AS((large * large).rounded(), Fault);
  CHECK_THROWS_AS(large * large * large, Fault);
  CHECK((large * large / large).rounded() == most);
}

PROPERTY("Arithmetic with fractions loses nothing", "[rational]") {
  const Rational a = *any_rational();
  const Rational b = *any_rational();
  RC_ASSERT((a + b) - b == a);
  RC_ASSERT(a + b == b + a);
  RC_ASSERT((a - b) + (b - a) == Rational(0));
  if (b != Rational(0)) RC_ASSERT(a * b / b == a);
}

PROPERTY("Rounding goes to the nearest whole and treats both signs alike", "[rational]") {
  const Rational a = *any_rational();
  const Rational off = a - Rational(a.rounded());
  RC_ASSERT_FALSE((Rational(1, 2) - off).negative());
  RC_ASSERT_FALSE((Rational(1, 2) + off).negative());
  RC_ASSERT((Rational(0) - a).rounded() == -a.rounded());
}
