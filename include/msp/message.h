// What the desk has to tell people (MISSION D5). Messages are not recorded: they follow from the
// events there are, and from time. Recorded is only what becomes of each: that it is being sent,
// before it leaves, and whether it did, so that none is ever sent twice by accident.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/ids.h"
#include "msp/terms.h"

namespace msp {

enum class MessageKind {
  mx_ready,           ///< to the partner: the MX record can be changed
  connected,          ///< to the customer: the service is connected
  connected_partner,  ///< the same, to the partner
  thanks,             ///< to a customer who leaves
  trial_ending,       ///< to the sales rep: a trial becomes paid by itself
  decision_due,       ///< to the sales rep: somebody has to decide
  security_report,    ///< to the sales rep: the monthly report is due (MISSION D2, D6)
  invoice             ///< to the customer: an issued document
};
template <>
inline constexpr auto words<MessageKind> = worded<MessageKind>("mx-ready", "connected",
                                                               "connected-partner", "thanks",
                                                               "trial-ending", "decision-due",
                                                               "security-report", "invoice");

/// Which message of a customer: a kind, and what made it due. That is an event, by its seq; or
/// time, then it is a subscription, by its number, and a day.
struct MessageKey {
  MessageKind kind = MessageKind::invoice;
  std::int64_t cause = 0;
  std::optional<Date> due_on = {};  ///< only of what time made due
  static constexpr void fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("cause", self.cause);
    field("due_on", self.due_on);
  }
  std::string text() const;  ///< `connected-10`, `decision-due-1-2026-02-22`
  auto order() const { return std::tuple(kind, cause, due_on); }
  bool operator==(const MessageKey&) const = default;
};

/// A message as typed: `acme/connected-10`.
struct MessageRef {
  CustomerId customer;
  MessageKey key;
  static std::optional<MessageRef> from_text(std::string_view text);
  std::string text() const { return customer.text() + "/" + key.text(); }
};

// ---- events of a customer's stream ----

/// Recorded before the message leaves: if nothing follows, nobody knows whether it did.
struct MessageSending {
  static constexpr std::string_view type = "message_sending";  // disk format: never rename
  MessageKey message;
  Personal to;
  static constexpr void fields(auto& self, auto&& field) {
    MessageKey::fields(self.message, field);
    field("to", self.to);
  }
  bool operator==(const MessageSending&) const = default;
};

/// The mail system took it.
struct MessageSent {
  static constexpr std::string_view type = "message_sent";  // disk format: never rename
  MessageKey message;
  static constexpr void fields(auto& self, auto&& field) {
    MessageKey::fields(self.message, field);
  }
  bool operator==(const MessageSent&) const = default;
};

/// The mail system did not take it: it may be tried again.
struct MessageFailed {
  static constexpr std::string_view type = "message_failed";  // disk format: never rename
  MessageKey message;
  std::int64_t exit_status = 0;  ///< of sendmail; 128 and more: ended by a signal
  Personal said;                 ///< its first line of complaint; may name the address
  static constexpr void fields(auto& self, auto&& field) {
    MessageKey::fields(self.message, field);
    field("exit_status", self.exit_status);
    field("said", self.said);
  }
  bool operator==(const MessageFailed&) const = default;
};

/// It is not to be sent, or it is known by now what became of it.
struct MessageSkipped {
  static constexpr std::string_view type = "message_skipped";  // disk format: never rename
  MessageKey message;
  std::string reason = {};  ///< as the batch has it
  static constexpr void fields(auto& self, auto&& field) {
    MessageKey::fields(self.message, field);
    field("reason", self.reason, since(2, ""));
  }
  bool operator==(const MessageSkipped&) const = default;
};

// ---- state ----

enum class MessageStage { waiting, sending, sent, failed, skipped };
template <>
inline constexpr auto words<MessageStage> = worded<MessageStage>("waiting", "sending", "sent",
                                                                 "failed", "skipped");

/// Later nobody asks any more; what became of a message stays in the customer's history.
inline constexpr std::int32_t days_kept_in_outbox = 90;

/// What an event made due, or time and somebody dealt with it.
struct Message {
  MessageKey key;
  std::int64_t subscription = 0;  ///< it is about; 0: about the customer
  Date due_on;
  MessageStage stage = MessageStage::waiting;
  std::optional<Date> settled_on;  ///< the day of the newest event about it
  Personal to;                     ///< whom it was being sent to
  std::int64_t exit_status = 0;    ///< of a failure
  Personal said;
  std::string reason;  ///< why it was skipped
  static constexpr void fields(auto& self, auto&& field) {
    field("key", self.key);
    field("subscription", self.subscription);
    field("due_on", self.due_on);
    field("stage", self.stage);
    field("settled_on", self.settled_on);
    field("to", self.to);
    field("exit_status", self.exit_status);
    field("said", self.said);
    field("reason", self.reason);
  }
  bool operator==(const Message&) const = default;
};

}  // namespace msp
