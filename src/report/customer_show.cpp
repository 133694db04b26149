// One customer, to be read aloud on the telephone.
#include <fmt/format.h>

#include <algorithm>

#include "cells.h"
#include "msp/billing.h"
#include "msp/report/customers.h"
#include "msp/report/subscriptions.h"
#include "told.h"

namespace msp {
namespace {

std::string status_text(const Customer& customer, Date today) {
  if (!customer.deactivated_from) return "active";
  const std::string from = customer.deactivated_from->text();
  return customer.deactivated_on(today) ? "deactivated since " + from
                                        : "active, deactivated from " + from;
}

std::string steps_text(const Subscription& subscription) {
  std::string text;
  for (const StepOn& step : subscription.steps) {
    if (subscription.step(step.step) != &step) continue;  // corrected since
    text += fmt::format("{}{} on {}", text.empty() ? "" : ", ", word(step.step), step.on.text());
  }
  return text;
}

std::string overrides_text(const Agreement& agreement) {
  std::string text;
  for (const Override& term : agreement.overrides) {
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", term.term, term.value);
  }
  return text;
}

class Sheet {
 public:
  Sheet(const Customer& customer, const Catalog& catalog, Date today)
      : customer_(customer), catalog_(catalog), today_(today) {}

  Table write() {
    add_customer();
    for (const Subscription& subscription : customer_.subscriptions) {
      prefix_ = customer_.ref(subscription).text() + " ";
      add(subscription);
    }
    return std::move(table_);
  }

  Table write_only(const Subscription& subscription) {
    add("subscription", customer_.ref(subscription).text());
    add(subscription);
    return std::move(table_);
  }

 private:
  void add_customer() {
    const CustomerDetailsSet& details = customer_.details;
    table_.add({"id", customer_.id.text()});
    table_.add({"name", details.name});
    table_.add({"status", status_text(customer_, today_)});
    table_.add({"partner", details.partner});
    table_.add({"contact", details.contact_email.value});
    table_.add({"billing address", details.billing_address});
    table_.add({"country", details.country});
    table_.add({"VAT id", details.vat_id});
    if (details.partner_email) table_.add({"partner contact", details.partner_email->value});
    if (details.language) table_.add({"language", word(*details.language)});
    if (details.invoice_email) table_.add({"invoice mail", details.invoice_email->value});
    for (const PartyField& field : fields_of(details.party)) {
      if (field.value) table_.add({field.label, *field.value});
    }
    table_.add({"group", cell(customer_.group_on(today_))});
    table_.add({"since", cell(customer_.since)});
    if (const auto& payment = customer_.payment) {
      table_.add({"payment token", payment->token.value});
      table_.add({"payment method", payment_text(*payment, today_)});
    }
    for (const Draft& draft : customer_.drafts) {
      table_.add(
          {"draft", fmt::format("{}, since {}", customer_.ref(draft).text(), draft.since.text())});
    }
    if (customer_.erased_on) table_.add({"erased on", customer_.erased_on->text()});
  }

  void add(const Subscription& subscription) {
    add("plan", subscription.plan_on(today_).plan.text());
    add("status", std::string(word(subscription.status_on(today_))));
    const Date counted_on = std::max(today_, subscription.ordered_on);
    if (const CountFrom* count = subscription.count_on(counted_on)) {
      add("mailboxes", std::to_string(count->mailboxes) +
                           (subscription.named_on(counted_on) ? ", by name" : ""));
    }
    add("ordered on", subscription.ordered_on.text());
    add("steps", steps_text(subscription));
    add_trial(subscription);
    add("billing from", cell(subscription.billing_from));
    if (const auto& ending = subscription.ending) {
      add("ends on", fmt::format("{} ({})", ending->ends_on.text(), word(ending->reason)));
    }
    for (const AttachedFrom& attached : subscription.attached) {
      add("for the group", fmt::format("{} from {}", attached.group.text(), attached.from.text()));
    }
    add_price(subscription);
    add_commitment(subscription);
    add("terms agreed", overrides_text(customer_.agreement_of(subscription)));
    add("panel id", subscription.panel_id);
    add("own mail server", subscription.own_mail_server);
  }

  void add_trial(const Subscription& subscription) {
    if (!subscription.trial_ordered) return;
    add("sales rep", subscription.sales_rep.value);
    const auto& trial = subscription.trial;
    if (!trial) return add("trial", "begins with the service");
    add("trial through", (trial->ends_on - 1).text());
    if (trial->deadline) add("decide by", (*trial->deadline - 1).text());
    add("converted on", cell(trial->converted_on));
    if (subscription.free_rider()) add("decided", "nobody decided by the deadline");
  }

  void add_price(const Subscription& subscription) {
    const Date on = std::max(today_, subscription.ordered_on);
    const Price price = price_for(customer_, subscription, catalog_, on);
    const bool agreed = agreed_price(customer_, subscription, subscription.plan_on(on)).has_value();
    const std::string currency = " " + price.currency.text();
    add(agreed ? "price agreed" : "price", unit_price_text(price) + currency);
    if (const auto& quote = subscription.monthly_total) {
      add("monthly total quoted", quote->text(price.currency.exponent()) + currency);
    }
  }

  void add_commitment(const Subscription& subscription) {
    const auto commitments = commitments_of(customer_, subscription, catalog_);
    const Commitment* bound = binding_on(commitments, today_);
    if (!bound) return;
    const bool counted = subscription.count_on(today_) != nullptr;
    add("committed", fmt::format("{}{} through {}", bound->plan.text(),
                                 counted ? fmt::format(", {} mailboxes", bound->count) : "",
                                 bound->days.through().text()));
  }

  /// One field of a subscription; what it does not have is not spoken of.
  void add(std::string_view field, const std::string& value) {
    if (!value.empty()) table_.add({prefix_ + std::string(field), value});
  }

  const Customer& customer_;
  const Catalog& catalog_;
  Date today_;
  std::string prefix_;
  Table table_{field_columns()};
};

}  // namespace

Table customer_show(const Customer& customer, const Catalog& catalog, Date today) {
  return Sheet(customer, catalog, today).write();
}

Table subscription_show(const Customer& customer, const Subscription& subscription,
                        const Catalog& catalog, Date today) {
  return Sheet(customer, catalog, today).write_only(subscription);
}

}  // namespace msp
