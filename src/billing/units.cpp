#include "msp/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>

namespace msp {
namespace {

struct Device {
  DeviceKind kind = DeviceKind::personal;
  Days days = 0;
  std::map<std::string_view, Days> users;  // who was seen on it, and when
};

/// A month sorted out: what the rows say together, whatever their order.
struct Seen {
  std::map<std::string_view, Days> users;
  std::map<std::string_view, Device> devices;

  explicit Seen(const std::vector<Activity>& activity) {
    for (const Activity& row : activity) {
      if (!row.user.empty()) users[row.user] |= row.days;
      if (row.device.empty()) continue;
      Device& device = devices[row.device];
      device.days |= row.days;
      if (row.device_kind == DeviceKind::business) device.kind = DeviceKind::business;
      if (!row.user.empty()) device.users[row.user] |= row.days;
    }
  }

  /// The billed user a device belongs to; empty if there is none.
  std::string_view user_of(const Device& device, Days billable) const {
    std::string_view found;
    int most = 0;
    for (const auto& [user, days] : device.users) {  // by id: of two the first stays
      const bool billed = (users.at(user) & billable) != 0;
      if (!billed || std::popcount(days) <= most) continue;
      most = std::popcount(days);
      found = user;
    }
    return found;
  }
};

Unit unit_of(UnitKind kind, std::string_view id, Month month, Days days) {
  Unit unit;
  unit.kind = kind;
  unit.id = id;
  unit.first_seen = first_of(month, days);
  unit.last_seen = last_of(month, days);
  unit.active_days = std::popcount(days);
  return unit;
}

std::int64_t limit_of(const Pairing& pairing, DeviceKind kind) {
  return kind == DeviceKind::business ? pairing.business : pairing.personal;
}

}  // namespace

std::vector<Unit> units_of(Month month, const std::vector<Activity>& activity, Days billable,
                           const Pairing& pairing) {
  const Seen seen(activity);
  std::vector<Unit> units;
  for (const auto& [id, days] : seen.users) {
    Unit& unit = units.emplace_back(unit_of(UnitKind::user, id, month, days));
    unit.billed = (days & billable) != 0;
    unit.reason = unit.billed ? UnitReason::user : UnitReason::trial;
  }
  std::map<std::pair<std::string_view, DeviceKind>, std::int64_t> covered;
  for (const auto& [id, device] : seen.devices) {
    Unit& unit = units.emplace_back(unit_of(UnitKind::device, id, month, device.days));
    const std::string_view user = seen.user_of(device, billable);
    unit.device_kind = device.kind;
    unit.paired_to = user;
    if ((device.days & billable) == 0) {
      unit.reason = UnitReason::trial;
    } else if (user.empty()) {
      unit.reason = UnitReason::unpaired;
    } else if (covered[{user, device.kind}]++ < limit_of(pairing, device.kind)) {
      unit.reason = UnitReason::covered;
    } else {
      unit.reason = UnitReason::beyond;
    }
    unit.billed = unit.reason == UnitReason::unpaired || unit.reason == UnitReason::beyond;
  }
  return units;
}

std::int64_t billed_units(const std::vector<Unit>& units) {
  return std::count_if(units.begin(), units.end(), [](const Unit& unit) { return unit.billed; });
}

std::string why_text(const Unit& unit, const Pairing& pairing) {
  switch (unit.reason) {
    case UnitReason::user:
      return "user";
    case UnitReason::covered:
      return "covered by " + unit.paired_to;
    case UnitReason::beyond: {
      const std::int64_t limit = limit_of(pairing, *unit.device_kind);
      return fmt::format("beyond {}'s {} {} device{}", unit.paired_to, limit,
                         word(*unit.device_kind), limit == 1 ? "" : "s");
    }
    case UnitReason::unpaired:
      return "unpaired";
    case UnitReason::trial:
      break;
  }
  return "only on trial days";
}

std::string detail_text(const std::vector<Unit>& units) {
  std::string text;
  for (const Unit& unit : units) {
    text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", word(unit.kind), unit.id,
                        unit.device_kind ? word(*unit.device_kind) : "", unit.paired_to,
                        unit.first_seen.text(), unit.last_seen.text(), unit.active_days,
                        unit.billed, word(unit.reason));
  }
  return text;
}

Days billable_days(const Subscription& subscription, Month month) {
  const auto& trial = subscription.trial;
  std::optional<Date> from = subscription.billing_from;
  if (!from && trial && !trial->deadline) from = trial->ends_on;
  if (!from) return 0;
  const auto& ending = subscription.ending;
  return days_of(month, {*from, ending ? ending->ends_on : month.period().end});
}

}  // namespace msp
