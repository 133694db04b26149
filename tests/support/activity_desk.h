// A desk at which activity is taken in, from texts instead of files.
#pragma once

#include <string>
#include <string_view>

#include "desk.h"
#include "plans.h"

namespace msp::test {

/// acme and birch use `core` since 1 March 2026, birch's trial was converted on the 10th.
class ActivityDesk {
 public:
  ActivityDesk() : desk_(defens_x(), "2026-01-01") {
    desk_.at("2026-03-01").tell("acme", order_of("core"));
    desk_.at("2026-03-01").tell("birch", trial_of("core"));
    desk_.at("2026-03-10").tell("birch", ConvertTrial{});
  }

  const TestDesk& desk() const { return desk_; }

  /// Rows without their header, taken in on 31 March unless `today` says otherwise.
  Result<UsageOutcome> tries(std::string_view rows, std::string_view today = "2026-03-31",
                             bool dry_run = false) const {
    return desk_.at(today).takes_in(rows, dry_run);
  }
  UsageOutcome takes(std::string_view rows) const { return require(tries(rows)); }

  /// `user|device|kind|days`, a day mask in hex, of a customer's month.
  std::vector<std::string> seen(std::string_view customer, std::string_view month) const {
    std::vector<std::string> lines;
    const auto activity = desk_.read().activity(read<CustomerId>(customer), read<Month>(month));
    for (const Activity& row : activity) lines.push_back(line_of(row));
    return lines;
  }

  static std::string line_of(const Activity& row) {
    char days[16];
    std::snprintf(days, sizeof days, "%x", row.days);
    const std::string kind(row.device_kind ? word(*row.device_kind) : "");
    return row.user + "|" + row.device + "|" + kind + "|" + days;
  }

 private:
  TestDesk desk_;
};

}  // namespace msp::test
