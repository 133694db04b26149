// How mails leave (MISSION D5): a message is written, recorded as being sent, handed over, and what
// became of it recorded. Between the two records nobody holds the ledger; what a crash leaves there
// is `sending`, and never leaves again by itself.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "msp/letter.h"
#include "msp/turns.h"

namespace msp {

/// How many messages of the outbox stand how.
std::map<MessageStatus, std::size_t> count_messages(const Ledger& ledger, Date today);

/// What is to be sent: those `named`, each of them fit to be (`again`: once more), else all that
/// need no naming, oldest first of each customer.
/// Refusals: customer.unknown, and those of BeginMessage.
Result<std::vector<MessageRef>> messages_to_send(const Ledger& ledger,
                                                 const std::vector<MessageRef>& named, bool again,
                                                 Date today);

/// What a message is written from.
/// Refusals: customer.unknown, message.unknown, message.blocked.
Result<Correspondence> correspondence(const Ledger& ledger, const MessageRef& message, Date today);

/// What the mail system said to a mail.
struct HandedOver {
  std::optional<std::int64_t> exit_status;  ///< 0: taken; none: nobody knows, it may have left
  std::string said = {};
};

/// What whoever sends brings along.
struct Sender {
  std::function<std::string(const Correspondence&)> write;  ///< the whole mail; holds no ledger
  std::function<HandedOver(const std::string& mail)> hand_over;
};

struct Delivery {
  MessageRef message;
  std::string to;
  MessageStatus status = MessageStatus::sending;
  std::string said = {};  ///< what went wrong
};

/// Sends them one by one; what somebody else is sending meanwhile, and whose recipient changes
/// while it is written, is left and not told.
std::vector<Delivery> deliver(const Turns& turns, const Sender& sender,
                              const std::vector<MessageRef>& messages, bool again);

}  // namespace msp
