// Leaving, and coming back (MISSION D12, X5, S8).
#include <fmt/format.h>

#include <algorithm>

#include "decide.h"

namespace msp {
namespace {

/// The first day no longer billed. What is paid in advance is still served on the day its
/// cancellation reaches the desk, so that one received on the billing day comes too late for it
/// (MISSION X5).
Date end_of_notice(const Desk& desk, const Terms& terms) {
  const Request& request = desk.request;
  if (terms.cancel_counts_from == CancelCountsFrom::effective) {
    return notice_end(terms, *desk.customer.since, request.effective());
  }
  const Date notice = notice_end(terms, *desk.customer.since, request.received_on);
  const bool advance = terms.timing == Timing::advance;
  const Date least = std::max(notice, request.received_on + (advance ? 1 : 0));
  return std::max(least, request.effective_on.value_or(least));
}

}  // namespace

std::optional<Fact> ending_of(const Desk& desk, const Subscription& subscription,
                              EndReason reason) {
  const Request& request = desk.request;
  if (subscription.ending) return std::nullopt;
  if (declines_in_time(subscription, request.received_on)) {
    return Fact{TrialDeclined{subscription.number},
                std::min(request.effective_on.value_or(request.received_on),
                         subscription.trial->decline_before())};
  }
  const bool served = subscription.billing_from || subscription.trial;
  if (!served) {
    const Date on = request.effective_on.value_or(request.received_on);
    return Fact{NoticeGiven{subscription.number, on, reason}, on};
  }
  const AgreedTerms terms =
      terms_on(desk.customer, subscription, desk.catalog, request.received_on);
  return Fact{NoticeGiven{subscription.number, end_of_notice(desk, *terms), reason},
              request.received_on};
}

Result<Facts> decide_on(const Desk& desk, const CancelSubscription& command) {
  const auto chosen =
      choose(desk.customer, command.subscription, [](const Subscription& s) { return !s.ending; });
  if (!chosen) return chosen.refusal();
  const auto fact = ending_of(desk, **chosen, EndReason::cancelled);
  return fact ? Facts{*fact} : Facts{};
}

Result<Facts> decide_on(const Desk& desk, const DeactivateCustomer&) {
  if (desk.customer.deactivated_from) return Facts{};
  Facts facts;
  Date from = desk.request.effective_on.value_or(desk.request.received_on);
  for (const Subscription& subscription : desk.customer.subscriptions) {
    const auto fact = ending_of(desk, subscription, EndReason::deactivated);
    if (fact) facts.push_back(*fact);
    const NoticeGiven* notice = fact ? std::get_if<NoticeGiven>(&fact->event) : nullptr;
    if (notice) from = std::max(from, notice->ends_on);
    if (subscription.ending) from = std::max(from, subscription.ending->ends_on);
  }
  facts.push_back({CustomerDeactivated{}, from});
  return facts;
}

Result<Facts> decide_on(const Desk& desk, const ReactivateCustomer&) {
  if (!desk.customer.deactivated_from) return Facts{};
  Facts facts{{CustomerReactivated{}, desk.request.effective()}};
  for (const Subscription& subscription : desk.customer.subscriptions) {
    const bool running = subscription.ending && !subscription.ending->recorded &&
                         subscription.ending->reason == EndReason::deactivated;
    if (running) facts.push_back({NoticeWithdrawn{subscription.number}, desk.request.effective()});
  }
  return facts;
}

}  // namespace msp
