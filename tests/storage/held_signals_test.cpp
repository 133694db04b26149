// What a signal finds half done is done to its end, or was never begun.
#include <signal.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "msp/held_signals.h"
#include "process.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// What becomes of a child in which a signal comes while `work` is at it.
int ended_by_signal(const auto& work) {
  return wait_for(spawn([&] {
    signal(SIGTERM, SIG_DFL);
    work();
    return 7;
  }));
}

}  // namespace

TEST_CASE("A signal waits until the last of those who hold it lets go", "[signals]") {
  const Pipe pipe;
  CHECK(ended_by_signal([&] {
          const HeldSignals outer;
          {
            const HeldSignals inner;
            raise(SIGTERM);
          }
          pipe.send();
        }) == 128 + SIGTERM);
  CHECK(pipe.receive());
}

TEST_CASE("A signal that is held until the end comes too late", "[signals]") {
  CHECK(ended_by_signal([] {
          HeldSignals::until_the_end();
          const HeldSignals held;
          raise(SIGTERM);
        }) == 7);
}

TEST_CASE("A change that is interrupted was answered, or was not made", "[signals][cli]") {
  const Replayed replayed;
  const auto head = [&] { return replayed.read().head().seq; };
  using Clock = std::chrono::steady_clock;
  std::chrono::nanoseconds whole{};
  for (int part = 0; part <= 40; ++part) {
    const std::int64_t before = head();
    const auto start = Clock::now();
    const pid_t child =
        started({"--ledger", replayed.path(), "mailbox", "set", "fox", std::to_string(9 + part),
                 "--ref", "mail-20", "--today", "2026-05-21", "--yes"});
    if (part > 0) {
      std::this_thread::sleep_for(whole * part / 36);
      kill(child, SIGINT);
    }
    const int exit = wait_for(child);
    if (part == 0) whole = Clock::now() - start;
    INFO(part << ": exit " << exit);
    CHECK((exit == 0) == (head() > before));
    CHECK((exit == 0 || exit == 128 + SIGINT));
  }
}
