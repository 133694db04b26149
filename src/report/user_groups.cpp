// A customer's groups of users and who is in them (MISSION S5).
#include "msp/report/user_groups.h"
#include "cells.h"

namespace msp {
namespace {

/// `acme/1; acme/3`: the subscriptions that are for the group on that day.
std::string attached_to(const Customer& customer, const UserGroup& group, Date on) {
  std::string list;
  for (const Subscription& subscription : customer.subscriptions) {
    const bool ended = subscription.status_on(on) == Status::ended;
    for (const AttachedFrom& attached : subscription.attached) {
      if (ended || attached.group != group.id || on < attached.from) continue;
      list += (list.empty() ? "" : "; ") + customer.ref(subscription).text();
    }
  }
  return list;
}

}  // namespace

Columns user_group_columns() {
  return {{"customer", "whose"},
          {"group", "what it goes by"},
          {"since", "the day it was made", ColumnKind::date},
          {"members", "how many are in it", ColumnKind::count},
          {"subscriptions", "the packages that are for it"}};
}

Table user_group_list(const Ledger& ledger, const Query& query) {
  Table table(user_group_columns());
  const auto add = [&](const Customer& customer) {
    for (const UserGroup& group : customer.user_groups) {
      table.add({customer.id.text(), group.id.text(), group.since.text(),
                 std::to_string(members_on(group, query.as_of).size()),
                 attached_to(customer, group, query.as_of)});
    }
  };
  if (!query.customer) {
    ledger.customers(add);
  } else if (const auto customer = ledger.customer(*query.customer)) {
    add(*customer);
  }
  return table;
}

Columns member_columns() {
  return {{"customer", "whose"},
          {"group", "where"},
          {"user", "who"},
          {"since", "the first day in it", ColumnKind::date}};
}

Table group_member_list(const Customer& customer, const std::optional<UserGroupId>& group,
                        Date on) {
  Table table(member_columns());
  for (const UserGroup& each : customer.user_groups) {
    if (group && each.id != *group) continue;
    for (const Member& member : members_on(each, on)) {
      table.add({customer.id.text(), each.id.text(), member.user, member.since.text()});
    }
  }
  return table;
}

}  // namespace msp
