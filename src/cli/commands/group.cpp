// Groups of a customer's users (MISSION S5).
#include <fmt/format.h>

#include "commands/name_file.h"
#include "line/form.h"
#include "msp/read.h"
#include "msp/report/user_groups.h"

namespace msp::cli {
namespace {

constexpr How<std::string> member{read_text, members};

struct GroupAdd {
  CustomerId customer;
  UserGroupId group;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.operand("GROUP", self.group, "a lower-case word");
  }
  AddUserGroup asked() const { return {group}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    const auto* added = outcome.events.empty()
                            ? nullptr
                            : std::get_if<UserGroupAdded>(&outcome.events.back().event);
    if (!added) return {id, "has that group already", "msp group list " + id};
    return {id, "has a user group " + added->group.text(), "msp help group member add"};
  }
};

struct GroupList : Filters {
  static void options(auto& self, auto&& option) {
    option.optional("CUSTOMER", self.customer, "only of this customer");
    option("--as-of", "DATE", self.on, "on that day (today)");
    looking_back(self, option);
  }
};

/// What a change of members recorded besides what time had made due.
Answer describe_members(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  std::string what;
  for (std::size_t i = outcome.swept; i < outcome.events.size(); ++i) {
    const RecordedEvent& event = outcome.events[i];
    const auto tell = [&](const char* how, const UserGroupId& group, std::size_t users) {
      what +=
          fmt::format("{}{} {} {} from {}", what.empty() ? "" : ", ",
                      plural(users, "user", "users"), how, group.text(), event.effective_on.text());
    };
    if (const auto* added = std::get_if<GroupMemberAdded>(&event.event)) {
      tell("in", added->group, added->users.size());
    }
    if (const auto* removed = std::get_if<GroupMemberRemoved>(&event.event)) {
      tell("no longer in", removed->group, removed->users.size());
    }
  }
  return {id, what.empty() ? "it is so already" : what, "msp group list " + id};
}

struct GroupMembers {
  CustomerId customer;
  UserGroupId group;
  std::vector<std::string> users;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.operand("GROUP", self.group, "which");
    option.operand("USER", self.users, "as activity names them", member);
  }
  static Answer describe(const CustomerOutcome& outcome) { return describe_members(outcome); }
};

struct GroupMemberAdd : GroupMembers {
  AddGroupMembers asked() const {
    AddGroupMembers add{group, {}};
    for (const std::string& user : users) add.users.push_back({user});
    return add;
  }
};

struct GroupMemberRemove : GroupMembers {
  RemoveGroupMembers asked() const { return {group, users}; }
};

struct GroupMemberImport {
  CustomerId customer;
  UserGroupId group;
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.operand("GROUP", self.group, "which");
    option.operand("FILE", self.file, "CSV with the columns user and, if need be, from; - is stdin",
                   machine_made);
  }
  AddGroupMembers asked() const { return {group, read_name_file(file, "user", read_name)}; }
  static Answer describe(const CustomerOutcome& outcome) { return describe_members(outcome); }
};

struct GroupMemberList : Filters {
  CustomerId whose;
  std::optional<UserGroupId> of_group;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.whose, "whose");
    option.optional("GROUP", self.of_group, "only of this group");
    option("--as-of", "DATE", self.on, "on that day (today)");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const Customer known = invocation.known_customer(ledger, whose);
    if (of_group) check_known(known, *of_group);
    return group_member_list(known, of_group, query.as_of);
  }
  static void check_known(const Customer& known, const UserGroupId& group) {
    Candidates names;
    for (const UserGroup& each : known.user_groups) {
      if (each.id == group) return;
      names.push_back(each.id.text());
    }
    const std::string id = known.id.text();
    throw Refused(
        {"group.unknown", fmt::format("{} has no user group {}", id, group.text()),
         did_you_mean(group.text(), names, fmt::format("`msp group list {}` shows them.", id))});
  }
};

constexpr Command group_table[] = {
    command<GroupAdd>(evidenced, every_day, "group add",
                      "Makes a group of a customer's users, to attach a subscription to.",
                      "msp group add bolt guests --ref mail-40",
                      "msp group add bolt guests --effective 2026-04-01 --ref mail-40"),
    command<GroupList, user_group_list>(
        list.of(user_group_columns), every_day, "group list",
        "Lists user groups and the subscriptions that are for them.", "msp group list bolt",
        "msp group list bolt --as-of 2026-03-31"),
    command<GroupMemberAdd>(
        evidenced, every_day, "group member add",
        "Puts users into a group, which is billed by the group's subscription from then on.",
        "msp group member add bolt admins anna@bolt.example --ref mail-41",
        "msp group member add bolt staff gus hal --effective 2026-04-01 --ref mail-42"),
    command<GroupMemberRemove>(
        evidenced, every_day, "group member remove", "Takes users out of a group.",
        "msp group member remove bolt admins dan@bolt.example --ref mail-43",
        "msp group member remove bolt staff ben --effective 2026-05-01 --ref mail-43"),
    command<GroupMemberImport>(
        evidenced, every_day, "group member import",
        "Puts the users of a file into a group; who is in it already stays.",
        "msp group member import bolt staff staff.csv --ref mail-44",
        "msp group member import bolt staff - --ref mail-44 --dry-run < staff.csv"),
    command<GroupMemberList>(list.of(member_columns), every_day, "group member list",
                             "Lists who is in a customer's user groups.",
                             "msp group member list bolt", "msp group member list bolt admins")};

}  // namespace

extern const Commands group_commands = group_table;

}  // namespace msp::cli
