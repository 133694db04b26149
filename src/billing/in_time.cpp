#include "in_time.h"

#include <algorithm>

namespace msp {
namespace {

/// The item that held on `date` before the one recorded as `seq` was said.
template <class T>
const T* held_before(const std::vector<T>& list, Date date, std::int64_t seq) {
  const T* found = nullptr;
  for (const T& item : list) {
    if (item.seq < seq && item.from <= date) found = &item;
  }
  return found;
}

/// Moves every late item that `lowers` to the day it was received.
template <class T, class Lowers>
void delay(std::vector<T>& list, const Lowers& lowers) {
  const std::vector<T> said = list;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const T* before = held_before(said, said[i].from, said[i].seq);
    const bool late = said[i].from < said[i].received_on;
    if (late && before && lowers(said[i], *before)) list[i].from = said[i].received_on;
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const T& a, const T& b) { return a.from < b.from; });
}

class Lowering {
 public:
  Lowering(const Subscription& subscription, const Catalog& catalog)
      : subscription_(subscription), catalog_(catalog) {}

  bool operator()(const CountFrom& now, const CountFrom& before) const {
    return now.mailboxes < before.mailboxes;
  }
  bool operator()(const PlanFrom& now, const PlanFrom& before) const {
    const Price* price = price_of(now, now.from);
    const Price* earlier = price_of(before, now.from);
    return !price || !earlier || (*this)(*price, *earlier);
  }
  bool operator()(const Price& now, const Price& before) const {
    if (now.currency != before.currency) return false;
    const CountFrom* count = subscription_.count_on(now.from);
    const std::int64_t quantity = count ? count->mailboxes : 1;
    return cost_of(quantity, now) < cost_of(quantity, before);
  }

 private:
  const Price* price_of(const PlanFrom& plan, Date date) const {
    const Plan* known = catalog_.plan(plan.plan);
    return known ? known->price_on(date, plan.from, subscription_.currency) : nullptr;
  }

  const Subscription& subscription_;
  const Catalog& catalog_;
};

}  // namespace

InTime::InTime(const Customer& said, const Subscription& subscription, const Catalog& known)
    : customer(said), catalog(known) {
  const Lowering lowers(subscription, known);
  Subscription& delayed = *customer.subscription(subscription.number);
  delay(delayed.counts, lowers);
  delay(delayed.plans, lowers);
  for (Plan& plan : catalog.plans) delay(plan.prices, lowers);
  if (delayed.ending && delayed.ending->reason != EndReason::declined) {
    delayed.ending->ends_on = std::max(delayed.ending->ends_on, delayed.ending->received_on);
  }
}

}  // namespace msp
