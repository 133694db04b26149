// What a value has to look like, in the words of an error message.
#pragma once

#include <string>

#include "msp/message.h"
#include "msp/month.h"
#include "msp/terms.h"

namespace msp {

template <TextValue T>
inline constexpr std::string_view form = "a lower-case word (a-z, 0-9, -), at most 40 letters";
template <>
inline constexpr std::string_view form<Date> = "a date such as 2026-03-31";
template <>
inline constexpr std::string_view form<Month> = "a month such as 2026-03";
template <>
inline constexpr std::string_view form<Decimal> = "an amount such as 4.00, at most 6 decimals";
template <>
inline constexpr std::string_view form<Currency> = "an ISO 4217 currency such as EUR";
template <>
inline constexpr std::string_view form<BillingDay> = "1 to 31, or group";
template <>
inline constexpr std::string_view form<TrialLength> = "`30 days`, until-billing-day or per-order";
template <>
inline constexpr std::string_view form<DiscountId> =
    "a code such as WELCOME10 (A-Z, 0-9, -), at most 40 letters";
template <>
inline constexpr std::string_view form<SubscriptionRef> = "a subscription such as acme/1";
template <>
inline constexpr std::string_view form<DraftRef> = "a draft such as acme/d1";

template <>
inline constexpr std::string_view form<MessageRef> = "a message such as acme/connected-10";

/// `one of a, b, c`
template <WordEnum E>
std::string alternatives() {
  std::string list = "one of";
  for (const std::string_view choice : words<E>) {
    list += (list.size() > 6 ? ", " : " ") + std::string(choice);
  }
  return list;
}

}  // namespace msp
