#include "msp/ids.h"

#include <algorithm>

#include "msp/ascii.h"

namespace msp {

bool is_word(std::string_view text) {
  const auto tail = [](char c) { return is_small_letter(c) || is_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= 40 && is_small_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), tail);
}

std::optional<DiscountId> DiscountId::from_text(std::string_view text) {
  const auto tail = [](char c) { return is_capital_letter(c) || is_digit(c) || c == '-'; };
  const bool fits = !text.empty() && text.size() <= 40 && is_capital_letter(text.front()) &&
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
  if (text.empty() || text.size() > 18 || !is_digits(text)) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace msp
