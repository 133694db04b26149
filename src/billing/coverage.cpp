#include "coverage.h"

#include "msp/identity.h"

#include <algorithm>

namespace msp {
namespace {

/// The days of `month` on which the service runs, in trial or billed.
Days served_days(const Subscription& subscription, Month month) {
  const auto& trial = subscription.trial;
  const auto from = trial ? std::optional(trial->starts_on) : subscription.billing_from;
  if (!from) return 0;
  const auto& ending = subscription.ending;
  return days_of(month, {*from, ending ? ending->ends_on : month.period().end});
}

}  // namespace

Date counted_by(const Subscription& subscription, Month month) {
  const Period days = month.period();
  const auto& from = subscription.billing_from;
  if (from && *from < days.end) return std::max(days.start, *from);
  return std::max(days.start, subscription.ordered_on);
}

Coverage::Coverage(const Customer& customer, const Catalog& catalog, Month month) : month_(month) {
  for (const Subscription& subscription : customer.subscriptions) {
    add_service(customer, subscription, catalog);
  }
  if (services_.size() > 1) {
    for (Service& service : services_) {
      const Subscription& subscription = *customer.subscription(service.subscription);
      const Date on = counted_by(subscription, month);
      service.unit_cost = cost_of(1, price_for(customer, subscription, catalog, on));
    }
    const auto dearer = [](const Service& a, const Service& b) {
      return b.unit_cost < a.unit_cost;  // of equal ones the lowest number stays first
    };
    std::stable_sort(services_.begin(), services_.end(), dearer);
  }
  add_memberships(customer);
}

Coverage::Coverage(Month month, Days billable, const Pairing& pairing) : month_(month) {
  Service service;
  service.billable = billable;
  service.served = days_of(month, month.period());
  service.pairing = pairing;
  services_.push_back(service);
}

void Coverage::add_service(const Customer& customer, const Subscription& subscription,
                           const Catalog& catalog) {
  Service service;
  service.subscription = subscription.number;
  service.served = served_days(subscription, month_);
  service.billable = billable_days(subscription, month_);
  if (service.served == 0) return;
  const AgreedTerms terms =
      terms_on(customer, subscription, catalog, counted_by(subscription, month_));
  if (terms->basis != Basis::activity) return;
  service.pairing = terms->pairing.value_or(Pairing{});
  Date until = month_.period().end;
  if (subscription.ending) until = std::min(until, subscription.ending->ends_on);
  for (const AttachedFrom& attached : subscription.attached) {
    if (attached.from < until) service.attached.push_back(attached);
  }
  services_.push_back(std::move(service));
}

/// Only groups that a subscription is for matter.
void Coverage::add_memberships(const Customer& customer) {
  for (const UserGroup& group : customer.user_groups) {
    const bool matters =
        std::any_of(services_.begin(), services_.end(), [&group](const Service& service) {
          return std::any_of(
              service.attached.begin(), service.attached.end(),
              [&group](const AttachedFrom& attached) { return attached.group == group.id; });
        });
    if (!matters) continue;
    for (const MemberFrom& said : group.members) {
      words_[identity_of(said.user.value)].push_back({&group.id, &said});
    }
  }
}

bool Coverage::is_member(std::string_view user, const UserGroupId& group, Date on) const {
  std::string space;  // who is told apart by spelling is in a group all the same
  const auto found = words_.find(identity_of(user, space));
  if (found == words_.end()) return false;
  bool member = false;
  for (const Word& word : found->second) {  // in the order in which they hold
    if (*word.group == group && word.said->from <= on) member = word.said->member;
  }
  return member;
}

Coverage::Membership Coverage::through_group(const Service& service, std::string_view user,
                                             Date on) const {
  for (const AttachedFrom& attached : service.attached) {
    if (attached.from <= on && is_member(user, attached.group, on)) {
      return {true, attached.group.text()};
    }
  }
  return {};
}

Coverage::Membership Coverage::is_for(const Service& service, std::string_view user,
                                      Date on) const {
  if (!for_everybody(service, on)) return through_group(service, user, on);
  const Days day = days_of(month_, {on, on + 1});
  for (const Service& other : services_) {
    if ((other.served & day) != 0 && through_group(other, user, on).is) return {};
  }
  return {true, {}};
}

bool Coverage::for_everybody(const Service& service, Date on) {
  return service.attached.empty() || on < service.attached.front().from;
}

template <class Fits>
Cover Coverage::dearest(Days seen, const Fits& fits) const {
  for (const bool billed : {true, false}) {
    for (const Service& service : services_) {
      Days days = seen & (billed ? service.billable : service.served);
      while (days != 0) {  // the last day first: what is said of it is the newest
        const Date on = last_of(month_, days);
        const Membership membership = fits(service, on);
        if (membership.is) return {&service, membership.group, billed};
        days &= ~days_of(month_, {on, on + 1});
      }
    }
  }
  return {};
}

Cover Coverage::of_user(std::string_view user, Days seen) const {
  return dearest(seen, [&](const Service& service, Date on) { return is_for(service, user, on); });
}

Cover Coverage::of_lonely_device(Days seen) const {
  return dearest(seen, [](const Service& service, Date on) {
    return Membership{for_everybody(service, on), {}};
  });
}

}  // namespace msp
