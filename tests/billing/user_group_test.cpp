// Several packages for one customer, by groups of its users (MISSION S5).
#include <catch2/catch.hpp>

#include <map>

#include "support/plans.h"

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
  Given given = two_packages();
  given.has("2026-03-01", ChangePlan{1, plan("core-plus")});
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

TEST_CASE("Membership is looked up on the last day on which the user was seen and billed",
          "[groups]") {
  Given given = by_group();
  add(given, "2026-03-01", staff, {"anna", "ben"});
  given.has(effective("2026-03-10", "2026-03-10"), RemoveGroupMembers{staff, {"anna", "ben"}});
  add(given, "2026-03-10", admins, {"ben"});
  CHECK(told(given, {user("anna", {9}), user("ben", {9})}) ==
        Lines{"*anna: billed as core through staff", "*ben: billed as core through staff"});
  CHECK(told(given, {user("anna", {9, 11}), user("ben", {9, 11})}) ==
        Lines{"anna: active, not covered", "*ben: billed as core-plus through admins"});
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
  Given given = by_group();
  add(given, "2026-03-01", staff, {"anna"});
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
