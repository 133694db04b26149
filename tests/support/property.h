// Properties: claims that hold for whatever is drawn. `script/soak properties` finds them by their
// tag, which only these macros give.
#pragma once

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace msp::test {

/// A claim that is tried on whatever rapidcheck draws. Making the case that failed smaller ends
/// after a time: CTest would end the test later on, and nothing of the case would be seen.
class Claim {
 public:
  static constexpr std::chrono::seconds time_to_shrink{30};

  explicit Claim(void (*says)()) : says_(says) {}

  /// Too late every case counts as one that holds, so the last one that failed is the smallest.
  rc::detail::CaseResult tried() {
    using enum rc::detail::CaseResult::Type;
    if (failed_at_ && Clock::now() > *failed_at_ + time_to_shrink) return {Success};
    auto result = rc::detail::PropertyAdapter<void (*)()>(says_)().result;
    if (result.type != Failure) return result;
    if (!failed_at_) failed_at_ = Clock::now();
    failure_ = result.description;
    return result;
  }

  const std::string& failure() const { return failure_; }  ///< of the smallest case

 private:
  using Clock = std::chrono::steady_clock;
  void (*says_)();
  std::optional<Clock::time_point> failed_at_;  ///< first
  std::string failure_;
};

/// Tries a hundred cases. What fails is shown as small as it got, with what repeats it.
inline void holds_always(void (*says)()) {
  const std::string name = Catch::getResultCapture().getCurrentTestName();
  Claim claim(says);
  auto result = rc::detail::checkTestable([&claim] { return claim.tried(); },
                                          rc::detail::TestMetadata{name, name});
  if (result.is<rc::detail::SuccessResult>()) {
    SUCCEED();
    return;
  }
  if (result.is<rc::detail::FailureResult>()) {
    result.get<rc::detail::FailureResult>().description = claim.failure();
  }
  std::ostringstream told;
  rc::detail::printResultMessage(result, told);
  FAIL(told.str() << "\n\nAgain: RC_PARAMS=\""
                  << rc::detail::configToMinimalString(rc::detail::configuration()) << '"');
}

/// For claims about what is too slow to be drawn a hundred times, or no smaller when its seed is:
/// the same few seeds every time, others for each seed that RC_PARAMS names.
inline void holds_for_seeds(std::uint64_t count, void (*says)(std::uint64_t)) {
  const char* const told = std::getenv("RC_PARAMS");
  const bool named = told && std::string_view(told).find("seed=") != std::string_view::npos;
  const std::uint64_t first = named ? rc::detail::configuration().testParams.seed * count : 1;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    INFO("seed " << seed);
    says(seed);
  }
}

}  // namespace msp::test

#define MSP_PROPERTY(claim, name, tags)                                    \
  static void claim();                                                     \
  TEST_CASE(name, tags "[property]") { ::msp::test::holds_always(claim); } \
  static void claim()
#define MSP_PROPERTY_OF_SEEDS(claim, count, name, tags)                              \
  static void claim(std::uint64_t seed);                                             \
  TEST_CASE(name, tags "[property]") { ::msp::test::holds_for_seeds(count, claim); } \
  static void claim(std::uint64_t seed)

/// PROPERTY("A date's text reads back as the date", "[date]") { draw with *rc::gen…, RC_ASSERT }
#define PROPERTY(name, tags) MSP_PROPERTY(INTERNAL_CATCH_UNIQUE_NAME(property_of_), name, tags)
/// The same with Catch's own assertions about what `seed` leads to.
#define PROPERTY_OF_SEEDS(count, name, tags) \
  MSP_PROPERTY_OF_SEEDS(INTERNAL_CATCH_UNIQUE_NAME(property_of_), count, name, tags)
