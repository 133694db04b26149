// From a month of activity to what is billed of it (MISSION S1, S2, S6).
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>

#include "msp/units.h"
#include "support/plans.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;
using Rows = std::vector<Activity>;

namespace {

const Month november = *Month::from_text("2026-11");
const Days all = days_of(november, november.period());
const Days after_trial = days_of(november, {day("2026-11-15"), day("2026-12-01")});
const Pairing one_and_two{1, 2};

Days on(std::initializer_list<int> days) {
  Days mask = 0;
  for (const int number : days) mask |= Days{1} << (number - 1);
  return mask;
}

Activity user(std::string id, Days days) { return {std::move(id), "", std::nullopt, days}; }
Activity business(std::string who, std::string device, Days days) {
  return {std::move(who), std::move(device), DeviceKind::business, days};
}
Activity personal(std::string who, std::string device, Days days) {
  return {std::move(who), std::move(device), DeviceKind::personal, days};
}

/// `id: why`, and a star before what is billed.
Lines told(const Rows& rows, Days billable = all, const Pairing& pairing = one_and_two) {
  Lines lines;
  for (const Unit& unit : units_of(november, rows, billable, pairing)) {
    lines.push_back((unit.billed ? "*" : "") + unit.id + ": " + why_text(unit, pairing));
  }
  return lines;
}

std::int64_t count(const Rows& rows, Days billable = all, const Pairing& pairing = one_and_two) {
  return billed_units(units_of(november, rows, billable, pairing));
}

/// A user on one business and two personal devices, and a device that is nobody's. Another user of
/// the customer is silent: of him there is no row.
const Rows vendor_rows = {business("anna", "desk", on({2, 3})), personal("anna", "pad", on({2})),
                          personal("anna", "phone", on({5})), business("", "kiosk", on({9}))};

}  // namespace

TEST_CASE("S2: a user covers 1 business and 2 personal devices, an unpaired device counts") {
  CHECK(told(vendor_rows) == Lines{"*anna: user", "desk: covered by anna", "*kiosk: unpaired",
                                   "pad: covered by anna", "phone: covered by anna"});
  CHECK(count(vendor_rows) == 2);
}

TEST_CASE("S2: a third personal device counts for itself", "[units]") {
  Rows rows = vendor_rows;
  rows.push_back(personal("anna", "watch", on({30})));
  CHECK(count(rows) == 3);
  CHECK(told(rows).back() == "*watch: beyond anna's 2 personal devices");
  rows.push_back(business("anna", "notebook", on({30})));
  CHECK(count(rows) == 4);
  CHECK(told(rows)[3] == "*notebook: beyond anna's 1 business device");
}

TEST_CASE("S1: nobody seen, nothing counted", "[units]") {
  CHECK(units_of(november, {}, all, one_and_two).empty());
  CHECK(count({}) == 0);
}

TEST_CASE("S6: who was seen only on trial days is free; one billed day is enough", "[units]") {
  // A trial through 2026-11-14: five were seen, two of them only until then.
  const Rows rows = {user("anna", on({1, 14})), user("ben", on({3})), user("cleo", on({14, 15})),
                     user("dora", on({30})), user("emil", on({15}))};
  CHECK(count(rows, after_trial) == 3);
  CHECK(told(rows, after_trial) == Lines{"anna: only on trial days", "ben: only on trial days",
                                         "*cleo: user", "*dora: user", "*emil: user"});
}

TEST_CASE("Pairing is of the whole month; a device seen only on trial days takes nobody's place",
          "[units]") {
  // Seen together on a trial day, billed each on its own day: still anna's device.
  CHECK(told({personal("anna", "pad", on({2})), user("anna", on({20})),
              personal("", "pad", on({21}))},
             after_trial) == Lines{"*anna: user", "pad: covered by anna"});
  CHECK(told({business("anna", "a-desk", on({2})), business("anna", "b-desk", on({20}))},
             after_trial) ==
        Lines{"*anna: user", "a-desk: only on trial days", "b-desk: covered by anna"});
}

TEST_CASE("A user who is not billed covers nothing", "[units]") {
  CHECK(told({personal("anna", "pad", on({2})), personal("", "pad", on({20}))}, after_trial) ==
        Lines{"anna: only on trial days", "*pad: unpaired"});
}

TEST_CASE("A shared device belongs to who was on it on most days, then to the first by id",
          "[units]") {
  CHECK(told({business("anna", "desk", on({1})), business("ben", "desk", on({1, 2}))}) ==
        Lines{"*anna: user", "*ben: user", "desk: covered by ben"});
  CHECK(told({business("ben", "desk", on({1, 2})), business("anna", "desk", on({3, 4}))}) ==
        Lines{"*anna: user", "*ben: user", "desk: covered by anna"});
}

TEST_CASE("A device seen as both is a business device", "[units]") {
  const auto units =
      units_of(november, {personal("anna", "pad", on({1, 2, 3})), business("anna", "pad", on({4}))},
               all, {0, 2});
  CHECK(units.back().device_kind == DeviceKind::business);
  CHECK(units.back().billed);
}

