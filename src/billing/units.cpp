#include "msp/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <map>

#include "coverage.h"
#include "msp/identity.h"

namespace msp {
namespace {

struct User {
  std::string_view id;  // as spelled
  Days days = 0;
};

/// By identity.
template <class T>
using ByIdentity = std::map<std::string, T, std::less<>>;

struct Device {
  std::string_view id;
  DeviceKind kind = DeviceKind::personal;
  Days days = 0;
  std::map<std::string_view, Days> users;  // who was seen on it, and when; by identity
};

/// A month sorted out: what the rows say together, whatever their order.
class Seen {
 public:
  ByIdentity<User> users;
  ByIdentity<Device> devices;

  Seen(const std::vector<Activity>& activity, Same same) : same_(same) {
    for (const Activity& row : activity) {
      const auto user = row.user.empty() ? users.end() : entry_of(users, row.user);
      if (user != users.end()) user->second.days |= row.days;
      if (row.device.empty()) continue;
      Device& device = entry_of(devices, row.device)->second;
      device.days |= row.days;
      if (row.device_kind == DeviceKind::business) device.kind = DeviceKind::business;
      if (user != users.end()) device.users[user->first] |= row.days;
    }
  }

 private:
  template <class T>
  typename ByIdentity<T>::iterator entry_of(ByIdentity<T>& all, const std::string& spelled) {
    const std::string_view identity =
        same_ == Same::by_identity ? identity_of(spelled, space_) : std::string_view(spelled);
    auto found = all.find(identity);
    if (found == all.end()) found = all.emplace(identity, T{}).first;
    std::string_view& id = found->second.id;
    id = id.empty() ? std::string_view(spelled) : std::min(id, std::string_view(spelled));
    return found;
  }

  Same same_;
  std::string space_;
};

/// What each user is billed by, or free.
using Covers = std::map<std::string_view, Cover>;

/// The user a device belongs to, a billed one if there is any; empty if nobody was seen on it.
std::string_view user_of(const Device& device, const Covers& covers) {
  std::string_view found;
  std::pair<bool, int> most;
  for (const auto& [user, days] : device.users) {  // by id: of two the first stays
    const std::pair<bool, int> this_one{covers.at(user).billed, std::popcount(days)};
    if (this_one <= most) continue;
    most = this_one;
    found = user;
  }
  return found;
}

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

void take_cover(Unit& unit, const Cover& cover) {
  unit.subscription = cover.service ? cover.service->subscription : 0;
  unit.group = cover.group;
}

/// `counted`: how many of the user's devices of each kind are covered already.
UnitReason reason_of(const Device& device, const Cover& cover, bool paired, std::int64_t& counted) {
  if (!cover.service) return UnitReason::uncovered;
  if (!cover.billed) return UnitReason::trial;
  if (!paired) return UnitReason::unpaired;
  return counted++ < limit_of(cover.service->pairing, device.kind) ? UnitReason::covered
                                                                   : UnitReason::beyond;
}

std::vector<Unit> units_of(Month month, const std::vector<Activity>& activity, Same same,
                           const Coverage& coverage) {
  const Seen seen(activity, same);
  std::vector<Unit> units;
  Covers covers;
  for (const auto& [identity, user] : seen.users) {
    const Cover& cover = covers[identity] = coverage.of_user(identity, user.days);
    Unit& unit = units.emplace_back(unit_of(UnitKind::user, user.id, month, user.days));
    take_cover(unit, cover);
    unit.billed = cover.billed;
    unit.reason = cover.billed    ? UnitReason::user
                  : cover.service ? UnitReason::trial
                                  : UnitReason::uncovered;
  }
  std::map<std::pair<std::string_view, DeviceKind>, std::int64_t> counted;
  for (const auto& [identity, device] : seen.devices) {
    Unit& unit = units.emplace_back(unit_of(UnitKind::device, device.id, month, device.days));
    const std::string_view user = user_of(device, covers);
    const Cover cover =
        user.empty() ? coverage.of_lonely_device(device.days) : coverage.of_user(user, device.days);
    const bool paired = !user.empty() && covers.at(user).billed;
    unit.device_kind = device.kind;
    if (paired) unit.paired_to = seen.users.find(user)->second.id;
    take_cover(unit, cover);
    unit.reason = reason_of(device, cover, paired, counted[{user, device.kind}]);
    unit.billed = unit.reason == UnitReason::unpaired || unit.reason == UnitReason::beyond;
  }
  return units;
}

}  // namespace

std::vector<Unit> units_of(Month month, const std::vector<Activity>& activity, Days billable,
                           const Pairing& pairing) {
  return units_of(month, activity, Same::by_identity, Coverage(month, billable, pairing));
}

std::vector<Unit> units_of(const Customer& customer, const Catalog& catalog, Month month,
                           const std::vector<Activity>& activity, Same same) {
  return units_of(month, activity, same, Coverage(customer, catalog, month));
}

std::vector<Unit> units_of(std::int64_t subscription, const std::vector<Unit>& units) {
  std::vector<Unit> own;
  std::copy_if(units.begin(), units.end(), std::back_inserter(own),
               [=](const Unit& unit) { return unit.subscription == subscription; });
  return own;
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
    case UnitReason::uncovered:
      return "active, not covered";
    case UnitReason::trial:
      break;
  }
  return "only on trial days";
}

std::string why_text(const Unit& unit, const Customer& customer, const Catalog& catalog,
                     Month month) {
  const Subscription* subscription = customer.subscription(unit.subscription);
  if (!subscription) return why_text(unit, Pairing{});
  const Date on = counted_by(*subscription, month);
  if (unit.reason == UnitReason::user && !unit.group.empty()) {
    return fmt::format("billed as {} through {}", subscription->plan_on(on).plan.text(),
                       unit.group);
  }
  const AgreedTerms terms = terms_on(customer, *subscription, catalog, on);
  return why_text(unit, terms->pairing.value_or(Pairing{}));
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
