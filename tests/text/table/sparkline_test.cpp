#include "msp/sparkline.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace msp;

TEST_CASE("A sparkline has eight heights, from nothing to the largest value", "[sparkline]") {
  CHECK(sparkline({0, 1, 2, 3, 4, 5, 6, 7}, Drawing::blocks) == "▁▂▃▄▅▆▇█");
  CHECK(sparkline({0, 1, 2, 3, 4, 5, 6, 7}, Drawing::ascii) == "_.-=+*%#");
}

TEST_CASE("A value is drawn as its part of the largest, rounded to the nearest height",
          "[sparkline]") {
  // Of 40: 10 is 1.75 of seven steps, 25 is 4.375, 29 is 5.075; of 14: 1 is half a step.
  CHECK(sparkline({10, 25, 29, 40}, Drawing::ascii) == "-+*#");
  CHECK(sparkline({1, 14}, Drawing::ascii) == ".#");
  CHECK(sparkline({1, 15}, Drawing::ascii) == "_#");
}

TEST_CASE("What never changes is as high as it can be, and nothing as low", "[sparkline]") {
  CHECK(sparkline({25, 25, 25}, Drawing::blocks) == "███");
  CHECK(sparkline({0, 0}, Drawing::blocks) == "▁▁");
  CHECK(sparkline({-3, 5}, Drawing::blocks) == "▁█");
}

TEST_CASE("What is not known is a blank and keeps its place", "[sparkline]") {
  CHECK(sparkline({std::nullopt, 3, std::nullopt, 3}, Drawing::ascii) == " # #");
  CHECK(sparkline({3, std::nullopt, 3, std::nullopt}, Drawing::ascii) == "# #");
  CHECK(sparkline({std::nullopt, std::nullopt}, Drawing::blocks).empty());
  CHECK(sparkline({}, Drawing::blocks).empty());
}

TEST_CASE("The largest amounts there are do not overflow", "[sparkline]") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  CHECK(sparkline({most, most / 2, std::numeric_limits<std::int64_t>::min()}, Drawing::ascii) ==
        "#=_");
}

TEST_CASE("Where there is no terminal, nothing is drawn", "[sparkline]") {
  CHECK(sparkline({1, 2, 3}, Drawing::none).empty());
}

TEST_CASE("A bar is as long as its part of the largest, to an eighth of a character", "[bar]") {
  CHECK(bar(40, 40, 4, Drawing::blocks) == "████");
  CHECK(bar(25, 40, 4, Drawing::blocks) == "██▌");  // 2.5 of four
  CHECK(bar(1, 40, 4, Drawing::blocks) == "▏");     // 0.1 is 0.8 eighths
  CHECK(bar(25, 40, 4, Drawing::ascii) == "###");   // half away from zero
  CHECK(bar(1, 40, 4, Drawing::ascii).empty());
}

TEST_CASE("Nothing, or less, has no bar, and what is not drawn none either", "[bar]") {
  CHECK(bar(0, 40, 4, Drawing::blocks).empty());
  CHECK(bar(-5, 40, 4, Drawing::blocks).empty());
  CHECK(bar(0, 0, 4, Drawing::blocks).empty());
  CHECK(bar(40, 40, 4, Drawing::none).empty());
}
