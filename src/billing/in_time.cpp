#include "in_time.h"

#include <algorithm>
#include <set>

#include "price.h"

namespace msp {
namespace {

/// What counts on `date`: the last word for that day, but of those that were received only later
/// none that lowers what counted before it.
template <class T, class Lowers>
const T* counted_on(const std::vector<T>& in_order_said, Date date, const Lowers& lowers) {
  const T* said = nullptr;
  const T* counted = nullptr;
  for (const T& item : in_order_said) {
    if (date < item.from || (said && item.from < said->from)) continue;
    said = &item;
    const bool late = date < item.received_on;
    if (!counted || !late || !lowers(item, *counted, date)) counted = &item;
  }
  return counted;
}

/// Leaves in `list` what counts from each day on.
template <class T, class Lowers>
void count_in_time(std::vector<T>& list, const Lowers& lowers) {
  std::vector<T> said = list;
  std::sort(said.begin(), said.end(), [](const T& a, const T& b) { return a.seq < b.seq; });
  std::set<Date> days;
  for (const T& item : said) {
    days.insert(item.from);
    days.insert(std::max(item.from, item.received_on));
  }
  list.clear();
  for (const Date date : days) {
    const T* counted = counted_on(said, date, lowers);
    if (!list.empty() && list.back().seq == counted->seq) continue;
    list.push_back(*counted);
    list.back().from = date;
  }
}

/// Whether one word makes a day of the subscription cheaper than another.
class Lowers {
 public:
  Lowers(const Subscription& subscription, const Catalog& catalog)
      : subscription_(subscription), catalog_(catalog) {}

  bool operator()(const CountFrom& now, const CountFrom& before, Date) const {
    return now.mailboxes < before.mailboxes;
  }
  bool operator()(const PlanFrom& now, const PlanFrom& before, Date date) const {
    const Price* price = price_of(now, date);
    const Price* earlier = price_of(before, date);
    return !price || !earlier || (*this)(*price, *earlier, date);
  }
  bool operator()(const Price& now, const Price& before, Date date) const {
    const CountFrom* count = subscription_.count_on(date);
    const std::int64_t quantity = count ? count->mailboxes : 1;
    return cost_of(quantity, now) < cost_of(quantity, before);
  }

 private:
  const Price* price_of(const PlanFrom& plan, Date date) const {
    const Plan* known = catalog_.plan(plan.plan);
    return known ? known->price_on(date, subscription_.on_plan_since(plan), subscription_.currency)
                 : nullptr;
  }

  const Subscription& subscription_;
  const Catalog& catalog_;
};

/// Leaves the prices that may reach the subscription.
void keep_reaching(std::vector<Price>& prices, const Subscription& subscription) {
  std::erase_if(prices, [&](const Price& price) {
    const bool later = subscription.on_plan_since(subscription.plans.back()) < price.from;
    return price.currency != subscription.currency ||
           (price.applies_to == AppliesTo::fresh && later);
  });
}

/// Another service counts for MISSION X6 from when the desk knew of it.
void count_from_order(Subscription& other) {
  const Date told = other.plans.front().received_on;
  if (other.billing_from) other.billing_from = std::max(*other.billing_from, told);
  if (other.trial) other.trial->starts_on = std::max(other.trial->starts_on, told);
}

}  // namespace

InTime::InTime(const Customer& said, const Subscription& subscription, const Catalog& known)
    : customer(said), catalog(known) {
  const Lowers lowers(subscription, known);
  for (Subscription& each : customer.subscriptions) {
    if (each.number != subscription.number) count_from_order(each);
  }
  Subscription& own = *customer.subscription(subscription.number);
  count_in_time(own.counts, lowers);
  count_in_time(own.plans, lowers);
  for (Plan& plan : catalog.plans) {
    keep_reaching(plan.prices, subscription);
    count_in_time(plan.prices, lowers);
  }
  if (own.ending && own.ending->reason != EndReason::declined) {
    own.ending->ends_on = std::max(own.ending->ends_on, own.ending->received_on);
  }
}

}  // namespace msp
