// --subscription: which of a customer's subscriptions a command is about.
#pragma once

#include "line/how.h"
#include "msp/desk.h"

namespace msp::cli {

class SubscriptionChoice {
 public:
  SubscriptionChoice() = default;  ///< left out: the only one there is
  SubscriptionChoice(std::string typed, std::int64_t number, CustomerId of)
      : typed_(std::move(typed)), number_(number), of_(std::move(of)) {}

  /// Its number within `customer`; 0 if it is left out. Refuses another customer's.
  std::int64_t of(const CustomerId& customer) const;
  /// The same for reading: refuses one that the customer does not have.
  std::int64_t of(const Customer& customer) const;

 private:
  std::string typed_;
  std::int64_t number_ = 0;
  CustomerId of_;  // nobody: a number by itself
};

SubscriptionChoice read_choice(std::string_view name, const std::string& typed);

template <>
inline constexpr How<SubscriptionChoice> how<SubscriptionChoice>{read_choice, subscriptions};

/// `; acme/1 is left before its commitment is over: 50.00 EUR on 2026-04-01`, of each that it is
/// about; nothing where nothing is owed for it.
std::string leaving_costs(const CustomerOutcome& outcome);

/// For changes.
void which_subscription(auto& self, auto&& option) {
  option("--subscription", "S", self.subscription, "which, if there are several");
}

}  // namespace msp::cli
