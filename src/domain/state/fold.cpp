#include "msp/fold.h"

#include <algorithm>
#include <utility>

namespace msp {
namespace {

void keep_numbers(Catalog&, const Recorded<CatalogEvent>&) {}        // it has names
void keep_numbers(LedgerSettings&, const Recorded<LedgerEvent>&) {}  // it has neither

template <class State>
State folded_without(State state, const EventsOf<State>& events) {
  const LeftOut left_out(events);
  for (const auto& recorded : events) {
    if (left_out.contains(recorded.seq)) {
      keep_numbers(state, recorded);
    } else {
      evolve(state, recorded);
    }
  }
  return state;
}

}  // namespace

void LeftOut::add_before(std::int64_t seq, const BatchTakenBack& taken) {
  if (contains(seq)) return;
  for (const std::int64_t each : taken.seqs) by_.try_emplace(each, seq);
}

std::optional<std::int64_t> LeftOut::by(std::int64_t seq) const {
  const auto found = by_.find(seq);
  return found == by_.end() ? std::nullopt : std::optional(found->second);
}

/// A subscription's number stands on documents, in mails and in panels, an agreement's behind it: a
/// later order is never taken for this one.
void keep_numbers(Customer& customer, const Recorded<CustomerEvent>& left_out) {
  if (std::holds_alternative<AgreementMade>(left_out.event)) return evolve(customer, left_out);
  if (std::holds_alternative<SubscriptionOrdered>(left_out.event)) {
    Customer apart;
    evolve(apart, left_out);
    customer.withdrawn.push_back(std::move(apart.subscriptions.front()));
  }
  if (const auto* draft = std::get_if<OrderDrafted>(&left_out.event)) {
    customer.drafts_begun = std::max(customer.drafts_begun, draft->draft);
  }
}

Customer folded(Customer state, const EventsOf<Customer>& events) {
  return folded_without(std::move(state), events);
}
Catalog folded(Catalog state, const EventsOf<Catalog>& events) {
  return folded_without(std::move(state), events);
}
LedgerSettings folded(LedgerSettings state, const EventsOf<LedgerSettings>& events) {
  return folded_without(std::move(state), events);
}

}  // namespace msp
