// Groups of users: who is in them from when on, and what is refused (MISSION S5).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

const auto staff = read<UserGroupId>("staff");

Given with_staff() {
  Given given(defens_x() + d_fence());
  given.has("2026-03-01", order_of("core"));
  given.has("2026-03-01", AddUserGroup{staff});
  given.has("2026-03-01", AddGroupMembers{staff, {{"anna"}, {"ben", day("2026-03-10")}}});
  return given;
}

Lines members(const Given& given, std::string_view on) {
  Lines lines;
  for (const Member& member : members_on(*given.customer.user_group(staff), day(on))) {
    lines.push_back(member.user + " since " + member.since.text());
  }
  return lines;
}

template <class Said>
std::string refused(Given given, std::string_view on, const Said& said) {
  const auto outcome = given.when(on, said);
  return outcome ? "taken" : outcome.refusal().code;
}

}  // namespace

TEST_CASE("Members are in a group from a day on, until another", "[groups]") {
  Given given = with_staff();
  given.has(effective("2026-03-20", "2026-03-15"), RemoveGroupMembers{staff, {"anna"}});
  CHECK(members(given, "2026-03-01") == Lines{"anna since 2026-03-01"});
  CHECK(members(given, "2026-03-14") == Lines{"anna since 2026-03-01", "ben since 2026-03-10"});
  CHECK(members(given, "2026-03-15") == Lines{"ben since 2026-03-10"});
  given.has("2026-03-25", AddGroupMembers{staff, {{"anna"}}});
  CHECK(members(given, "2026-03-25") == Lines{"anna since 2026-03-25", "ben since 2026-03-10"});
}

TEST_CASE("Users of one day come into a group with one event", "[groups]") {
  Given given = with_staff();
  const auto facts = given.when(
      "2026-03-20", AddGroupMembers{staff, {{"cleo"}, {"dora"}, {"eva", day("2026-03-25")}}});
  REQUIRE(facts);
  CHECK(*facts == Facts{{GroupMemberAdded{staff, {{"cleo"}, {"dora"}}}, day("2026-03-20")},
                        {GroupMemberAdded{staff, {{"eva"}}}, day("2026-03-25")}});
}

TEST_CASE("What is so already is no event", "[groups]") {
  Given given = with_staff();
  CHECK(require(given.when("2026-03-20", AddUserGroup{staff})).empty());
  const AddGroupMembers both{staff, {{"anna", day("2026-03-01")}, {"ben", day("2026-03-10")}}};
  CHECK(require(given.when("2026-03-20", both)).empty());
  given.has("2026-03-20", RemoveGroupMembers{staff, {"anna"}});
  CHECK(require(given.when("2026-03-20", RemoveGroupMembers{staff, {"anna"}})).empty());
  given.has("2026-03-20", AttachSubscription{1, staff});
  CHECK(require(given.when("2026-03-20", AttachSubscription{1, staff})).empty());
}

TEST_CASE("What is not there is not changed", "[groups]") {
  const Given given = with_staff();
  const auto sales = read<UserGroupId>("sales");
  CHECK(refused(given, "2026-03-20", AddGroupMembers{sales, {{"anna"}}}) == "group.unknown");
  CHECK(refused(given, "2026-03-20", RemoveGroupMembers{sales, {"anna"}}) == "group.unknown");
  CHECK(refused(given, "2026-03-20", RemoveGroupMembers{staff, {"ann"}}) == "member.unknown");
  CHECK(refused(given, "2026-03-20", AttachSubscription{1, sales}) == "group.unknown");
  CHECK(refused(given, "2026-03-20", AttachSubscription{7, staff}) == "subscription.unknown");
}

TEST_CASE("Only what is billed by activity is for a group of users", "[groups]") {
  Given given = with_staff();
  PlaceOrder guard = order_of("guard", 5);
  guard.user_group = staff;
  CHECK(refused(given, "2026-03-20", guard) == "order.not_by_activity");
  guard.user_group.reset();
  given.has("2026-03-20", guard);
  CHECK(refused(given, "2026-03-20", AttachSubscription{2, staff}) ==
        "subscription.not_by_activity");
  PlaceOrder plus = order_of("core-plus");
  plus.user_group = read<UserGroupId>("sales");
  CHECK(refused(given, "2026-03-20", plus) == "group.unknown");
}

TEST_CASE("An ended subscription is for nobody", "[groups]") {
  Given given = with_staff();
  given.has("2026-03-15", CancelSubscription{1});
  CHECK(refused(given, "2026-03-20", AttachSubscription{1, staff}) == "subscription.ended");
}

TEST_CASE("Activity that is invoiced was counted by the groups as they were: they stay so",
          "[groups]") {
  Given given = with_staff();
  given.seen("2026-03-05", "anna");
  given.run("2026-04-01");
  const auto late = [&](const Command& said) {
    const auto outcome = given.when(effective("2026-04-01", "2026-03-31"), said);
    return outcome ? "taken" : outcome.refusal().code;
  };
  CHECK(late(AddGroupMembers{staff, {{"cleo"}}}) == "group.invoiced");
  CHECK(late(RemoveGroupMembers{staff, {"anna"}}) == "group.invoiced");
  CHECK(late(AttachSubscription{1, staff}) == "group.invoiced");
  CHECK(given.when("2026-04-01", AddGroupMembers{staff, {{"cleo"}}}));
}

TEST_CASE("S5: the first order of a customer for a group makes the group with it", "[groups]") {
  Given given(defens_x());
  PlaceOrder core = order_of("core");
  core.user_group = staff;
  CHECK(said(given.when("2026-03-01", core)) ==
        Lines{"customer_details_set 2026-03-01", "agreement_made 2026-03-01",
              "subscription_ordered 2026-03-01", "user_group_added 2026-03-01",
              "subscription_attached 2026-03-01", "subscription_activated 2026-03-01"});
  PlaceOrder plus = order_of("core-plus");
  plus.user_group = read<UserGroupId>("staf");  // rather a slip
  CHECK(refused(given, "2026-03-01", plus) == "group.unknown");
  plus.user_group = read<UserGroupId>("sales");
  CHECK(refused(given, "2026-03-02", plus) == "group.unknown");  // somebody could have made it
  CHECK(given.when("2026-03-01", plus));
}
