#include "msp/progress.h"

#include <catch2/catch.hpp>
#include <optional>
#include <vector>

namespace msp::test {
namespace {

constexpr std::int64_t millisecond = 1'000;
std::int64_t told_clock = 0;  // micros; moves as a test says
/// What was told, with nothing for "it is over".
std::vector<std::optional<Progressed>> told_of_progress;

struct Listening {
  Listening() {
    static constexpr ProgressTeller teller{
        [] { return told_clock; },
        [](const Progressed* now) {
          told_of_progress.push_back(now ? std::optional(*now) : std::nullopt);
        }};
    told_clock = 1'700'000'000'000'000;
    told_of_progress.clear();
    show_progress(&teller);
  }
  ~Listening() { show_progress(nullptr); }
};

/// `count` steps that take `each` microseconds.
void work(Progress& progress, int count, std::int64_t each) {
  for (int i = 0; i < count; ++i) {
    told_clock += each;
    progress.step();
  }
}

}  // namespace

TEST_CASE("Work of less than a second is done in silence", "[progress]") {
  const Listening listening;
  {
    Progress progress("events", 1'000'000);
    work(progress, 999, millisecond);
  }
  CHECK(told_of_progress.empty());
}

TEST_CASE("Longer work is told as it grows, at most five times a second, and taken away at its end",
          "[progress]") {
  const Listening listening;
  {
    Progress progress("events", 1'000'000);
    work(progress, 2'000'000, 1);  // two seconds
  }
  REQUIRE(told_of_progress.size() >= 4);
  CHECK(told_of_progress.size() <= 7);  // from 1.0 to 2.0, and the end
  CHECK_FALSE(told_of_progress.back().has_value());
  told_of_progress.pop_back();
  std::int64_t before = 0;
  for (const auto& now : told_of_progress) {
    REQUIRE(now.has_value());
    CHECK(now->unit == "events");
    CHECK(now->of == 1'000'000);
    CHECK(now->done > before);
    CHECK(now->micros >= 1000 * millisecond);
    before = now->done;
  }
}

TEST_CASE("Steps that are slow each are told one by one", "[progress]") {
  const Listening listening;
  Progress progress("messages", 10);
  work(progress, 3, 600 * millisecond);
  REQUIRE(told_of_progress.size() == 2);
  CHECK(told_of_progress.front()->done == 2);
  CHECK(told_of_progress.back()->done == 3);
}

TEST_CASE("Where nobody is to be told, nobody is", "[progress]") {
  told_of_progress.clear();
  {
    Progress progress("events");
    work(progress, 10, 1000 * millisecond);
  }
  CHECK(told_of_progress.empty());
}

}  // namespace msp::test
