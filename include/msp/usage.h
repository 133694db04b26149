// Activity: who was seen on which days. It is evidence, not an event: imports add days to it, a
// purge removes it, and what an invoice counted of it is frozen into the invoice (MISSION S1, S3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "msp/fields.h"
#include "msp/month.h"

namespace msp {

enum class DeviceKind { business, personal };
template <>
inline constexpr auto words<DeviceKind> = worded<DeviceKind>("business", "personal");

/// Days of one month: bit 0 is the 1st. To add days that are there already changes nothing.
using Days = std::uint32_t;

/// The days of `month` that lie in `period`.
Days days_of(Month month, const Period& period);
/// The first and the last of some days of `month`; there must be one.
Date first_of(Month month, Days days);
Date last_of(Month month, Days days);

/// A user, a device, or both seen together, in one month of one customer.
struct Activity {
  std::string user;                       ///< empty: a device on which nobody was seen
  std::string device;                     ///< empty: a user seen without a device
  std::optional<DeviceKind> device_kind;  ///< of a device, and only of one
  Days days = 0;
  bool operator==(const Activity&) const = default;
};

/// What the evidence of a month was once something had been added or removed: the hash of its rows
/// in order, of all customers (activity.h).
struct MonthDigest {
  Month month;
  std::string digest;  ///< BLAKE2b-256 in hex
  static constexpr void fields(auto& self, auto&& field) {
    field("month", self.month);
    field("digest", self.digest);
  }
  bool operator==(const MonthDigest&) const = default;
};

/// A file of activity was taken into the evidence. The same file is not taken twice.
struct UsageImported {
  static constexpr std::string_view type = "usage_imported";  // disk format: never rename
  std::string file_hash;                                      ///< BLAKE2b-256 of its bytes, in hex
  std::int64_t rows = 0;
  Date first_day;                         ///< the earliest day anybody was seen
  Date last_day;                          ///< the latest
  std::vector<MonthDigest> digests = {};  ///< of the months it has added to
  static constexpr void fields(auto& self, auto&& field) {
    field("file_hash", self.file_hash);
    field("rows", self.rows);
    field("first_day", self.first_day);
    field("last_day", self.last_day);
    field("digests", self.digests, since(2));
  }
  bool operator==(const UsageImported&) const = default;
};

/// Activity of a month that was invoiced already came in late: of the customer, who is billed for
/// what it adds. The effective day is the month's first.
struct UsageAdded {
  static constexpr std::string_view type = "usage_added";  // disk format: never rename
  Month month;
  static constexpr void fields(auto& self, auto&& field) { field("month", self.month); }
  bool operator==(const UsageAdded&) const = default;
};

/// What a subscription is billed by for a month whose detail is purged. The effective day is the
/// month's first.
struct UsageFrozen {
  static constexpr std::string_view type = "usage_frozen";  // disk format: never rename
  std::int64_t subscription = 0;
  Month month;
  std::int64_t units = 0;
  std::string digest;  ///< of the detail (detail_text()): BLAKE2b-256 in hex
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("month", self.month);
    field("units", self.units);
    field("digest", self.digest);
  }
  bool operator==(const UsageFrozen&) const = default;
};

/// The detail of all months before `before`, the first of one, is gone (MISSION S3).
struct UsagePurged {
  static constexpr std::string_view type = "usage_purged";  // disk format: never rename
  Date before;
  std::int64_t rows = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("before", self.before);
    field("rows", self.rows);
  }
  bool operator==(const UsagePurged&) const = default;
};

/// State: what stands instead of the detail of a month.
struct FrozenUnits {
  Month month;
  std::int64_t units = 0;
  std::string digest;
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("month", self.month);
    field("units", self.units);
    field("digest", self.digest);
    field("seq", self.seq);
  }
  bool operator==(const FrozenUnits&) const = default;
};

}  // namespace msp
