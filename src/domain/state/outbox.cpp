#include "msp/outbox.h"

#include <algorithm>
#include <array>

namespace msp {
namespace {

/// Days before the last day to decide on which the sales rep is warned.
constexpr std::array<std::int32_t, 2> warnings = {14, 3};

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
    case MessageKind::invoice: {
      const auto& own = customer.details.invoice_email;
      if (own && !own->value.empty()) return own->value;
      break;
    }
    case MessageKind::connected:
    case MessageKind::thanks:
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
  stands.reason = message.reason;
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
