#include "component.h"

#include <algorithm>

#include "commitment.h"

namespace msp {
namespace {

bool period_settled(const Subscription& subscription, Date start) {
  return subscription.settled_through && start < *subscription.settled_through;
}

bool contains(const std::vector<Date>& days, Date day) {
  return std::find(days.begin(), days.end(), day) != days.end();
}

}  // namespace

const std::array<Component, 5> components{{
    {LineKind::decision_period, plan_decision_period, rate_decision_period,
     [](const Subscription& each, Date start) { return each.is_decision_settled(start); }},
    {LineKind::recurring, plan_periods, rate_recurring, period_settled},
    {LineKind::activity, nullptr, rate_activity, period_settled},
    {LineKind::setup, plan_setup, rate_setup,
     [](const Subscription& each, Date start) { return contains(each.setups_settled, start); }},
    {LineKind::commitment, plan_commitment, rate_commitment,
     [](const Subscription& each, Date start) {
       return contains(each.commitments_settled, start);
     }},
}};

const Component& component_of(LineKind kind) {
  return *std::find_if(components.begin(), components.end(),
                       [kind](const Component& each) { return each.kind == kind; });
}

}  // namespace msp
