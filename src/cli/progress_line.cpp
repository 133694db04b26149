#include "progress_line.h"

#include <fmt/format.h>

#include "clock.h"
#include "output.h"

namespace msp::cli {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t megabyte = 1'000'000;

std::string_view told_work;

/// In groups of three, so that two long numbers can be compared at a glance.
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3) {
    text.insert(static_cast<std::size_t>(place), " ");
  }
  return text;
}

/// `number * by / per`, without leaving 64 bits on the way.
std::int64_t scaled(std::int64_t number, std::int64_t by, std::int64_t per) {
  return number / per * by + number % per * by / per;
}

std::string time_text(std::int64_t seconds) {
  return seconds < 120 ? fmt::format("{} s", seconds) : fmt::format("{} min", (seconds + 30) / 60);
}

}  // namespace

std::string progress_line(std::string_view work, const Progressed& now) {
  const bool bytes = now.unit == "bytes";
  const auto amount = [&](std::int64_t number) {
    return grouped(bytes ? number / megabyte : number);
  };
  const std::int64_t rate = scaled(now.done, second, now.micros > 0 ? now.micros : 1);
  const bool known = now.of > 0 && now.done <= now.of;
  std::string line = fmt::format("{}: {}", work, amount(now.done));
  if (known) line += fmt::format(" of {}", amount(now.of));
  line += fmt::format(" {}", bytes ? "MB" : now.unit);
  if (known) line += fmt::format(" ({} %)", scaled(now.done, 100, now.of));
  if (rate > 0) line += fmt::format(", {}{}/s", amount(rate), bytes ? " MB" : "");
  if (known && rate > 0) line += fmt::format(", {} left", time_text((now.of - now.done) / rate));
  return line;
}

void tell_progress_of(std::string_view work) {
  told_work = work;
  static constexpr ProgressTeller teller{
      now_micros, [](const Progressed* now) {
        tell_anew(now ? progress_line(told_work, *now) : std::string());
      }};
  show_progress(&teller);
}

}  // namespace msp::cli
