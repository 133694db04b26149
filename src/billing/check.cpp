// What can never be true of right figures: a customer for whom it is, is not billed by them.
#include <fmt/format.h>

#include <algorithm>

#include "msp/advice.h"
#include "msp/billing.h"
#include "rate.h"

namespace msp {
namespace {

/// The days that a subscription is charged for, billed or proposed.
std::vector<Period> charged_periods(std::int64_t subscription, const std::vector<Charge>& charges,
                                    const std::vector<Billed>& billed) {
  std::vector<Period> periods;
  for (const Charge& charge : charges) {
    if (charge.subscription == subscription && charges_days(charge.component) &&
        charge.stands != 0) {
      periods.push_back(charge.period);
    }
  }
  for (const Billed& entry : billed) {
    const bool stands = entry.subscription == subscription && charges_days(entry.component) &&
                        entry.net != 0 && !named(charges, entry.name());
    if (stands) periods.push_back(entry.period);
  }
  std::sort(periods.begin(), periods.end(),
            [](const Period& a, const Period& b) { return a.start < b.start; });
  return periods;
}

std::optional<std::string> contradiction_text(const Customer& customer,
                                              const std::vector<Charge>& charges,
                                              const std::vector<Billed>& billed) {
  for (const Charge& charge : charges) {
    const std::string name = SubscriptionRef{customer.id, charge.subscription}.text();
    if (charge.net < 0) return fmt::format("{} would be charged less than nothing", name);
    if (sum_of(charge.parts) != charge.net) {
      return fmt::format("the parts of the charge of {} from {} do not add up", name,
                         charge.period.start.text());
    }
  }
  for (const Billed& entry : billed) {
    if (entry.net < entry.credited) {
      return fmt::format("more is credited than billed of {} from {}",
                         SubscriptionRef{customer.id, entry.subscription}.text(),
                         entry.period.start.text());
    }
  }
  for (const Subscription& subscription : customer.subscriptions) {
    const auto periods = charged_periods(subscription.number, charges, billed);
    for (std::size_t i = 1; i < periods.size(); ++i) {
      if (periods[i].start < periods[i - 1].end) {
        return fmt::format("{} would be charged twice for {}", customer.ref(subscription).text(),
                           periods[i].start.text());
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> contradiction_in(const Customer& customer,
                                        const std::vector<Charge>& charges,
                                        const std::vector<Billed>& billed) {
  const auto text = contradiction_text(customer, charges, billed);
  if (!text) return std::nullopt;
  return Refusal{"customer.contradiction", *text, Hint(Advice::find_slip, {customer.id.text()})};
}

}  // namespace msp
