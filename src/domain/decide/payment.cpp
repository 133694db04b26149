// What a customer pays with (MISSION X3).
#include <fmt/format.h>

#include "decide/decide.h"

namespace msp {

Result<Facts> decide_on(const Desk& desk, const SetPaymentMethod& command) {
  const PaymentMethodSet set{{command.token}, command.last4, command.brand, command.expires};
  if (desk.customer.payment == set) return Facts{};  // said twice, true once
  if (set.expires && set.expires->period().end <= desk.request.today) {
    return Refusal{"payment.expired",
                   fmt::format("what ends in {} was good through {}", set.last4,
                               set.expires->period().through().text()),
                   "Ask for the one that replaced it."};
  }
  return Facts{{set, desk.request.effective()}};
}

}  // namespace msp
