#include "line/known_at.h"

#include <fmt/format.h>

#include "clock.h"
#include "line/refused.h"
#include "msp/read.h"

namespace msp::cli {
namespace {

[[noreturn]] void refuse(const std::string& problem, std::string hint) {
  usage_error("usage.known_at", "--known-at: " + problem, std::move(hint));
}

std::int64_t last_instant_of(const Ledger& ledger, const std::string& moment) {
  if (const auto day = Date::from_text(moment)) {
    return start_of_day(ledger.settings().zone, *day + 1) - 1;
  }
  if (const auto instant = read_instant(moment)) return *instant;
  malformed("--known-at", moment,
            "an event's number, an instant such as 2026-03-15T08:30:00Z, or a day");
}

}  // namespace

std::int64_t newest_known(const Ledger& ledger, const std::string& moment, std::int64_t now) {
  const std::int64_t newest = ledger.head().seq;
  if (const auto seq = count_from_text(moment)) {
    if (*seq >= 1 && *seq <= newest) return *seq;
    refuse(fmt::format("there is no event {}", *seq), fmt::format("The newest is {}.", newest));
  }
  const std::int64_t instant = last_instant_of(ledger, moment);
  if (instant >= now) {
    refuse(moment + " is not over yet",
           fmt::format("What is known then may still change; the newest event is {}.", newest));
  }
  const std::int64_t seq = ledger.newest_at(instant);
  if (seq == 0) {
    refuse("nothing was recorded by " + moment, "`msp ledger log` shows what was recorded when.");
  }
  return seq;
}

}  // namespace msp::cli
