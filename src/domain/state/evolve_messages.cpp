// What is to be told to people follows from the events, and what became of it.
#include "state/evolve_messages.h"

#include <algorithm>

namespace msp {
namespace {

/// One case per event of a customer's stream.
class EvolveMessages {
 public:
  EvolveMessages(std::vector<Message>& messages, const Recorded<CustomerEvent>& recorded)
      : messages_(messages),
        seq_(recorded.seq),
        on_(recorded.effective_on),
        received_on_(recorded.received_on) {}

  void operator()(const OnboardingStepDone& event) const {
    if (event.step == OnboardingStep::mx_requested) add(MessageKind::mx_ready, event.subscription);
    if (event.step != OnboardingStep::connected) return;
    add(MessageKind::connected, event.subscription);
    add(MessageKind::connected_partner, event.subscription);
  }

  void operator()(const TrialDeclined& event) const { thank(event.subscription); }
  void operator()(const SubscriptionEnded& event) const { thank(event.subscription); }
  void operator()(const InvoiceIssued&) const { add(MessageKind::invoice, 0); }
  void operator()(const CustomerErased&) const { messages_.clear(); }

  void operator()(const MessageSending& event) const {
    Message& message = of(event.message);
    settle(message, MessageStage::sending);
    message.to = event.to;
  }
  void operator()(const MessageSent& event) const { settle(of(event.message), MessageStage::sent); }
  void operator()(const MessageSkipped& event) const {
    Message& message = of(event.message);
    settle(message, MessageStage::skipped);
    message.reason = event.reason;
  }
  void operator()(const MessageFailed& event) const {
    Message& message = of(event.message);
    settle(message, MessageStage::failed);
    message.exit_status = event.exit_status;
    message.said = event.said;
  }

  template <OneOf<CustomerDetailsSet, AgreementMade, InvoicingGroupSet, CustomerDeactivated,
                  CustomerReactivated, SubscriptionOrdered, SubscriptionActivated, TrialStarted,
                  TrialConverted, TrialEnded, DecisionDeadlinePassed, MailboxCountSet, PlanChanged,
                  NoticeGiven, NoticeWithdrawn, CreditForgone, UserGroupAdded, GroupMemberAdded,
                  GroupMemberRemoved, SubscriptionAttached, UsageAdded, UsageFrozen, OrderDrafted,
                  DraftDiscarded, DraftFinalized, PaymentMethodSet, MailboxAdded, MailboxRemoved,
                  BatchTakenBack>
                Quiet>
  void operator()(const Quiet&) const {}  // nobody is told

 private:
  void add(MessageKind kind, std::int64_t subscription) const {
    std::erase_if(messages_, [this](const Message& old) {
      return old.due_on + days_kept_in_outbox < received_on_;
    });
    std::erase_if(messages_, [&](const Message& old) {  // what it is about was corrected since
      return subscription != 0 && old.subscription == subscription && old.key.kind == kind &&
             old.stage == MessageStage::waiting;
    });
    Message message;
    message.key = {kind, seq_};
    message.subscription = subscription;
    message.due_on = on_;
    messages_.push_back(std::move(message));
  }

  /// Once, if several services end on the same day.
  void thank(std::int64_t subscription) const {
    const bool thanked =
        std::any_of(messages_.begin(), messages_.end(), [this](const Message& message) {
          return message.key.kind == MessageKind::thanks && message.due_on == on_;
        });
    if (!thanked) add(MessageKind::thanks, subscription);
  }

  /// What time made due is kept from when somebody deals with it; so is what is older than what
  /// the outbox keeps.
  Message& of(const MessageKey& key) const {
    const auto found = std::find_if(messages_.begin(), messages_.end(),
                                    [&key](const Message& message) { return message.key == key; });
    if (found != messages_.end()) return *found;
    Message message;
    message.key = key;
    message.subscription = key.due_on ? key.cause : 0;
    message.due_on = key.due_on.value_or(on_);
    messages_.push_back(std::move(message));
    return messages_.back();
  }

  void settle(Message& message, MessageStage stage) const {
    message.stage = stage;
    message.settled_on = on_;
    message.exit_status = 0;
    message.said = {};
  }

  std::vector<Message>& messages_;
  std::int64_t seq_;
  Date on_;
  Date received_on_;
};

}  // namespace

void evolve_messages(std::vector<Message>& messages, const Recorded<CustomerEvent>& recorded) {
  std::visit(EvolveMessages(messages, recorded), recorded.event);
}

}  // namespace msp
