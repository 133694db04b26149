// What a subscription is worth a month: the figure that recurring revenue is reported by.
#pragma once

#include <cstdint>

#include "msp/billing.h"

namespace msp {

/// What a full month costs of what the subscription is billed for on `on`: minor units, without
/// tax, of the count of that day at the price of a period that would start on it, less the
/// agreement's discounts that reach the period it lies in. Nothing before it is charged (in trial,
/// and until somebody decides or the deadline passes), from its end on, and while it is free for
/// those who resell. Partial periods, setup fees and commitments do not recur.
/// Of a plan by activity `units` are what the month comes to; others do not look at them.
/// The customer has been swept to `on`. Throws Unbillable `price.missing`.
std::int64_t monthly_revenue(const Customer& customer, const Subscription& subscription,
                             const Catalog& catalog, Date on, std::int64_t units);

/// True if something is charged for `on`, or would be if it did not happen to be free.
bool is_charged_on(const Subscription& subscription, Date on);

/// What a full period costs of `quantity`, discounts taken off, by the price of the last of `days`;
/// its first says which discounts still reach it.
std::int64_t net_of_month(const Customer& customer, const Subscription& subscription,
                          const Catalog& catalog, Period days, std::int64_t quantity);

}  // namespace msp
