#include "commands/subscription_choice.h"

#include <fmt/format.h>

namespace msp::cli {
namespace {

std::string shown_by(const CustomerId& customer) {
  return fmt::format("`msp subscription list {}` shows them.", customer.text());
}

}  // namespace

SubscriptionChoice read_choice(std::string_view name, const std::string& typed) {
  if (const auto number = count_from_text(typed); number && *number > 0)
    return {typed, *number, {}};
  const auto ref = read_value<SubscriptionRef>(name, typed);
  return {typed, ref.number, ref.customer};
}

std::int64_t SubscriptionChoice::of(const CustomerId& customer) const {
  if (of_ == CustomerId() || of_ == customer) return number_;
  usage_error("usage.subscription",
              fmt::format("{} is not a subscription of {}", typed_, customer.text()),
              shown_by(customer));
}

std::int64_t SubscriptionChoice::of(const Customer& customer) const {
  const std::int64_t number = of(customer.id);
  if (number == 0 || customer.subscription(number)) return number;
  throw Refused({"subscription.unknown",
                 fmt::format("{} has no subscription {}", customer.id.text(), number),
                 shown_by(customer.id)});
}

std::string leaving_costs(const CustomerOutcome& outcome) {
  std::string text;
  for (const auto& [subscription, net, currency, billed_on] : outcome.early_terminations) {
    text +=
        fmt::format("; {} is left before its commitment is over: {} {} on {}", subscription.text(),
                    amount_text(net, currency), currency.text(), billed_on.text());
  }
  return text;
}

}  // namespace msp::cli
