// All events there are. Each is one struct with a `type` name and one field list; evolve() folds
// them into state and is total: an event happened, it cannot be refused.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "msp/catalog.h"
#include "msp/customer.h"
#include "msp/ledger_settings.h"
#include "msp/message.h"
#include "msp/named_mailboxes.h"
#include "msp/panel.h"
#include "msp/usage.h"

namespace msp {

/// To add an event: write its struct, add it here, evolve it, and add one to the fixture.
using Event =
    std::variant<LedgerOpened, PlanPublished, PricePublished, TaxPublished, DiscountPublished,
                 CustomerDetailsSet, AgreementMade, InvoicingGroupSet, CustomerDeactivated,
                 CustomerReactivated, SubscriptionOrdered, OnboardingStepDone,
                 SubscriptionActivated, TrialStarted, TrialConverted, TrialDeclined, TrialEnded,
                 DecisionDeadlinePassed, MailboxCountSet, PlanChanged, NoticeGiven, NoticeWithdrawn,
                 SubscriptionEnded, InvoiceIssued, CreditForgone, UsageImported, CustomerErased,
                 UserGroupAdded, GroupMemberAdded, GroupMemberRemoved, SubscriptionAttached,
                 UsageAdded, UsageFrozen, UsagePurged, OrderDrafted, DraftDiscarded, DraftFinalized,
                 MessageSending, MessageSent, MessageFailed, MessageSkipped, DayClosed,
                 PaymentMethodSet, MailboxAdded, MailboxRemoved, PanelImported>;

/// An event as decided: not yet recorded, holding from `effective_on`.
struct Fact {
  Event event;
  Date effective_on;
  bool operator==(const Fact&) const = default;
};
using Facts = std::vector<Fact>;

/// An event in the ledger.
struct RecordedEvent {
  std::int64_t seq = 0;
  Date effective_on;             ///< from when it holds
  Date received_on;              ///< when the request reached the desk: deadlines count from it
  std::int64_t recorded_at = 0;  ///< UTC, microseconds since 1970, never going back
  std::int64_t batch = 0;
  Event event;
};

void evolve(Customer& customer, const RecordedEvent& recorded);
void evolve(Catalog& catalog, const RecordedEvent& recorded);
void evolve(LedgerSettings& settings, const RecordedEvent& recorded);

std::string_view type_of(const Event& event);

}  // namespace msp
