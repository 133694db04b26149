#include "msp/outbox.h"

#include <algorithm>
#include <array>

namespace msp {
namespace {

/// Days before the last day to decide on which the sales rep is warned.
constexpr std::array<std::int32_t, 2> warnings = {14, 3};

/// What events do to the messages that are kept.
class Post {
 public:
  Post(Customer& customer, const RecordedEvent& recorded)
      : messages_(customer.messages),
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
    settle(of(event.message), MessageStage::skipped);
  }
  void operator()(const MessageFailed& event) const {
    Message& message = of(event.message);
    settle(message, MessageStage::failed);
    message.exit_status = event.exit_status;
    message.said = event.said;
  }

  void operator()(const auto&) const {}  // nobody is told

 private:
  void add(MessageKind kind, std::int64_t subscription) const {
    std::erase_if(messages_, [this](const Message& old) {
      return old.due_on + days_kept_in_outbox < received_on_;
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

bool has_partner(const Customer& customer) {
  const auto& mail = customer.details.partner_email;
  return !customer.details.partner.empty() || (mail && !mail->value.empty());
}

std::string recipient_of(const Customer& customer, MessageKind kind, std::int64_t subscription) {
  const auto& partner = customer.details.partner_email;
  switch (kind) {
    case MessageKind::mx_ready:
      if (!has_partner(customer)) break;
      return partner ? partner->value : "";
    case MessageKind::connected_partner:
      return partner ? partner->value : "";
    case MessageKind::trial_ending:
    case MessageKind::decision_due:
    case MessageKind::security_report: {
      const Subscription* found = customer.subscription(subscription);
      return found ? found->sales_rep.value : "";
    }
    case MessageKind::connected:
    case MessageKind::thanks:
    case MessageKind::invoice:
      break;
  }
  return customer.details.contact_email.value;
}

/// What is not settled depends on the day, and on whether anybody knows where to send it.
MessageStatus waiting_status(const OutboxMessage& message, MessageStatus status, Date today) {
  if (message.to.empty()) return MessageStatus::blocked;
  return message.due_on + days_sent_by_itself < today ? MessageStatus::expired : status;
}

OutboxMessage standing(const Customer& customer, const Message& message, Date today) {
  OutboxMessage stands;
  stands.key = message.key;
  stands.subscription = message.subscription;
  stands.due_on = message.due_on;
  stands.settled_on = message.settled_on;
  stands.exit_status = message.exit_status;
  stands.said = message.said.value;
  stands.to = recipient_of(customer, message.key.kind, message.subscription);
  switch (message.stage) {
    case MessageStage::waiting:
      stands.status = waiting_status(stands, MessageStatus::waiting, today);
      break;
    case MessageStage::failed:
      stands.status = waiting_status(stands, MessageStatus::failed, today);
      break;
    case MessageStage::sending:
      stands.status = MessageStatus::sending;
      stands.to = message.to.value;
      break;
    case MessageStage::sent:
      stands.status = MessageStatus::sent;
      stands.to = message.to.value;
      break;
    case MessageStage::skipped:
      stands.status = MessageStatus::skipped;
      break;
  }
  stands.sends_itself =
      stands.status == MessageStatus::waiting || stands.status == MessageStatus::failed;
  return stands;
}

/// A partner that is not there is told nothing.
bool is_about_nobody(const Customer& customer, const Message& message) {
  return message.key.kind == MessageKind::connected_partner && !has_partner(customer) &&
         message.stage == MessageStage::waiting;
}

/// The warning of today, if there is one: of the two that may have been missed the newer.
std::optional<MessageKey> warning_of(const Subscription& subscription, Date today) {
  const auto& trial = subscription.trial;
  if (!trial || trial->converted_on || subscription.ending) return std::nullopt;
  const Date last = trial->decline_before() - 1;
  if (subscription.sales_rep.value.empty() || last < today) return std::nullopt;
  std::optional<MessageKey> newest;
  for (const std::int32_t days : warnings) {
    const Date on = last - days;
    const auto kind = trial->deadline ? MessageKind::decision_due : MessageKind::trial_ending;
    if (trial->starts_on < on && on <= today) newest = MessageKey{kind, subscription.number, on};
  }
  return newest;
}

std::optional<MessageKey> report_of(const Customer& customer, const Subscription& subscription,
                                    Date today) {
  for (const Month month : {Month::of(today), Month::of(today) + -1}) {
    const auto on = security_report_on(customer, subscription, month);
    if (on && *on <= today) {
      return MessageKey{MessageKind::security_report, subscription.number, *on};
    }
  }
  return std::nullopt;
}

}  // namespace

void post(Customer& customer, const RecordedEvent& recorded) {
  std::visit(Post(customer, recorded), recorded.event);
}

std::optional<Date> security_report_on(const Customer& customer, const Subscription& subscription,
                                       Month month) {
  const auto& trial = subscription.trial;
  const auto start = trial ? std::optional(trial->starts_on) : subscription.billing_from;
  if (!start || subscription.sales_rep.value.empty()) return std::nullopt;
  for (const GroupFrom& each : customer.groups) {
    const Date on = day_of_month(month.period().start, static_cast<unsigned>(each.group));
    const bool served = *start < on && !(subscription.ending && subscription.ending->ends_on <= on);
    if (customer.group_on(on) == each.group && served) return on;
  }
  return std::nullopt;
}

std::vector<OutboxMessage> outbox(const Customer& customer, Date today) {
  std::vector<MessageKey> of_time;
  for (const Subscription& subscription : customer.subscriptions) {
    for (const auto& key :
         {warning_of(subscription, today), report_of(customer, subscription, today)}) {
      if (key) of_time.push_back(*key);
    }
  }
  std::vector<OutboxMessage> all;
  for (const Message& message : customer.messages) {
    const bool old = message.due_on + days_kept_in_outbox < today;
    if (old || today < message.due_on || is_about_nobody(customer, message)) continue;
    all.push_back(standing(customer, message, today));
    const bool timely = std::erase(of_time, message.key) > 0 || !message.key.due_on;
    if (!timely && all.back().sends_itself) {
      all.back().status = MessageStatus::expired;  // it failed, and its time has passed
      all.back().sends_itself = false;
    }
  }
  for (const MessageKey& key : of_time) {
    Message message;
    message.key = key;
    message.subscription = key.cause;
    message.due_on = *key.due_on;
    all.push_back(standing(customer, message, today));
  }
  std::sort(all.begin(), all.end(), [](const OutboxMessage& a, const OutboxMessage& b) {
    return std::tuple(a.due_on, a.key.order()) < std::tuple(b.due_on, b.key.order());
  });
  return all;
}

std::optional<OutboxMessage> outbox_message(const Customer& customer, const MessageKey& key,
                                            Date today) {
  for (OutboxMessage& message : outbox(customer, today)) {
    if (message.key == key) return std::move(message);
  }
  return std::nullopt;
}

}  // namespace msp
