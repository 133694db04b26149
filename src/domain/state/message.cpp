#include "msp/message.h"

namespace msp {
namespace {

bool is_of_time(MessageKind kind) {
  return kind == MessageKind::trial_ending || kind == MessageKind::decision_due ||
         kind == MessageKind::security_report;
}

/// What follows the kind: `10`, or `1-2026-02-22`.
std::optional<MessageKey> key_from(MessageKind kind, std::string_view rest) {
  MessageKey key{kind};
  const std::string_view digits = rest.substr(0, rest.find('-'));
  const auto cause = count_from_text(digits);
  if (!cause || *cause < 1) return std::nullopt;
  key.cause = *cause;
  rest.remove_prefix(digits.size());
  if (!is_of_time(kind)) return rest.empty() ? std::optional(key) : std::nullopt;
  if (!rest.starts_with('-')) return std::nullopt;
  key.due_on = Date::from_text(rest.substr(1));
  return key.due_on ? std::optional(key) : std::nullopt;
}

}  // namespace

std::string MessageKey::text() const {
  std::string text = std::string(word(kind)) + "-" + std::to_string(cause);
  if (due_on) text += "-" + due_on->text();
  return text;
}

std::optional<MessageRef> MessageRef::from_text(std::string_view text) {
  const auto slash = text.find('/');
  const auto customer = CustomerId::from_text(text.substr(0, slash));
  if (!customer || slash == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(slash + 1);
  for (std::size_t i = 0; i < words<MessageKind>.size(); ++i) {
    const std::string_view kind = words<MessageKind>[i];
    if (!name.starts_with(kind) || !name.substr(kind.size()).starts_with('-')) continue;
    const auto key = key_from(static_cast<MessageKind>(i), name.substr(kind.size() + 1));
    if (key) return MessageRef{*customer, *key};
  }
  return std::nullopt;
}

}  // namespace msp
