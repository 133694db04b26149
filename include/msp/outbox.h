// The messages of a customer as they stand on a day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/event.h"
#include "msp/month.h"

namespace msp {

/// What an operator has to know of a message.
enum class MessageStatus {
  waiting,  ///< for the next `notify send`
  sending,  ///< begun, and nobody knows how it ended: somebody has to look
  sent,
  failed,   ///< the mail system did not take it; tried again by the next `notify send`
  blocked,  ///< nobody knows where to send it
  expired,  ///< older than days_sent_by_itself: sent only if it is named
  skipped
};
template <>
inline constexpr auto words<MessageStatus> = worded<MessageStatus>("waiting", "sending", "sent",
                                                                   "failed", "blocked", "expired",
                                                                   "skipped");

/// Who begins to use `notify` after two years must not mail two years of history.
inline constexpr std::int32_t days_sent_by_itself = 30;

struct OutboxMessage {
  MessageKey key;
  std::int64_t subscription = 0;  ///< 0: about the customer
  Date due_on;
  MessageStatus status = MessageStatus::waiting;
  std::string to;  ///< where it was sent, or would be; empty: unknown
  std::optional<Date> settled_on = {};
  std::int64_t exit_status = 0;  ///< of a failure
  std::string said = {};
  std::string reason = {};    ///< why it was skipped
  bool sends_itself = false;  ///< no need to name it
};

/// What is due on or before `today`, oldest first. A warning is due 14 and 3 days before the last
/// day to decide, a security report on the invoicing group's date, each until the next of its kind;
/// a decision or an end takes them back. Messages to a partner are there if there is a partner;
/// where there is none, the customer is told about the MX record.
std::vector<OutboxMessage> outbox(const Customer& customer, Date today);

/// The message of this key, if it is in the outbox.
std::optional<OutboxMessage> outbox_message(const Customer& customer, const MessageKey& key,
                                            Date today);

/// The day in `month` on which the monthly security report about a subscription is due (MISSION D2,
/// D6): none before the day after its service began, after its end, or without a sales rep or
/// group.
std::optional<Date> security_report_on(const Customer& customer, const Subscription& subscription,
                                       Month month);

}  // namespace msp
