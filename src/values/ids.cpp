#include "msp/ids.h"

#include <algorithm>

namespace msp {

bool is_word(std::string_view text) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto tail = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= 40 && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), tail);
}

std::optional<DiscountId> DiscountId::from_text(std::string_view text) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto tail = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  const bool fits = !text.empty() && text.size() <= 40 && letter(text.front()) &&
                    std::all_of(text.begin(), text.end(), tail);
  if (!fits) return std::nullopt;
  DiscountId id;
  id.text_ = text;
  return id;
}

std::optional<SubscriptionRef> SubscriptionRef::from_text(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto customer = CustomerId::from_text(text.substr(0, slash));
  const auto number = count_from_text(text.substr(slash + 1));
  if (!customer || !number || *number == 0) return std::nullopt;
  return SubscriptionRef{*customer, *number};
}

std::optional<DraftRef> DraftRef::from_text(std::string_view text) {
  const auto slash = text.find("/d");
  if (slash == std::string_view::npos) return std::nullopt;
  const auto customer = CustomerId::from_text(text.substr(0, slash));
  const auto number = count_from_text(text.substr(slash + 2));
  if (!customer || !number || *number == 0) return std::nullopt;
  return DraftRef{*customer, *number};
}

std::optional<std::int64_t> count_from_text(std::string_view text) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || text.size() > 18 || !digits) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace msp
