#include "commands/order_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "line/command.h"

namespace msp::cli {

Override read_override(std::string_view name, const std::string& typed) {
  const auto equals = typed.find('=');
  if (equals == std::string::npos || equals == 0) {
    malformed(name, typed, "TERM=VALUE, such as first_period=daily");
  }
  return {typed.substr(0, equals), typed.substr(equals + 1)};
}

void check_order(const PlaceOrder& order) {
  if (order.monthly_total && order.unit_price) {
    usage_error("usage.both", "--monthly-total and --unit-price say the price twice",
                "A quote for the whole (--monthly-total) or an agreed unit price (--unit-price).");
  }
  if (!order.trial && (order.trial_days || !order.sales_rep.value.empty())) {
    usage_error("usage.trial", "--trial-days and --sales-rep belong to a trial", "Add --trial.");
  }
}

void check_name(const CustomerId& customer) {
  const auto verbs = verbs_of("order");
  if (std::find(verbs.begin(), verbs.end(), customer.text()) == verbs.end()) return;
  usage_error("usage.customer", "`" + customer.text() + "` is a verb of `order`",
              "Choose another name for the customer.");
}

namespace {

std::string beginning_of(const Subscription& subscription) {
  if (subscription.trial) {
    const Trial& trial = *subscription.trial;
    const std::string through = (trial.ends_on - 1).text();
    return trial.deadline ? fmt::format(", trial through {}, decide by {}", through,
                                        (*trial.deadline - 1).text())
                          : fmt::format(", trial through {}, then billed by itself", through);
  }
  if (subscription.billing_from) {
    return fmt::format(", billed from {}", subscription.billing_from->text());
  }
  return subscription.trial_ordered ? ", a trial that begins when it is connected"
                                    : ", billed from when it is connected";
}

}  // namespace

std::string service_text(const Subscription& subscription, std::optional<Date> first_invoice) {
  const std::string text = beginning_of(subscription);
  return first_invoice ? text + ", first invoice " + first_invoice->text() : text;
}

std::string but_group_text(const CustomerOutcome& outcome, std::string_view already) {
  for (std::size_t i = outcome.swept; i < outcome.events.size(); ++i) {
    const RecordedEvent& recorded = outcome.events[i];
    const auto* group = std::get_if<InvoicingGroupSet>(&recorded.event);
    if (!group) continue;
    return fmt::format("{}; invoicing group {} from {}", already, group->group,
                       recorded.effective_on.text());
  }
  return std::string(already);
}

}  // namespace msp::cli