TEST_CASE("Without pairing every device counts for itself", "[units]") {
  CHECK(count(vendor_rows, all, {}) == 5);
  CHECK(told({personal("anna", "pad", on({1}))}, all, {}).back() ==
        "*pad: beyond anna's 0 personal devices");
}

TEST_CASE("A user and a device of one name are two units", "[units]") {
  CHECK(count({user("kiosk", on({1})), business("", "kiosk", on({1}))}) == 2);
}

TEST_CASE("The detail says all that is known of a unit, in one text", "[units]") {
  const auto units = units_of(november, vendor_rows, all, one_and_two);
  CHECK(detail_text(units) ==
        "user\tanna\t\t\t2026-11-02\t2026-11-05\t3\ttrue\tuser\n"
        "device\tdesk\tbusiness\tanna\t2026-11-02\t2026-11-03\t2\tfalse\tcovered\n"
        "device\tkiosk\tbusiness\t\t2026-11-09\t2026-11-09\t1\ttrue\tunpaired\n"
        "device\tpad\tpersonal\tanna\t2026-11-02\t2026-11-02\t1\tfalse\tcovered\n"
        "device\tphone\tpersonal\tanna\t2026-11-05\t2026-11-05\t1\tfalse\tcovered\n");
  CHECK(detail_text({}).empty());
}

TEST_CASE("Activity is billed from the end of the trial to the end of the service", "[units]") {
  Given given(defens_x());
  given.has("2026-10-16", trial_of("core"));  // 30 days: through 2026-11-14
  const auto billable = [&](std::string_view text) {
    return billable_days(*given.customer.subscription(1), *Month::from_text(text));
  };
  CHECK(billable("2026-10") == 0);
  CHECK(billable("2026-11") == after_trial);  // before the sweep has recorded it
  given.sweep("2026-12-01");
  CHECK(billable("2026-11") == after_trial);
  CHECK(billable("2026-12") == 0x7FFFFFFF);
  given.has("2026-12-10", DeactivateCustomer{});
  CHECK(billable("2026-12") == 0x1FF);  // decision 12: before the end, and nothing after
  CHECK(billable("2027-01") == 0);
}

TEST_CASE("S6: converted by hand, activity is billed from that day on", "[units]") {
  Given given(defens_x());
  given.has("2026-11-01", trial_of("core"));
  given.has("2026-11-10", ConvertTrial{});
  CHECK(billable_days(*given.customer.subscription(1), november) ==
        days_of(november, {day("2026-11-10"), day("2026-12-01")}));
}

namespace {

/// Rows of a small house, where everybody meets everybody. With `settled` a device has one user, or
/// none, and one kind, all month.
Rows any_rows(bool settled) {
  const auto row = [settled] {
    const int device = *rc::gen::inRange(0, 9);                                    // 0: none
    const int who = settled && device > 0 ? device % 4 : *rc::gen::inRange(0, 4);  // 0: nobody
    const int kind = settled ? device % 2 : *rc::gen::inRange(0, 2);
    Activity activity;
    if (who > 0 || device == 0) activity.user = "user-" + std::to_string(who);
    if (device > 0) {
      activity.device = "device-" + std::to_string(device);
      activity.device_kind = static_cast<DeviceKind>(kind);
    }
    activity.days = Days{1} << *rc::gen::inRange(0, 30);
    return activity;
  };
  return *rc::gen::container<Rows>(rc::gen::exec(row));
}

Pairing any_pairing() { return {*rc::gen::inRange(0, 3), *rc::gen::inRange(0, 3)}; }

}  // namespace

PROPERTY("The order of rows and rows said again never change the units", "[units]") {
  const Rows rows = any_rows(false);
  const Pairing pairing = any_pairing();
  const Days billable = *rc::gen::arbitrary<Days>() & all;
  Rows shuffled = rows;
  for (const Activity& row : rows) {
    if (*rc::gen::arbitrary<bool>()) shuffled.push_back(row);
  }
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  RC_ASSERT(units_of(november, shuffled, billable, pairing) ==
            units_of(november, rows, billable, pairing));
}

PROPERTY("More activity never lowers the count while devices keep their users", "[units]") {
  const Rows rows = any_rows(true);
  const Pairing pairing = any_pairing();
  const Days billable = *rc::gen::arbitrary<Days>() & all;
  Rows more = rows;
  for (const Activity& row : any_rows(true)) more.push_back(row);
  RC_ASSERT(count(more, billable, pairing) >= count(rows, billable, pairing));
  RC_ASSERT(count(rows, all, pairing) >= count(rows, billable, pairing));
}

PROPERTY("Never more than one unit for each user and each device seen", "[units]") {
  const Rows rows = any_rows(false);
  const auto units = units_of(november, rows, all, any_pairing());
  std::vector<std::pair<UnitKind, std::string>> ids;
  for (const Unit& unit : units) ids.emplace_back(unit.kind, unit.id);
  RC_ASSERT(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  RC_ASSERT(std::is_sorted(ids.begin(), ids.end()));
  const auto users = std::count_if(units.begin(), units.end(),
                                   [](const Unit& unit) { return unit.kind == UnitKind::user; });
  RC_ASSERT(billed_units(units) >= users);  // all days billed: every user is
}
