// What becomes of a message. That it is being sent is recorded before it leaves: of two who want to
// send it the one whose record comes first does.
#include <fmt/format.h>

#include "decide/decide.h"
#include "msp/advice.h"
#include "msp/outbox.h"

namespace msp {
namespace {

std::string name_of(const Desk& desk, const MessageKey& key) {
  return MessageRef{desk.customer.id, key}.text();
}

Result<OutboxMessage> find(const Desk& desk, const MessageKey& key) {
  if (auto message = outbox_message(desk.customer, key, desk.request.today)) return *message;
  return Refusal{"message.unknown",
                 fmt::format("there is no message {} in the outbox", name_of(desk, key)),
                 Hint(Advice::list_messages, {desk.customer.id.text()})};
}

/// What has been dealt with leaves once more only if somebody says so.
std::optional<Refusal> refuse_repeat(const std::string& name, const OutboxMessage& message) {
  const std::string on = message.settled_on ? message.settled_on->text() : "";
  const Hint again(Advice::send_again, {name});
  if (message.status == MessageStatus::sent) {
    return Refusal{"message.sent", fmt::format("{} was sent on {}", name, on), again};
  }
  if (message.status == MessageStatus::skipped) {
    return Refusal{"message.skipped", fmt::format("{} was skipped on {}", name, on), again};
  }
  if (message.status == MessageStatus::sending) {
    return Refusal{
        "message.unsettled",
        fmt::format("{} began to be sent on {}, and nobody knows how that ended", name, on),
        Hint(Advice::settle_message, {name})};
  }
  return std::nullopt;
}

}  // namespace

Result<Facts> decide_on(const Desk& desk, const BeginMessage& command) {
  const auto message = find(desk, command.message);
  if (!message) return message.refusal();
  const std::string name = name_of(desk, command.message);
  if (!command.again) {
    if (auto refusal = refuse_repeat(name, *message)) return *refusal;
  }
  if (message->to.empty()) {
    return Refusal{"message.blocked", fmt::format("nobody knows where to send {}", name),
                   Advice::list_blocked};
  }
  return Facts{{MessageSending{command.message, message->to}, desk.request.today}};
}

Result<Facts> decide_on(const Desk& desk, const SettleMessage& command) {
  const auto message = outbox_message(desk.customer, command.message, desk.request.today);
  if (!message || message->status != MessageStatus::sending) return Facts{};
  if (!command.exit_status) return Facts{{MessageSent{command.message}, desk.request.today}};
  return Facts{
      {MessageFailed{command.message, *command.exit_status, command.said}, desk.request.today}};
}

Result<Facts> decide_on(const Desk& desk, const SkipMessage& command) {
  const auto message = find(desk, command.message);
  if (!message) return message.refusal();
  if (message->status == MessageStatus::skipped && message->reason == command.reason) {
    return Facts{};
  }
  if (message->status == MessageStatus::sent) {
    return *refuse_repeat(name_of(desk, command.message), *message);
  }
  return Facts{{MessageSkipped{command.message, command.reason}, desk.request.today}};
}

}  // namespace msp
