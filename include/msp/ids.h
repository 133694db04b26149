// Names of things. Customers, plans and the like are lower-case words a person types; a
// subscription is its customer and a number: `acme/1`.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace msp {

/// `[a-z][a-z0-9-]*`, at most 40 characters: starts with a letter, so no spreadsheet takes it for
/// a number.
bool is_word(std::string_view text);

template <class Tag>
class WordId {
 public:
  WordId() = default;
  static std::optional<WordId> from_text(std::string_view text) {
    if (!is_word(text)) return std::nullopt;
    WordId id;
    id.text_ = text;
    return id;
  }
  const std::string& text() const { return text_; }
  auto operator<=>(const WordId&) const = default;

 private:
  std::string text_;
};

using CustomerId = WordId<struct CustomerTag>;
using PlanId = WordId<struct PlanTag>;
using TaxId = WordId<struct TaxTag>;
using UserGroupId = WordId<struct UserGroupTag>;

/// A discount code as customers know it: `WELCOME10`. Capitals, digits and `-`, starting with a
/// letter, at most 40 characters.
class DiscountId {
 public:
  DiscountId() = default;
  static std::optional<DiscountId> from_text(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const DiscountId&) const = default;

 private:
  std::string text_;
};

/// The n-th subscription of a customer, as typed: `acme/1`.
struct SubscriptionRef {
  CustomerId customer;
  std::int64_t number = 0;
  static std::optional<SubscriptionRef> from_text(std::string_view text);
  std::string text() const { return customer.text() + "/" + std::to_string(number); }
  auto operator<=>(const SubscriptionRef&) const = default;
};

/// The n-th draft of a customer, as typed: `acme/d1`.
struct DraftRef {
  CustomerId customer;
  std::int64_t number = 0;
  static std::optional<DraftRef> from_text(std::string_view text);
  std::string text() const { return customer.text() + "/d" + std::to_string(number); }
  auto operator<=>(const DraftRef&) const = default;
};

/// Decimal digits only, no sign, no leading zero, at most 18 digits; nothing otherwise.
std::optional<std::int64_t> count_from_text(std::string_view text);

}  // namespace msp
