// All events there are. Each is one struct with a `type` name and one field list; evolve() folds
// those of a stream into its state and is total: an event happened, it cannot be refused.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "msp/catalog.h"
#include "msp/customer.h"
#include "msp/ledger_settings.h"
#include "msp/message.h"
#include "msp/named_mailboxes.h"
#include "msp/panel.h"
#include "msp/taken_back.h"
#include "msp/usage.h"

namespace msp {

/// To add an event: write its struct, add it to its stream, and the compiler names every place that
/// has to say what becomes of it. Add one to the fixture.
using CustomerEvent = std::variant<
    CustomerDetailsSet, AgreementMade, InvoicingGroupSet, CustomerDeactivated, CustomerReactivated,
    SubscriptionOrdered, OnboardingStepDone, SubscriptionActivated, TrialStarted, TrialConverted,
    TrialDeclined, TrialEnded, DecisionDeadlinePassed, MailboxCountSet, PlanChanged, NoticeGiven,
    NoticeWithdrawn, SubscriptionEnded, InvoiceIssued, CreditForgone, CustomerErased,
    UserGroupAdded, GroupMemberAdded, GroupMemberRemoved, SubscriptionAttached, UsageAdded,
    UsageFrozen, OrderDrafted, DraftDiscarded, DraftFinalized, MessageSending, MessageSent,
    MessageFailed, MessageSkipped, PaymentMethodSet, MailboxAdded, MailboxRemoved, BatchTakenBack>;
using CatalogEvent =
    std::variant<PlanPublished, PricePublished, TaxPublished, DiscountPublished, BatchTakenBack>;
using LedgerEvent = std::variant<LedgerOpened, UsageImported, UsagePurged, DayClosed, PanelImported,
                                 AccountsHandedOver, SellerSet, BatchTakenBack>;

/// Each event of several streams once: what stands in all of them is one event.
template <class All, class... Streams>
struct Sum {
  using type = All;
};
template <class... All, class E, class... Es, class... Streams>
struct Sum<std::variant<All...>, std::variant<E, Es...>, Streams...>
    : Sum<std::conditional_t<(std::same_as<E, All> || ...), std::variant<All...>,
                             std::variant<All..., E>>,
          std::variant<Es...>, Streams...> {};
template <class... All, class... Streams>
struct Sum<std::variant<All...>, std::variant<>, Streams...>
    : Sum<std::variant<All...>, Streams...> {};
/// An event of any stream.
using Event = Sum<LedgerEvent, CatalogEvent, CustomerEvent>::type;

/// What a state is the fold of: `EventOf<Customer>`.
CustomerEvent event_of(const Customer&);
CatalogEvent event_of(const Catalog&);
LedgerEvent event_of(const LedgerSettings&);
template <class State>
using EventOf = decltype(event_of(std::declval<const State&>()));

/// An event as decided: not yet recorded, holding from `effective_on`.
template <class Any>
struct FactOf {
  Any event;
  Date effective_on;
  bool operator==(const FactOf&) const = default;
};
using Fact = FactOf<CustomerEvent>;
using Facts = std::vector<Fact>;
using CatalogFact = FactOf<CatalogEvent>;
using CatalogFacts = std::vector<CatalogFact>;
using LedgerFact = FactOf<LedgerEvent>;
using LedgerFacts = std::vector<LedgerFact>;

/// An event in the ledger.
template <class Any>
struct Recorded {
  std::int64_t seq = 0;
  Date effective_on;             ///< from when it holds
  Date received_on;              ///< when the request reached the desk: deadlines count from it
  std::int64_t recorded_at = 0;  ///< UTC, microseconds since 1970, never going back
  std::int64_t batch = 0;
  Any event;
};
using RecordedEvent = Recorded<Event>;

/// The same as an event of one stream: nothing if it is none of its events.
template <class Any>
std::optional<Recorded<Any>> in_stream(RecordedEvent recorded) {
  return std::visit(
      [&recorded](auto&& event) -> std::optional<Recorded<Any>> {
        if constexpr (std::constructible_from<Any, decltype(event)>) {
          return Recorded<Any>{recorded.seq,         recorded.effective_on, recorded.received_on,
                               recorded.recorded_at, recorded.batch,        std::move(event)};
        } else {
          return std::nullopt;
        }
      },
      std::move(recorded.event));
}

/// One more whenever evolve() makes something else of the same events: what was folded before is
/// then folded anew. That a state has other fields is noticed by itself.
inline constexpr int rules_of_folding = 2;

void evolve(Customer& customer, const Recorded<CustomerEvent>& recorded);
void evolve(Catalog& catalog, const Recorded<CatalogEvent>& recorded);
void evolve(LedgerSettings& settings, const Recorded<LedgerEvent>& recorded);

/// True for what time alone makes due: the sweep of whatever command comes by records it, and
/// nobody asked for it.
template <class Any>
bool is_due_by_time(const Any& event) {
  return std::holds_alternative<TrialEnded>(event) ||
         std::holds_alternative<DecisionDeadlinePassed>(event) ||
         std::holds_alternative<SubscriptionEnded>(event);
}

template <class... Events>
std::string_view type_of(const std::variant<Events...>& event) {
  return std::visit([](const auto& e) { return std::string_view(e.type); }, event);
}

/// True for each of `Events`: where some events mean nothing, all of them are named, so that a new
/// one is asked about.
template <class T, class... Events>
concept OneOf = (std::same_as<T, Events> || ...);

}  // namespace msp
