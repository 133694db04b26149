// Groups of a customer's users: what they are for is to say which package whom is billed by
// (MISSION S5). Users are named as activity names them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/ids.h"

namespace msp {

struct UserGroupAdded {
  static constexpr std::string_view type = "user_group_added";  // disk format: never rename
  UserGroupId group;
  static constexpr void fields(auto& self, auto&& field) { field("group", self.group); }
  bool operator==(const UserGroupAdded&) const = default;
};

/// Members from the effective day on.
struct GroupMemberAdded {
  static constexpr std::string_view type = "group_member_added";  // disk format: never rename
  UserGroupId group;
  std::vector<Personal> users;
  static constexpr void fields(auto& self, auto&& field) {
    field("group", self.group);
    field("users", self.users);
  }
  bool operator==(const GroupMemberAdded&) const = default;
};

/// No longer members from the effective day on.
struct GroupMemberRemoved {
  static constexpr std::string_view type = "group_member_removed";  // disk format: never rename
  UserGroupId group;
  std::vector<Personal> users;
  static constexpr void fields(auto& self, auto&& field) {
    field("group", self.group);
    field("users", self.users);
  }
  bool operator==(const GroupMemberRemoved&) const = default;
};

/// From the effective day on the subscription is for the group's members, whoever they are.
struct SubscriptionAttached {
  static constexpr std::string_view type = "subscription_attached";  // disk format: never rename
  std::int64_t subscription = 0;
  UserGroupId group;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("group", self.group);
  }
  bool operator==(const SubscriptionAttached&) const = default;
};

// ---- state ----

/// A user is a member, or no longer, from a day on; of the names of mailboxes it is an address.
struct MemberFrom {
  Personal user;
  Date from;
  bool member = true;
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("user", self.user);
    field("from", self.from);
    field("member", self.member);
    field("seq", self.seq);
  }
  bool operator==(const MemberFrom&) const = default;
};

struct UserGroup {
  UserGroupId id;
  Date since;
  std::vector<MemberFrom> members;  ///< in order of (from, seq), of all users
  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("since", self.since);
    field("members", self.members);
  }
  bool operator==(const UserGroup&) const = default;
};

/// Who is a member on `date` and since when, by name. Who was erased is not there.
struct Member {
  std::string user;
  Date since;
};
std::vector<Member> members_on(const std::vector<MemberFrom>& members, Date date);
std::vector<Member> members_on(const UserGroup& group, Date date);

/// Those of `users` for whom it is news on `date` that they are there, or no longer.
std::vector<Personal> news_on(const std::vector<MemberFrom>& known, Date date,
                              const std::vector<Personal>& users, bool member);

struct AttachedFrom {
  UserGroupId group;
  Date from;
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("group", self.group);
    field("from", self.from);
    field("seq", self.seq);
  }
  bool operator==(const AttachedFrom&) const = default;
};

}  // namespace msp
