// What a month of activity is billed by: users and the devices that no user covers (MISSION S1,
// S2).
#pragma once

#include <string>
#include <vector>

#include "msp/customer.h"
#include "msp/usage.h"

namespace msp {

enum class UnitKind { user, device };
template <>
inline constexpr auto words<UnitKind> = worded<UnitKind>("user", "device");

/// Why a unit is billed or not. The words are part of what is hashed: never renamed.
enum class UnitReason {
  user,       ///< billed: a user
  covered,    ///< free: one of the devices its user covers
  beyond,     ///< billed: its user covers no more of its kind
  unpaired,   ///< billed: no billed user was seen on it
  trial,      ///< free: not seen on a day that is billed
  uncovered,  ///< free: in use, and no subscription is for it
};
template <>
inline constexpr auto words<UnitReason> = worded<UnitReason>("user", "covered", "beyond",
                                                             "unpaired", "trial", "uncovered");

struct Unit {
  UnitKind kind = UnitKind::user;
  std::string id;
  std::optional<DeviceKind> device_kind;  ///< of a device
  std::string paired_to;                  ///< a device's user; empty: it has none
  Date first_seen;
  Date last_seen;
  std::int64_t active_days = 0;
  bool billed = false;
  UnitReason reason = UnitReason::user;
  std::int64_t subscription = 0;  ///< by which it is billed or free; 0: by none
  std::string group;              ///< through which that is so; empty: it is for everybody
  bool operator==(const Unit&) const = default;
};

/// When two spellings are one user or one device; months issued by msp 0.1.0 told apart whatever
/// was spelled differently.
enum class Same { by_identity, by_spelling };

/// Everyone and everything seen in a month: users by id, then devices by id. The order of
/// `activity` does not matter, nor does it if something is said twice. Of the spellings of one
/// (msp/identity.h) the first by its bytes is its id.
///
/// - Who was seen on a day of `billable` is billed, once. Who was not is free: trial days are.
/// - A device belongs to the billed user who was seen on it on most days of the month, to the first
///   by id if there are several. It is a business device if it was seen as one at all. Of users who
///   are not billed it shares what covers them, and counts for itself on billed days.
/// - A user covers as many business and personal devices as `pairing` says, the first by id of
///   those that would be billed. The others, and devices without a user, count for themselves.
std::vector<Unit> units_of(Month month, const std::vector<Activity>& activity, Days billable,
                           const Pairing& pairing);

/// The same of all services of a customer that are billed by activity. A subscription that is
/// attached to groups is for their members, any other for everybody who is in no group with a
/// subscription (MISSION S5).
///
/// - Whom a subscription is for is looked up for each day: who was seen on it is covered by the
///   groups and attachments of that day (MISSION 19).
/// - A unit is billed once, at the dearest price of a unit that covered it on any billable day; of
///   equal ones by the subscription with the lowest number. One more day never makes it cheaper.
/// - Devices follow their user: on their own days they are covered by what covers that user then.
///   One on which nobody was seen is billed by a subscription that is for everybody that day.
/// - Nobody's subscription: `uncovered`, not billed.
std::vector<Unit> units_of(const Customer& customer, const Catalog& catalog, Month month,
                           const std::vector<Activity>& activity, Same same = Same::by_identity);

/// Those of one subscription.
std::vector<Unit> units_of(std::int64_t subscription, const std::vector<Unit>& units);

std::int64_t billed_units(const std::vector<Unit>& units);

/// `user`, `covered by anna`, `beyond anna's 2 personal devices`, `unpaired`, `only on trial days`,
/// `active, not covered`
std::string why_text(const Unit& unit, const Pairing& pairing);

/// The same of a customer's unit; of a user in a group `billed as core-plus through admins`.
std::string why_text(const Unit& unit, const Customer& customer, const Catalog& catalog,
                     Month month);

/// The units in one text, whose digest an invoice keeps: per unit a line of kind, id, device kind,
/// paired to, first seen, last seen, active days, true or false (billed) and reason, separated by
/// tabs, ended by a line feed, in the order of units_of().
std::string detail_text(const std::vector<Unit>& units);

/// The days of `month` on which activity is billed: from the first day of regular billing (of a
/// trial that nobody ended yet, the day on which it becomes active by itself) to the subscription's
/// end.
Days billable_days(const Subscription& subscription, Month month);

/// The day whose plan, terms and price a month of activity is counted and billed by.
Date counted_by(const Subscription& subscription, Month month);

}  // namespace msp
