// Groups of users, their members, and the subscriptions that are for them (MISSION S5).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "decide/decide.h"
#include "decide/names.h"
#include "msp/advice.h"
#include "msp/nearest.h"

namespace msp {
Refusal unknown_group(const Customer& customer, const UserGroupId& group) {
  std::vector<std::string> names;
  for (const UserGroup& known : customer.user_groups) names.push_back(known.id.text());
  const auto like = nearest(group.text(), names);
  return {"group.unknown", fmt::format("{} has no user group {}", customer.id.text(), group.text()),
          did_you_mean(like, Hint(Advice::add_group, {customer.id.text(), group.text()}))};
}

std::optional<Refusal> refuse_invoiced(const Desk& desk, Date on) {
  std::optional<Date> invoiced;
  for (const Subscription& each : desk.customer.subscriptions) {
    if (!each.settled_through) continue;
    const Date last = *each.settled_through - 1;
    if (terms_on(desk.customer, each, desk.catalog, last)->basis != Basis::activity) continue;
    invoiced = std::max(invoiced.value_or(last), last);
  }
  if (!invoiced || *invoiced < on) return std::nullopt;
  return Refusal{"group.invoiced",
                 fmt::format("the activity of {} is invoiced through {}", desk.customer.id.text(),
                             invoiced->text()),
                 fmt::format("Let it hold from {} on.", (*invoiced + 1).text())};
}

Result<Facts> decide_on(const Desk& desk, const AddUserGroup& command) {
  const UserGroup* known = desk.customer.user_group(command.group);
  const bool so = known && desk.request.effective_on.value_or(known->since) == known->since;
  if (so) return Facts{};  // said twice, true once
  return Facts{{UserGroupAdded{command.group}, desk.request.effective()}};
}

Result<Facts> decide_on(const Desk& desk, const AddGroupMembers& command) {
  const UserGroup* group = desk.customer.user_group(command.group);
  if (!group) return unknown_group(desk.customer, command.group);
  std::map<Date, std::vector<std::string>> by_day;
  for (const auto& [user, from] : command.users) {
    by_day[from.value_or(desk.request.effective())].push_back(user);
  }
  Facts facts;
  for (const auto& [from, users] : by_day) {
    GroupMemberAdded added{command.group, coming(group->members, from, users)};
    if (!added.users.empty()) facts.push_back({std::move(added), from});
  }
  if (!facts.empty()) {
    if (auto refusal = refuse_invoiced(desk, facts.front().effective_on)) return *refusal;
  }
  return facts;
}

Result<Facts> decide_on(const Desk& desk, const RemoveGroupMembers& command) {
  const Date on = desk.request.effective();
  const UserGroup* group = desk.customer.user_group(command.group);
  if (!group) return unknown_group(desk.customer, command.group);
  const Unknown unknown = [&](const std::string& user, const std::optional<std::string>& like) {
    return Refusal{"member.unknown", fmt::format("{} is not in {}", user, command.group.text()),
                   did_you_mean(like, Hint(Advice::list_members,
                                           {desk.customer.id.text(), command.group.text()}))};
  };
  auto gone = going(group->members, on, command.users, unknown);
  if (!gone) return gone.refusal();
  if (gone->empty()) return Facts{};
  if (auto refusal = refuse_invoiced(desk, on)) return *refusal;
  return Facts{{GroupMemberRemoved{command.group, *std::move(gone)}, on}};
}

Result<Facts> decide_on(const Desk& desk, const AttachSubscription& command) {
  const Date on = desk.request.effective();
  const auto chosen = choose(desk.customer, command.subscription, [on](const Subscription& s) {
    return s.status_on(on) != Status::ended;
  });
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const std::string name = desk.customer.ref(subscription).text();
  if (subscription.status_on(on) == Status::ended) {
    return Refusal{"subscription.ended",
                   fmt::format("{} ended on {}", name, subscription.ending->ends_on.text()),
                   "Order again to restart."};
  }
  const Basis basis = terms_on(desk.customer, subscription, desk.catalog, on)->basis;
  if (basis != Basis::activity) {
    return Refusal{
        "subscription.not_by_activity",
        fmt::format("{} is billed by {}: it is not for a group of users", name, word(basis)),
        Advice::see_bases};
  }
  if (!desk.customer.user_group(command.group)) {
    return unknown_group(desk.customer, command.group);
  }
  for (const AttachedFrom& attached : subscription.attached) {
    if (attached.group == command.group && attached.from == on) return Facts{};
  }
  if (auto refusal = refuse_invoiced(desk, on)) return *refusal;
  return Facts{{SubscriptionAttached{subscription.number, command.group}, on}};
}

}  // namespace msp
