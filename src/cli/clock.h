// The clock and the ledger's zone: the only place that asks what time it is.
#pragma once

#include <cstdint>
#include <string>

#include "msp/date.h"

namespace msp::cli {

std::int64_t now_micros();  ///< since 1970, UTC

/// The day on the wall in an IANA zone. Fault system.zone (exit 6) if the zone is not installed.
Date day_in_zone(const std::string& zone, std::int64_t micros);

/// The first instant of a day in a zone, in microseconds UTC.
std::int64_t start_of_day(const std::string& zone, Date day);

bool is_zone(const std::string& zone);

/// day_in_zone() for many instants: the zone is loaded once, for the whole program.
class ZoneDays {
 public:
  explicit ZoneDays(const std::string& zone);  ///< Fault system.zone
  Date day_of(std::int64_t micros) const;

 private:
  bool is_utc_;
};

}  // namespace msp::cli
