// Erasing what is known about the people of a customer who left.
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
#include "msp/advice.h"

namespace msp {
namespace {

/// The first day on which nothing of the subscription may have to be explained any more: it has
/// ended.
Date needed_until(const Desk& desk, const Subscription& subscription) {
  const Date end = subscription.ending->ends_on;
  const Date last = std::max(end, subscription.billed_on.value_or(end));
  const AgreedTerms terms = terms_on(desk.customer, subscription, desk.catalog,
                                     std::max(end - 1, subscription.ordered_on));
  // Beyond what a term may say now is for ever, or as good as.
  constexpr std::int64_t longest = 36'500;
  return last + static_cast<std::int32_t>(std::min(terms->retention_days, longest));
}

}  // namespace

Result<Facts> decide(const Customer& customer, const Catalog& catalog, const Request& request,
                     const EraseCustomer&) {
  const Desk desk{customer, catalog, request};
  const std::string id = customer.id.text();
  std::optional<Date> until;
  for (const Subscription& subscription : customer.subscriptions) {
    const auto& ending = subscription.ending;
    const std::string ref = customer.ref(subscription).text();
    if (!ending) {
      return Refusal{"customer.not_gone", fmt::format("{} has not ended", ref),
                     Hint(Advice::deactivate, {id})};
    }
    if (request.today < ending->ends_on) {
      return Refusal{"customer.not_gone",
                     fmt::format("{} ends only on {}", ref, ending->ends_on.text()),
                     "Erase the customer when nothing of it is needed any more."};
    }
    const Date needed = needed_until(desk, subscription);
    if (!until || *until < needed) until = needed;
  }
  if (until && request.today < *until) {
    return Refusal{
        "customer.needed_until",
        fmt::format("what was billed to {} may have to be explained until {}", id, until->text()),
        fmt::format("Erase the customer on {} or later.", until->text())};
  }
  return Facts{{CustomerErased{}, request.today}};
}

}  // namespace msp
