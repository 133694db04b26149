// What a commitment makes of what is said, as part of an answer: money is spoken of before it is
// billed.
#pragma once

#include <fmt/format.h>

#include <string>

#include "msp/desk.h"

namespace msp::cli {

/// `; 500.00 EUR are charged for the rest of its commitment, through 2026-12-31`; empty if the
/// command leaves nothing of any.
inline std::string cost_of_leaving_text(const CustomerOutcome& outcome,
                                        const Subscription& subscription) {
  const auto [net, through] = cost_of_leaving(outcome.after, subscription, outcome.catalog);
  const Subscription& before = *outcome.before.subscription(subscription.number);
  const std::int64_t more = net - cost_of_leaving(outcome.before, before, outcome.catalog).net;
  if (more <= 0) return {};
  return fmt::format("; {} {} are charged for the rest of its commitment, through {}",
                     amount_text(more, subscription.currency), subscription.currency.text(),
                     through.text());
}

/// `; 10 are committed and billed through 2026-12-31`; empty if that many are counted on the day.
inline std::string committed_text(const CustomerOutcome& outcome, const Subscription& subscription,
                                  Date on) {
  const auto commitments = commitments_of(outcome.after, subscription, outcome.catalog);
  const Commitment* bound = binding_on(commitments, on);
  const CountFrom* count = subscription.count_on(on);
  if (!bound || !count || bound->count <= count->mailboxes) return {};
  return fmt::format("; {} {} committed and billed through {}", bound->count,
                     bound->count == 1 ? "is" : "are", (bound->end() - 1).text());
}

}  // namespace msp::cli
