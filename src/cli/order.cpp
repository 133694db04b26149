#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"
#include "order_form.h"

namespace msp::cli {
namespace {

Answer describe(const CustomerOutcome& outcome) {
  const Subscription& subscription = outcome.after.subscriptions.back();
  const std::string name = outcome.after.ref(subscription).text();
  std::string what = "ordered " + subscription.plans.front().plan.text();
  if (!subscription.counts.empty()) {
    what += " for " + counted(subscription.counts.front().mailboxes, "mailbox", "mailboxes");
  }
  const bool waits = !subscription.trial && !subscription.billing_from;
  return {name, what + service_text(subscription, outcome.first_invoice_on),
          waits ? fmt::format("msp order show {}", name)
                : fmt::format("msp customer show {}", outcome.after.id.text())};
}

Answer describe_draft(const CustomerOutcome& outcome) {
  const Draft& draft = outcome.after.drafts.back();
  const std::string name = outcome.after.ref(draft).text();
  return {name, "drafted " + draft.lines.front().order.plan.text() + ", nothing is ordered yet",
          "msp order review " + name};
}

Exit run(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  check_name(customer);
  const PlaceOrder order = order_from(invocation.arguments());
  if (order.plan == PlanId{})
    usage_error("usage.missing", "--plan is missing", "--help shows how.");
  check(order);
  if (invocation.arguments().has("--draft")) {
    return invocation.change(customer, DraftOrder{0, order}, describe_draft);
  }
  return invocation.change(customer, order, describe);
}

std::vector<Option> options() {
  std::vector<Option> options = order_options();
  options.push_back({"--draft", "", "only begin a draft: add to it, review it, finalize it"});
  return options;
}

}  // namespace

const Command order{
    "order",
    "Orders a plan for a customer, with its agreement; a new customer begins with its first order.",
    Kind::evidenced,
    {"msp order elm --plan guard --mailboxes 25 --trial --sales-rep rep@partner.example "
     "--monthly-total 100.00 --name \"Elm Oy\" --contact-email it@elm.example "
     "--billing-address \"Katu 1, 00100 Helsinki\" --country FI --accept-terms 2026-01 --ref "
     "mail-17",
     "msp order acme --plan exchange --mailboxes 10 --accept-terms 2026-01 --ref form-18"},
    {{"CUSTOMER", "a lower-case word"}},
    options(),
    run};

}  // namespace msp::cli
