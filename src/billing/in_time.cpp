#include "in_time.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace msp {
namespace {

/// What counts on `date`: the last word for that day, but of those that came too late for it none
/// that lowers what counted before it.
template <class T, class Lowers>
const T* counted_on(const std::vector<T>& as_received, Date date, Date due, const Lowers& lowers) {
  const T* said = nullptr;
  const T* counted = nullptr;
  for (const T& item : as_received) {
    const bool holds = !said || std::tie(said->from, said->seq) < std::tie(item.from, item.seq);
    if (date < item.from || !holds) continue;
    said = &item;
    const bool late = std::max(date, due) < item.received_on;
    if (!counted || !late || !lowers(item, *counted, date)) counted = &item;
  }
  return counted;
}

/// Leaves in `list` what counts from each day on, of a charge that was due on `due`.
template <class T, class Lowers>
void count_in_time(std::vector<T>& list, Date due, const Lowers& lowers) {
  std::vector<T> said = list;
  std::sort(said.begin(), said.end(), [](const T& a, const T& b) {
    return std::tie(a.received_on, a.seq) < std::tie(b.received_on, b.seq);
  });
  std::set<Date> days;
  for (const T& item : said) {
    days.insert(item.from);
    days.insert(std::max(item.from, item.received_on));
  }
  list.clear();
  for (const Date date : days) {
    const T* counted = counted_on(said, date, due, lowers);
    if (!list.empty() && list.back().seq == counted->seq) continue;
    list.push_back(*counted);
    list.back().from = date;
  }
}

/// Whether one word makes a day of the subscription cheaper than another.
class Lowers {
 public:
  Lowers(const Customer& customer, const Subscription& subscription, const Catalog& catalog)
      : customer_(customer), subscription_(subscription), catalog_(catalog) {}

  bool operator()(const CountFrom& now, const CountFrom& before, Date) const {
    return now.mailboxes < before.mailboxes;
  }
  bool operator()(const PlanFrom& now, const PlanFrom& before, Date date) const {
    const auto price = price_of(now, date);
    const auto earlier = price_of(before, date);
    return !price || !earlier || (*this)(*price, *earlier, date);
  }
  bool operator()(const Price& now, const Price& before, Date date) const {
    const CountFrom* count = subscription_.count_on(date);
    const std::int64_t quantity = count ? count->mailboxes : 1;
    return cost_of(quantity, now) < cost_of(quantity, before);
  }

 private:
  std::optional<Price> price_of(const PlanFrom& plan, Date date) const {
    if (auto agreed = agreed_price(customer_, subscription_, plan)) return agreed;
    const Plan* known = catalog_.plan(plan.plan);
    const Price* price =
        known ? known->price_on(date, subscription_.on_plan_since(plan), subscription_.currency)
              : nullptr;
    return price ? std::optional(*price) : std::nullopt;
  }

  const Customer& customer_;
  const Subscription& subscription_;
  const Catalog& catalog_;
};

/// True if the customer has ever bought the plan.
bool bought(const Customer& customer, const PlanId& id) {
  const auto of_plan = [&id](const PlanFrom& from) { return from.plan == id; };
  const auto& all = customer.subscriptions;
  return std::any_of(all.begin(), all.end(), [&](const Subscription& each) {
    return std::any_of(each.plans.begin(), each.plans.end(), of_plan);
  });
}

/// Leaves what was received by `day`, unless that is nothing.
template <class T>
void keep_known(std::vector<T>& list, Date day) {
  const auto unknown = [day](const T& item) { return day < item.received_on; };
  if (!std::all_of(list.begin(), list.end(), unknown)) std::erase_if(list, unknown);
}

/// Leaves the prices that were known on `day`, if one of them holds for a period from `start` on.
void keep_known_prices(Plan& plan, const Subscription& subscription, Date start, Date day) {
  Plan known = plan;
  keep_known(known.prices, day);
  const Date since = subscription.on_plan_since(subscription.plan_on(start));
  if (known.price_on(start, since, subscription.currency)) plan = std::move(known);
}

/// Another service counts for MISSION X6 from when the desk knew of it.
void count_from_order(Subscription& other) {
  const Date told = other.plans.front().received_on;
  if (other.billing_from) other.billing_from = std::max(*other.billing_from, told);
  if (other.trial) other.trial->starts_on = std::max(other.trial->starts_on, told);
}

/// Behind all that is charged.
const Date never = *Date::civil(9999, 12, 31);

/// The prices that reach a period from `start` on as prices by the day; what was to hold from the
/// period's start, and was said too late for that, does not.
void count_prices_in_time(Plan& plan, const Subscription& subscription, Date start, Date due,
                          const Lowers& lowers) {
  const Date since = subscription.on_plan_since(subscription.plan_on(start));
  std::erase_if(plan.prices, [&](const Price& price) {
    if (price.currency != subscription.currency) return true;
    switch (price.applies_to) {
      case AppliesTo::fresh:
        return std::min(since, start) < price.from;
      case AppliesTo::existing_next_period:
        return start < price.from;
      case AppliesTo::existing_prorated:
        break;
    }
    return false;
  });
  for (Price& price : plan.prices) {
    const bool by_the_day = price.applies_to == AppliesTo::existing_prorated;
    if (!by_the_day && std::max(start, due) < price.received_on) price.received_on = never;
  }
  count_in_time(plan.prices, due, lowers);
  for (Price& price : plan.prices) price.applies_to = AppliesTo::existing_prorated;
}

}  // namespace

View::View(const Customer& said, const Subscription& subscription, const Catalog& known)
    : customer(said), number(subscription.number) {
  for (const Plan& plan : known.plans) {
    if (bought(said, plan.id)) catalog.plans.push_back(plan);
  }
}

Plan* View::plan_from(Date start) {
  const PlanId& id = own().plan_on(start).plan;
  const auto found = std::find_if(catalog.plans.begin(), catalog.plans.end(),
                                  [&id](const Plan& plan) { return plan.id == id; });
  return found == catalog.plans.end() ? nullptr : &*found;
}

View known_by(const Scope& scope, Date start, Date day) {
  View view(scope.customer, scope.subscription, scope.catalog);
  for (Subscription& each : view.customer.subscriptions) {
    if (each.ending && each.ending->reason != EndReason::declined &&
        day < each.ending->received_on) {
      each.ending.reset();
    }
    if (each.number == view.number || each.plans.front().received_on <= day) continue;
    each.billing_from.reset();
    each.trial.reset();
  }
  keep_known(view.own().counts, day);
  keep_known(view.own().plans, day);
  if (Plan* plan = view.plan_from(start)) keep_known_prices(*plan, view.own(), start, day);
  return view;
}

View in_time(View view, Date start, Date due) {
  const View said = view;
  Subscription& own = view.own();
  const Lowers lowers(said.customer, *said.customer.subscription(said.number), said.catalog);
  for (Subscription& each : view.customer.subscriptions) {
    if (each.number != view.number) count_from_order(each);
  }
  count_in_time(own.counts, due, lowers);
  count_in_time(own.plans, due, lowers);
  if (Plan* plan = view.plan_from(start)) count_prices_in_time(*plan, own, start, due, lowers);
  if (own.ending && own.ending->reason != EndReason::declined && due < own.ending->received_on) {
    own.ending->ends_on = std::max(own.ending->ends_on, own.ending->received_on);
  }
  return view;
}

}  // namespace msp
