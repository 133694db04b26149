#include "msp/customer.h"

#include <algorithm>

#include "state/timeline.h"

namespace msp {
namespace {

const Subscription* find(const std::vector<Subscription>& subscriptions, std::int64_t number) {
  const auto found =
      std::find_if(subscriptions.begin(), subscriptions.end(),
                   [number](const Subscription& each) { return each.number == number; });
  return found == subscriptions.end() ? nullptr : &*found;
}

}  // namespace

const Subscription* Customer::subscription(std::int64_t number) const {
  const Subscription* found = find(subscriptions, number);
  return found ? found : find(withdrawn, number);
}

bool Customer::is_withdrawn(std::int64_t number) const { return find(withdrawn, number); }

std::int64_t Customer::next_subscription() const {
  return static_cast<std::int64_t>(subscriptions.size() + withdrawn.size()) + 1;
}

Subscription* Customer::subscription(std::int64_t number) {
  return const_cast<Subscription*>(std::as_const(*this).subscription(number));
}

const Agreement& Customer::agreement_of(const Subscription& subscription) const {
  return agreements[static_cast<std::size_t>(subscription.agreement - 1)];
}

const UserGroup* Customer::user_group(const UserGroupId& group) const {
  const auto same = [&group](const UserGroup& each) { return each.id == group; };
  const auto found = std::find_if(user_groups.begin(), user_groups.end(), same);
  return found == user_groups.end() ? nullptr : &*found;
}

const Draft* Customer::draft(std::int64_t number) const {
  const auto same = [number](const Draft& each) { return each.number == number; };
  const auto found = std::find_if(drafts.begin(), drafts.end(), same);
  return found == drafts.end() ? nullptr : &*found;
}

const CustomerDetailsSet& Customer::details_on(Date date) const {
  if (details_by_day.empty()) return details;
  const DetailsFrom* said = holding_on(details_by_day, date);
  return (said ? *said : details_by_day.front()).details;
}

std::optional<std::int64_t> Customer::group_on(Date date) const {
  if (groups.empty()) return std::nullopt;
  const GroupFrom* group = holding_on(groups, date);
  return group ? group->group : groups.front().group;
}

}  // namespace msp
