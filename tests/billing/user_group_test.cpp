// Several packages for one customer, by groups of its users (MISSION S5).
#include <catch2/catch.hpp>

#include <map>

#include "support/plans.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;

namespace {

const Month in_march = *Month::from_text("2026-03");
const auto staff = read<UserGroupId>("staff");
const auto admins = read<UserGroupId>("admins");

void add(Given& given, std::string_view on, const UserGroupId& group,
         const std::vector<std::string>& users) {
  AddGroupMembers members{group, {}};
  for (const std::string& user : users) members.users.push_back({user});
  given.has(on, AddUserGroup{group});
  given.has(on, members);
}

/// acme/1 is Core, acme/2 Core+, both since 1 March; two empty groups.
Given two_packages() {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", order_of("core-plus"));
  add(given, "2026-03-01", staff, {});
  add(given, "2026-03-01", admins, {});
  return given;
}

/// The same, Core for staff and Core+ for admins.
Given by_group() {
  Given given = two_packages();
  given.has("2026-03-01", AttachSubscription{1, staff});
  given.has("2026-03-01", AttachSubscription{2, admins});
  return given;
}

/// `unit: why`, and a star before what is billed.
Lines told(const Given& given, const std::vector<Activity>& activity, Month month = in_march) {
  Lines lines;
  for (const Unit& unit : units_of(given.customer, given.catalog, month, activity)) {
    lines.push_back((unit.billed ? "*" : "") + unit.id + ": " +
                    why_text(unit, given.customer, given.catalog, month));
  }
  return lines;
}

Activity user(std::string id, std::initializer_list<int> days) {
  Days mask = 0;
  for (const int number : days) mask |= Days{1} << (number - 1);
  return {std::move(id), "", std::nullopt, mask};
}
Activity device(std::string who, std::string id, std::initializer_list<int> days) {
  return {std::move(who), std::move(id), DeviceKind::business, user("", days).days};
}

/// What each subscription is billed: `acme/1 10 x 2.5`.
Lines billed_by(const std::vector<InvoiceIssued>& invoices) {
  Lines lines;
  for (const InvoiceIssued& invoice : invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      lines.push_back("acme/" + std::to_string(line.subscription) + " " +
                      std::to_string(line.quantity) + " x " + line.unit_price.text());
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("S5: 10 in staff only and one in both groups are 10 x 2.50 + 1 x 4.00 = 29.00",
          "[groups]") {
  Given given = by_group();
  for (int i = 0; i < 10; ++i) {
    const std::string name = "user" + std::to_string(i);
    add(given, "2026-03-01", staff, {name});
    given.seen("2026-03-10", name);
  }
  add(given, "2026-03-01", staff, {"zoe"});
  add(given, "2026-03-01", admins, {"zoe"});
  given.seen("2026-03-10", "zoe");
  const auto invoices = given.run("2026-04-01");
  CHECK(billed_by(invoices) == Lines{"acme/1 10 x 2.5", "acme/2 1 x 4"});
  REQUIRE(invoices.size() == 1);
  CHECK(invoices[0].net == 2900);
}

TEST_CASE("S5: of two packages the dearest is billed, and the detail says through which group",
          "[groups]") {
  Given given = by_group();
  add(given, "2026-03-01", staff, {"anna", "ben"});
  add(given, "2026-03-01", admins, {"anna"});
  CHECK(told(given, {user("anna", {2}), user("ben", {2})}) ==
        Lines{"*anna: billed as core-plus through admins", "*ben: billed as core through staff"});
}

TEST_CASE("S5: of two packages at one price the lowest number is billed", "[groups]") {
  Given given(catalog_of("core", core_terms(), "4.00") +
              catalog_of("core-plus", core_terms(), "4.00"));
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", order_of("core-plus"));
  const auto units = units_of(given.customer, given.catalog, in_march, {user("anna", {2})});
  REQUIRE(units.size() == 1);
  CHECK(units[0].subscription == 1);
}

TEST_CASE("S5: a subscription without a group is for everybody whom no group's is for",
          "[groups]") {
  Given given = two_packages();
  given.has("2026-03-01", AttachSubscription{2, admins});
  add(given, "2026-03-01", admins, {"anna"});
  add(given, "2026-03-01", staff, {"ben"});  // a group that no subscription is for
  CHECK(
      told(given, {user("anna", {2}), user("ben", {2}), user("cleo", {2}), device("", "kiosk", {2}),
                   device("anna", "desk", {2}), device("anna", "notebook", {3})}) ==
      Lines{"*anna: billed as core-plus through admins", "*ben: user", "*cleo: user",
            "desk: covered by anna", "*kiosk: unpaired",
            "*notebook: beyond anna's 1 business device"});
}

TEST_CASE("S5: where every subscription is for a group, others are told of and not billed",
          "[groups]") {
  Given given = by_group();
  given.seen("2026-03-02", "guest");
  given.seen("2026-03-02", "", "kiosk", DeviceKind::business);
  CHECK(told(given, {user("guest", {2}), device("", "kiosk", {2})}) ==
        Lines{"guest: active, not covered", "kiosk: active, not covered"});
  CHECK(given.run("2026-04-01").empty());
}

TEST_CASE("S5: a new member has the group's package from that day without another word",
          "[groups]") {
  Given given = by_group();
  add(given, "2026-03-10", staff, {"anna"});
  CHECK(told(given, {user("anna", {9})}) == Lines{"anna: active, not covered"});
  CHECK(told(given, {user("anna", {9, 10})}) == Lines{"*anna: billed as core through staff"});
}

TEST_CASE("19: who was seen on a day is covered by the groups of that day, at the dearest of all",
          "[groups]") {
  Given given = by_group();
  add(given, "2026-03-01", staff, {"anna", "ben", "cleo"});
  add(given, "2026-03-01", admins, {"cleo"});
  given.has(effective("2026-03-10", "2026-03-10"), RemoveGroupMembers{staff, {"anna", "ben"}});
  given.has(effective("2026-03-10", "2026-03-10"), RemoveGroupMembers{admins, {"cleo"}});
  add(given, "2026-03-10", admins, {"ben"});
  CHECK(told(given, {user("anna", {9}), user("ben", {9}), user("cleo", {9})}) ==
        Lines{"*anna: billed as core through staff", "*ben: billed as core through staff",
              "*cleo: billed as core-plus through admins"});
  CHECK(told(given, {user("anna", {9, 11}), user("ben", {9, 11}), user("cleo", {9, 11})}) ==
        Lines{"*anna: billed as core through staff", "*ben: billed as core-plus through admins",
              "*cleo: billed as core-plus through admins"});
  CHECK(told(given, {user("anna", {11}), user("cleo", {11})}) ==
        Lines{"anna: active, not covered", "*cleo: billed as core through staff"});
}

TEST_CASE("19: before it is for a group a subscription is for everybody", "[groups]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  add(given, "2026-03-01", staff, {"anna"});
  given.has("2026-03-31", AttachSubscription{1, staff});
  CHECK(told(given, {user("anna", {5}), user("ben", {6}), user("cleo", {31}),
                     device("", "kiosk", {30}), device("", "lift", {31})}) ==
        Lines{"*anna: user", "*ben: user", "cleo: active, not covered", "*kiosk: unpaired",
              "lift: active, not covered"});
}

TEST_CASE("19: a device is covered on its own days by what covers its user then", "[groups]") {
  Given given = by_group();
  add(given, "2026-03-01", staff, {"anna"});
  add(given, "2026-03-20", admins, {"anna"});
  CHECK(told(given, {device("anna", "desk", {5}), device("anna", "notebook", {6}),
                     device("anna", "old", {7}), user("anna", {25})}) ==
        Lines{"*anna: billed as core-plus through admins", "desk: covered by anna",
              "*notebook: beyond anna's 1 business device",
              "*old: beyond anna's 1 business device"});
  const auto units =
      units_of(given.customer, given.catalog, in_march,
               {device("anna", "desk", {5}), device("anna", "notebook", {6}), user("anna", {25})});
  CHECK(units.back().subscription == 1);
}

TEST_CASE("19: to leave a group and to join it on one day changes nothing", "[groups]") {
  Given given = by_group();
  add(given, "2026-03-01", staff, {"anna"});
  Given before = given;
  given.has("2026-03-10", RemoveGroupMembers{staff, {"anna"}});
  given.has("2026-03-10", AddGroupMembers{staff, {{"anna"}}});
  for (const int seen : {1, 9, 10, 11, 31}) {
    CHECK(told(given, {user("anna", {seen})}) == told(before, {user("anna", {seen})}));
  }
  const auto members = members_on(given.customer.user_groups.front(), day("2026-03-20"));
  REQUIRE(members.size() == 1);
  CHECK(members.front().since == day("2026-03-01"));
}

TEST_CASE("What a group had ends with its subscription: who was seen before is billed by it",
          "[groups]") {
  Given given = two_packages();
  given.has("2026-03-01", AttachSubscription{2, admins});
  add(given, "2026-03-01", admins, {"anna", "ben"});
  given.has("2026-03-15", CancelSubscription{2});
  CHECK(told(given, {user("anna", {14}), user("ben", {15})}) ==
        Lines{"*anna: billed as core-plus through admins", "*ben: user"});
}

TEST_CASE("S7: from Core to Core+ by date, the first of the month decides", "[groups]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  add(given, "2026-03-01", staff, {"anna"});
  given.has("2026-03-01", AttachSubscription{1, staff});
  for (const auto* date : {"2026-03-20", "2026-04-20"}) given.seen(date, "anna");
  given.has(effective("2026-03-10", "2026-03-15"), ChangePlan{1, plan("core-plus")});
  CHECK(billed_by(given.run("2026-05-01")) == Lines{"acme/1 1 x 2.5", "acme/1 1 x 4"});
}

TEST_CASE("A user of a group in its trial is free, and not everybody's", "[groups][trial]") {
  Given given(defens_x());
  given.has("2026-03-01", order_of("core"));
  add(given, "2026-03-01", admins, {"anna"});
  PlaceOrder order = trial_of("core-plus");  // through 2026-03-30
  order.user_group = admins;
  given.has("2026-03-01", order);
  CHECK(told(given, {user("anna", {2, 30})}) == Lines{"anna: only on trial days"});
  CHECK(told(given, {user("anna", {2, 31})}) == Lines{"*anna: billed as core-plus through admins"});
}

namespace {

/// Rows in which a device has one user, or none, all month.
std::vector<Activity> any_seen() {
  return *rc::gen::container<std::vector<Activity>>(rc::gen::exec([] {
    const int what = *rc::gen::inRange(0, 12);  // below 4: a user; of the devices 4 and 8: nobody's
    const int who = what % 4;
    Activity row;
    if (what < 4 || who > 0) row.user = "user-" + std::to_string(who);
    if (what >= 4) {
      row.device = "device-" + std::to_string(what);
      row.device_kind = static_cast<DeviceKind>(what % 2);
    }
    row.days = Days{1} << *rc::gen::inRange(0, 31);
    return row;
  }));
}

/// Two packages of which each is for everybody or from some day on for groups, one with a trial and
/// one perhaps with an end; members come and go.
Given any_groups() {
  Given given(defens_x());
  const bool trial = *rc::gen::arbitrary<bool>();
  given.has(trial ? "2026-02-12" : "2026-02-20", trial ? trial_of("core-plus") : order_of("core"));
  given.has("2026-03-01", trial ? order_of("core") : order_of("core-plus"));
  for (const UserGroupId& group : {staff, admins}) given.has("2026-03-01", AddUserGroup{group});
  const auto words = *rc::gen::inRange<std::size_t>(0, 12);
  for (std::size_t i = 0; i < words; ++i) {
    const Date on = day("2026-03-01") + *rc::gen::inRange(0, 31);
    const Request request{.today = day("2026-03-31"), .received_on = on, .effective_on = on};
    const UserGroupId& group = *rc::gen::arbitrary<bool>() ? staff : admins;
    const std::string name = "user-" + std::to_string(*rc::gen::inRange(0, 4));
    const int what = *rc::gen::inRange(0, 10);
    static_cast<void>(what < 2   ? given.when(request, AttachSubscription{what + 1, group})
                      : what < 7 ? given.when(request, AddGroupMembers{group, {{name}}})
                      : what < 9 ? given.when(request, RemoveGroupMembers{group, {name}})
                                 : given.when(request, CancelSubscription{2}));
  }
  given.sweep("2026-04-01");
  return given;
}

/// In cents: Core 2.50, Core+ 4.00.
std::int64_t bill(const Given& given, const std::vector<Activity>& rows) {
  std::int64_t net = 0;
  for (const Unit& unit : units_of(given.customer, given.catalog, in_march, rows)) {
    if (!unit.billed) continue;
    const Subscription& by = *given.customer.subscription(unit.subscription);
    net += by.plans.front().plan == plan("core") ? 250 : 400;
  }
  return net;
}

}  // namespace

PROPERTY("19: more activity never makes a bill smaller while devices keep their users",
         "[groups]") {
  const Given given = any_groups();
  const std::vector<Activity> rows = any_seen();
  std::vector<Activity> more = rows;
  for (const Activity& row : any_seen()) more.push_back(row);
  RC_ASSERT(bill(given, more) >= bill(given, rows));
}

PROPERTY("19: a member who leaves and joins on one day changes no unit", "[groups]") {
  const Given given = any_groups();
  const std::vector<Activity> rows = any_seen();
  Given again = given;
  const Date on = day("2026-03-01") + *rc::gen::inRange(0, 31);
  const Request request{.today = day("2026-04-01"), .received_on = on, .effective_on = on};
  for (const UserGroup& group : given.customer.user_groups) {
    for (const Member& member : members_on(group, on)) {
      again.has(request, RemoveGroupMembers{group.id, {member.user}});
      again.has(request, AddGroupMembers{group.id, {{member.user}}});
    }
  }
  RC_ASSERT(units_of(again.customer, again.catalog, in_march, rows) ==
            units_of(given.customer, given.catalog, in_march, rows));
}
