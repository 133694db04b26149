// What holds for every mixture of terms and every history of words, backdated or not.
#include <algorithm>
#include <catch2/catch.hpp>

#include "support/mixture.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// Where the two differ, for the eye.
Lines differences(const Sums& billed, const Sums& owed) {
  Lines lines;
  for (const auto& [name, net] : owed) {
    const auto found = billed.find(name);
    const std::int64_t other = found == billed.end() ? 0 : found->second;
    if (other != net) {
      lines.push_back(name + ": owed " + std::to_string(net) + ", billed " + std::to_string(other));
    }
  }
  for (const auto& [name, net] : billed) {
    if (!owed.contains(name)) lines.push_back(name + ": not owed, billed " + std::to_string(net));
  }
  return lines;
}

}  // namespace

TEST_CASE("Decision 8: what is credited whenever it is due comes to what all words together owe",
          "[property][mixture]") {
  CHECK(rc::check([] {
    const Mixture mixture = *mixtures(45, 20);
    const Sums owed = owed_sums(played(mixture, RetroCredit::always, never), history_ends);
    for (const auto& runs : {every_day, every_month, never}) {
      Given given = played(mixture, RetroCredit::always, runs);
      given.run(history_ends);

      RC_ASSERT(differences(billed_sums(given), owed) == Lines{});
    }
  }));
}
