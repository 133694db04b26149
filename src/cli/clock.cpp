#include "clock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <ctime>

#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <string_view>

#include "msp/result.h"

namespace msp::cli {

std::int64_t now_micros() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

bool is_zone(const std::string& zone) {
  if (zone == "UTC") return true;
  if (zone.empty() || zone.front() == '/' || zone.find("..") != std::string::npos) return false;
  const std::string path = "/usr/share/zoneinfo/" + zone;
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char magic[4] = {};
  const bool compiled =
      file >= 0 && read(file, magic, 4) == 4 && std::string_view(magic, 4) == "TZif";
  if (file >= 0) close(file);
  return compiled;
}

Date day_in_zone(const std::string& zone, std::int64_t micros) {
  return ZoneDays(zone).day_of(micros);
}

ZoneDays::ZoneDays(const std::string& zone) : is_utc_(zone == "UTC") {
  if (is_utc_) return;
  // libc reads the one zone file, rules far into the future included; the zone library would load
  // all of them. Without the check libc would take an unknown name for UTC.
  if (!is_zone(zone)) {
    throw Fault(Exit::system, "system.zone", fmt::format("the time zone {} is not installed", zone),
                "Install tzdata, or say --today DATE.");
  }
  setenv("TZ", (":/usr/share/zoneinfo/" + zone).c_str(), 1);
  tzset();
}

Date ZoneDays::day_of(std::int64_t micros) const {
  constexpr std::int64_t per_day = 86'400;
  std::int64_t seconds = micros / 1'000'000;
  if (!is_utc_) {
    tm local{};
    const time_t instant = seconds;
    localtime_r(&instant, &local);
    seconds += local.tm_gmtoff;
  }
  const bool before = seconds % per_day < 0;  // 1970: the day has begun all the same
  return Date::from_days(static_cast<std::int32_t>(seconds / per_day - (before ? 1 : 0)));
}

std::int64_t start_of_day(const std::string& zone, Date day) {
  // Sought, not computed: so it cannot differ from day_in_zone(), also where midnight is skipped.
  constexpr std::int64_t per_day = 86'400'000'000;  // no zone is further from UTC
  const std::int64_t in_utc = day.days() * per_day;
  return *std::ranges::partition_point(
      std::views::iota(in_utc - per_day, in_utc + per_day),
      [&](std::int64_t instant) { return day_in_zone(zone, instant) < day; });
}

}  // namespace msp::cli
