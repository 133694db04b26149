// Leaving, and coming back (MISSION D12, X5, S8).
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
#include "msp/advice.h"
#include "msp/term_rules.h"

namespace msp {
namespace {

/// The first day no longer served (MISSION decision 35). What had fallen due by the day the desk
/// was told stays due (X5), though no day of it is served any more.
Date end_of_notice(const Desk& desk, const Terms& terms) {
  const Request& request = desk.request;
  if (terms.cancel_counts_from == CancelCountsFrom::effective) {
    return notice_end(terms, *desk.customer.since, request.effective());
  }
  const Date notice = notice_end(terms, *desk.customer.since, request.received_on);
  const Date least = std::max(notice, request.received_on);
  return std::max(least, request.effective_on.value_or(least));
}

/// What ends `subscription` when its cancellation reached the desk as requested, whatever was said
/// of its end before. A trial goes its way if it is to be served beyond it (MISSION decision 32).
Fact ending_of(const Desk& desk, const Subscription& subscription, EndReason reason) {
  const Request& request = desk.request;
  const Date asked = request.effective_on.value_or(request.received_on);
  const bool declines = declines_in_time(subscription, request.received_on);
  if (declines && asked <= subscription.trial->decline_before()) {
    return {TrialDeclined{subscription.number}, asked};
  }
  const bool served = subscription.billing_from || subscription.trial;
  if (!served) return {NoticeGiven{subscription.number, asked, reason}, asked};
  const AgreedTerms terms =
      terms_on(desk.customer, subscription, desk.catalog, request.received_on);
  return {NoticeGiven{subscription.number, end_of_notice(desk, *terms), reason},
          request.received_on};
}

Date end_of(const Fact& fact) {
  const auto* notice = std::get_if<NoticeGiven>(&fact.event);
  return notice ? notice->ends_on : fact.effective_on;
}

/// An end that stands is said once more, and nothing else: neither another day nor that the desk
/// was told earlier.
bool is_said_again(const Request& request, Date standing, Date received_on) {
  return request.effective_on.value_or(standing) == standing && received_on <= request.received_on;
}

/// Why an end that stands does not become another (MISSION decisions 14 and 15): what stands, since
/// which event, and what can be done.
std::optional<Refusal> refuse_end(const Desk& desk, const Subscription& subscription, Date end) {
  const Request& request = desk.request;
  const Ending& standing = *subscription.ending;
  const std::string name = desk.customer.ref(subscription).text();
  const auto stands = [&](std::string_view verb) {
    return fmt::format("{} {} on {} (event {})", name, verb, standing.ends_on.text(), standing.seq);
  };
  if (standing.ends_on < request.received_on) {
    return Refusal{
        "subscription.ended", stands("ended"),
        end < standing.ends_on ? Hint(Advice::give_back) : Hint("Order again to restart.")};
  }
  const bool earlier = request.effective_on.value_or(end) < standing.ends_on;
  if (earlier && standing.ends_on <= end) {
    return Refusal{"subscription.notice", stands("ends"), "Its notice allows no earlier day."};
  }
  if (desk.customer.deactivated_from && *desk.customer.deactivated_from < end) {
    return Refusal{
        "customer.deactivated",
        fmt::format("{} is deactivated from {} on (event {})", desk.customer.id.text(),
                    desk.customer.deactivated_from->text(), desk.customer.deactivated_seq),
        Hint(Advice::put_off_end, {desk.customer.id.text()})};
  }
  return std::nullopt;
}

/// A deactivation brings every end forward; it puts off only what an earlier one of its kind said.
bool ends_otherwise(const Desk& desk, const Ending& standing, Date end) {
  if (standing.ends_on < desk.request.received_on) return false;
  if (end < standing.ends_on) return true;
  return standing.ends_on < end && desk.request.effective_on &&
         standing.reason == EndReason::deactivated;
}

/// A deactivation that stands is said once more, and nothing else.
bool is_deactivated_so(const Customer& customer, const Request& request) {
  const auto told_earlier = [&](const Subscription& each) {
    return each.ending && each.ending->reason == EndReason::deactivated &&
           request.received_on < each.ending->received_on;
  };
  return request.effective_on.value_or(*customer.deactivated_from) == *customer.deactivated_from &&
         std::none_of(customer.subscriptions.begin(), customer.subscriptions.end(), told_earlier);
}

Refusal deactivated_so(const Customer& customer, Hint hint) {
  return {"customer.deactivated",
          fmt::format("{} is deactivated from {} on (event {})", customer.id.text(),
                      customer.deactivated_from->text(), customer.deactivated_seq),
          std::move(hint)};
}

}  // namespace

Result<Facts> decide_on(const Desk& desk, const CancelSubscription& command) {
  const auto chosen =
      choose(desk.customer, command.subscription, [](const Subscription& s) { return !s.ending; });
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const auto& standing = subscription.ending;
  if (standing && is_said_again(desk.request, standing->ends_on, standing->received_on)) {
    return Facts{};
  }
  const Fact fact = ending_of(desk, subscription, EndReason::cancelled);
  if (standing) {
    if (auto refusal = refuse_end(desk, subscription, end_of(fact))) return *refusal;
  }
  return Facts{fact};
}

Result<Facts> decide_on(const Desk& desk, const KeepSubscription& command) {
  const Customer& customer = desk.customer;
  const auto chosen = choose(customer, command.subscription,
                             [](const Subscription& s) { return s.ending.has_value(); });
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const auto& standing = subscription.ending;
  if (!standing) return Facts{};  // nobody gave notice
  const std::string name = customer.ref(subscription).text();
  const bool notice =
      standing->reason == EndReason::cancelled || standing->reason == EndReason::deactivated;
  if (!notice || standing->ends_on <= desk.request.received_on) {
    return Refusal{
        "subscription.ended",
        fmt::format("{} ended on {} (event {})", name, standing->ends_on.text(), standing->seq),
        "Order again to restart."};
  }
  if (customer.deactivated_from) return deactivated_so(customer, Advice::reactivate);
  return Facts{{NoticeWithdrawn{subscription.number}, desk.request.effective()}};
}

Result<Facts> decide_on(const Desk& desk, const DeactivateCustomer&) {
  const Customer& customer = desk.customer;
  const auto& standing = customer.deactivated_from;
  if (standing && is_deactivated_so(customer, desk.request)) return Facts{};
  if (standing && *standing < desk.request.received_on) {
    return deactivated_so(customer, Advice::reactivate);
  }
  Facts facts;
  Date from = desk.request.effective_on.value_or(desk.request.received_on);
  for (const Subscription& subscription : customer.subscriptions) {
    const auto& known = subscription.ending;
    // Whose customer comes back stays cancelled if it was.
    const bool cancelled = known && known->reason == EndReason::cancelled;
    const Fact fact =
        ending_of(desk, subscription, cancelled ? EndReason::cancelled : EndReason::deactivated);
    const bool ends = !known || ends_otherwise(desk, *known, end_of(fact));
    if (ends) facts.push_back(fact);
    const bool declined = ends && std::holds_alternative<TrialDeclined>(fact.event);
    if (!declined) from = std::max(from, ends ? end_of(fact) : known->ends_on);
  }
  if (standing && from == *standing && facts.empty()) {
    return deactivated_so(customer, "Its notice allows no other day.");
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
