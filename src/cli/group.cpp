// Groups of a customer's users (MISSION S5).
#include <fmt/format.h>

#include <algorithm>

#include "commands.h"
#include "invocation.h"
#include "known_at.h"
#include "name_file.h"

namespace msp::cli {
namespace {

UserGroupId group_of(const Invocation& invocation) {
  return invocation.arguments().required<UserGroupId>("GROUP");
}

Answer describe_group(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  const auto* added =
      outcome.events.empty() ? nullptr : std::get_if<UserGroupAdded>(&outcome.events.back().event);
  if (!added) return {id, "has that group already", "msp group list " + id};
  return {id, "has a user group " + added->group.text(), "msp help group member add"};
}

/// What a change of members recorded besides what time had made due.
Answer describe_members(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  std::string what;
  for (std::size_t i = outcome.swept; i < outcome.events.size(); ++i) {
    const RecordedEvent& event = outcome.events[i];
    const auto tell = [&](const char* how, const UserGroupId& group, std::size_t users) {
      what += fmt::format("{}{} {} {} from {}", what.empty() ? "" : ", ",
                          counted(users, "user", "users"), how, group.text(),
                          event.effective_on.text());
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

Answer describe_attached(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  const auto* attached = outcome.events.empty()
                             ? nullptr
                             : std::get_if<SubscriptionAttached>(&outcome.events.back().event);
  if (!attached) return {id, "it is attached already", "msp group list " + id};
  return {SubscriptionRef{outcome.after.id, attached->subscription}.text(),
          fmt::format("for the group {} from {}", attached->group.text(),
                      outcome.events.back().effective_on.text()),
          "msp group list " + id};
}

std::vector<std::string> users_of(const Invocation& invocation) {
  std::vector<std::string> users;
  for (const std::string& typed : invocation.arguments().all("USER")) {
    auto read = read_name(typed);
    if (!read) usage_error("usage.text", "USER: " + read.refusal().message, read.refusal().hint);
    users.push_back(*std::move(read));
  }
  return users;
}

Exit add(Invocation& invocation) {
  return invocation.change(invocation.customer(), AddUserGroup{group_of(invocation)},
                           describe_group);
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return user_group_list(ledger, invocation.query(ledger));
  }();
  return invocation.show(table);
}

void check_known(const Customer& customer, const UserGroupId& group) {
  std::vector<std::string> names;
  for (const UserGroup& known : customer.user_groups) names.push_back(known.id.text());
  if (std::find(names.begin(), names.end(), group.text()) != names.end()) return;
  const auto like = nearest(group.text(), names);
  const std::string id = customer.id.text();
  throw Refused({"group.unknown", fmt::format("{} has no user group {}", id, group.text()),
                 like ? fmt::format("Did you mean {}?", *like)
                      : fmt::format("`msp group list {}` shows them.", id)});
}

Exit list_members(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, invocation.customer());
    const auto group = invocation.arguments().value<UserGroupId>("GROUP");
    if (group) check_known(customer, *group);
    return ::msp::group_member_list(customer, group, invocation.query(ledger).as_of);
  }();
  return invocation.show(table);
}

Exit add_members(Invocation& invocation) {
  AddGroupMembers members{group_of(invocation), {}};
  for (std::string& user : users_of(invocation)) members.users.push_back({std::move(user)});
  return invocation.change(invocation.customer(), members, describe_members);
}

Exit remove_members(Invocation& invocation) {
  return invocation.change(invocation.customer(),
                           RemoveGroupMembers{group_of(invocation), users_of(invocation)},
                           describe_members);
}

Exit import_members(Invocation& invocation) {
  return invocation.change(
      invocation.customer(),
      AddGroupMembers{group_of(invocation),
                      read_name_file(*invocation.arguments().raw("FILE"), "user", read_name)},
      describe_members);
}

Exit attach(Invocation& invocation) {
  const auto ref = invocation.arguments().required<SubscriptionRef>("SUBSCRIPTION");
  const auto group = invocation.arguments().required<UserGroupId>("--group");
  return invocation.change(ref.customer, AttachSubscription{ref.number, group}, describe_attached);
}

const Option as_of{"--as-of", "DATE", "on that day (today)"};

}  // namespace

const Command group_add{"group add",
                        "Makes a group of a customer's users, to attach a subscription to.",
                        Kind::evidenced,
                        {"msp group add bolt guests --ref mail-40",
                         "msp group add bolt guests --effective 2026-04-01 --ref mail-40"},
                        {{"CUSTOMER", "whose"}, {"GROUP", "a lower-case word"}},
                        {},
                        add};

const Command group_list{"group list",
                         "Lists user groups and the subscriptions that are for them.",
                         Kind::list,
                         {"msp group list bolt", "msp group list bolt --as-of 2026-03-31"},
                         {{"CUSTOMER", "only of this customer", false}},
                         {as_of, known_at},
                         list};

const Command group_member_add{
    "group member add",
    "Puts users into a group, which is billed by the group's subscription from then on.",
    Kind::evidenced,
    {"msp group member add bolt admins anna@bolt.example --ref mail-41",
     "msp group member add bolt staff gus hal --effective 2026-04-01 --ref mail-42"},
    {{"CUSTOMER", "whose"}, {"GROUP", "which"}, {"USER", "as activity names them", true, true}},
    {},
    add_members};

const Command group_member_remove{
    "group member remove",
    "Takes users out of a group.",
    Kind::evidenced,
    {"msp group member remove bolt admins dan@bolt.example --ref mail-43",
     "msp group member remove bolt staff ben --effective 2026-05-01 --ref mail-43"},
    {{"CUSTOMER", "whose"}, {"GROUP", "which"}, {"USER", "as activity names them", true, true}},
    {},
    remove_members};

const Command group_member_import{
    "group member import",
    "Puts the users of a file into a group; who is in it already stays.",
    Kind::evidenced,
    {"msp group member import bolt staff staff.csv --ref mail-44",
     "msp group member import bolt staff - --ref mail-44 --dry-run < staff.csv"},
    {{"CUSTOMER", "whose"},
     {"GROUP", "which"},
     {"FILE", "CSV with the columns user and, if need be, from; - is stdin"}},
    {},
    import_members};

const Command group_member_list{"group member list",
                                "Lists who is in a customer's user groups.",
                                Kind::list,
                                {"msp group member list bolt", "msp group member list bolt admins"},
                                {{"CUSTOMER", "whose"}, {"GROUP", "only of this group", false}},
                                {as_of, known_at},
                                list_members};

const Command subscription_attach{
    "subscription attach",
    "Makes a subscription one for a group of users: new members get it without another word.",
    Kind::evidenced,
    {"msp subscription attach bolt/2 --group admins --ref mail-45",
     "msp subscription attach bolt/2 --group admins --effective 2026-05-01 --ref mail-45"},
    {{"SUBSCRIPTION", "such as acme/2"}},
    {{"--group", "GROUP", "of users"}},
    attach};

}  // namespace msp::cli
