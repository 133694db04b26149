// Orders (MISSION D1–D3, X2).
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
#include "msp/advice.h"
#include "msp/nearest.h"

namespace msp {
namespace {

using Fields = std::vector<std::string>;

/// What is missing is named in the message.
Refusal incomplete(std::string code, std::string message, Fields missing) {
  Refusal refusal{std::move(code), std::move(message), "Give what is missing and order again."};
  refusal.fields = std::move(missing);
  return refusal;
}

/// MISSION X2: an agreement has contact, billing information and accepted terms of service.
Fields missing_of(const CustomerDetailsSet& details, const PlaceOrder& command) {
  Fields missing;
  if (details.name.empty()) missing.push_back("name");
  if (details.contact_email.value.empty()) missing.push_back("contact_email");
  const bool in_parts = details.party.street && details.party.city;
  if (details.billing_address.empty() && !in_parts) missing.push_back("billing_address");
  if (details.country.empty()) missing.push_back("country");
  if (command.accepted_terms.empty()) missing.push_back("accepted_terms");
  return missing;
}

/// MISSION D2: what a trial order has to state.
Fields missing_of(const TrialTerms& trial, const PlaceOrder& command) {
  Fields missing;
  const auto needs = [&trial](TrialNeed need) {
    return std::find(trial.needs.begin(), trial.needs.end(), need) != trial.needs.end();
  };
  if (needs(TrialNeed::sales_rep) && command.sales_rep.value.empty()) {
    missing.push_back("sales_rep");
  }
  if (needs(TrialNeed::monthly_total) && !command.monthly_total && !command.unit_price) {
    missing.push_back("monthly_total");
  }
  return missing;
}

/// All that is missing, so that it is asked for once.
std::optional<Refusal> refuse_incomplete(const CustomerDetailsSet& details,
                                         const PlaceOrder& command, const Terms& terms) {
  Fields missing = missing_of(details, command);
  if (missing.empty()) return std::nullopt;
  if (terms.basis == Basis::mailbox && !command.mailboxes) missing.push_back("mailboxes");
  if (command.trial && terms.trial) {
    const Fields wanted = missing_of(*terms.trial, command);
    missing.insert(missing.end(), wanted.begin(), wanted.end());
  }
  return incomplete("agreement.incomplete", "the agreement lacks {}", std::move(missing));
}

std::optional<Refusal> refuse_trial(const Desk& desk, const PlaceOrder& command,
                                    const Terms& terms) {
  if (!terms.trial) {
    return Refusal{"trial.not_offered", fmt::format("{} has no trial", command.plan.text()),
                   Advice::order_without_trial};
  }
  for (const Subscription& other : desk.customer.subscriptions) {
    if (has_had_trial(other, command.plan)) {
      return Refusal{"trial.second",
                     fmt::format("{} has had a trial of {} ({})", desk.customer.id.text(),
                                 command.plan.text(), desk.customer.ref(other).text()),
                     Advice::order_without_trial};
    }
  }
  if (auto missing = missing_of(*terms.trial, command); !missing.empty()) {
    return incomplete("trial.incomplete", "a trial of " + command.plan.text() + " needs {}",
                      std::move(missing));
  }
  const bool per_order = terms.trial->length.kind() == TrialLength::Kind::per_order;
  if (per_order != command.trial_days.has_value()) {
    return Refusal{
        "trial.length",
        per_order ? fmt::format("a trial of {} is as long as the order says", command.plan.text())
                  : fmt::format("{} fixes how long its trial is", command.plan.text()),
        Hint(per_order ? Advice::give : Advice::leave_out, {"trial_days"})};
  }
  if (per_order && (*command.trial_days < 1 || *command.trial_days > 3650)) {
    return Refusal{"trial.length",
                   fmt::format("a trial of {} days cannot be ordered", *command.trial_days),
                   "Give 1 to 3650 days."};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_quantity(const PlaceOrder& command, const Terms& terms) {
  const bool counted = terms.basis == Basis::mailbox;
  if (counted == command.mailboxes.has_value()) return std::nullopt;
  if (counted) {
    return Refusal{"mailboxes.missing", fmt::format("{} is billed by mailbox", command.plan.text()),
                   Hint(Advice::give, {"mailboxes"})};
  }
  return Refusal{
      "mailboxes.not_counted",
      fmt::format("{} is not billed by mailbox: there is no count to order", command.plan.text()),
      Hint(Advice::leave_out, {"mailboxes"})};
}

/// A connection is a fact: it has happened, and not before it was ordered; and with a mail server
/// of the customer's own not before its steps are done (MISSION 31).
std::optional<Refusal> refuse_connection(const Desk& desk, const PlaceOrder& command) {
  if (!command.connected_on) return std::nullopt;
  if (!command.own_mail_server.empty()) {
    return Refusal{"onboarding.too_early",
                   "the customer's own mail server is not ready: no step of it is done",
                   Advice::connect_later};
  }
  if (*command.connected_on > desk.request.today) {
    return Refusal{"onboarding.future",
                   fmt::format("{} has not come yet", command.connected_on->text()),
                   Advice::connect_later};
  }
  if (*command.connected_on < desk.request.effective()) {
    return Refusal{"onboarding.before_order",
                   fmt::format("connected on {}, before the order of {}",
                               command.connected_on->text(), desk.request.effective().text()),
                   Advice::say_effective};
  }
  return std::nullopt;
}

/// The currency the plan is sold in: the customer's, if it has one, otherwise the first price's.
const Price* price_for(const Desk& desk, const Plan& plan, Date date) {
  const Price* first = nullptr;
  for (const Price& price : plan.prices) {
    const Price* holds = plan.price_on(date, date, price.currency);
    if (!holds) continue;
    if (!first) first = holds;
    for (const Subscription& other : desk.customer.subscriptions) {
      if (other.currency == holds->currency) return holds;
    }
  }
  return first;
}

/// Why a code cannot be used for this order (MISSION X2).
std::optional<Refusal> refuse_discount(const Desk& desk, const DiscountId& code,
                                       Currency currency) {
  // By the day it was asked for: who asked in time is not told that somebody typed it later.
  const Date on = desk.request.effective_on.value_or(desk.request.received_on);
  const Discount* known = desk.catalog.discount(code);
  if (!known) {
    const auto like = nearest(code.text(), desk.catalog.discount_names());
    return Refusal{"discount.unknown", "there is no discount " + code.text(),
                   did_you_mean(like, Advice::list_discounts)};
  }
  const DiscountPublished& said = known->said;
  if (said.valid_through && *said.valid_through < on) {
    return Refusal{"discount.expired",
                   fmt::format("{} could be used for orders through {}", code.text(),
                               said.valid_through->text()),
                   "Order without it."};
  }
  if (said.valid_from && on < *said.valid_from) {
    return Refusal{
        "discount.not_yet",
        fmt::format("{} can be used for orders from {} on", code.text(), said.valid_from->text()),
        "Order without it, or later."};
  }
  if (said.currency && *said.currency != currency) {
    return Refusal{"discount.currency",
                   fmt::format("{} takes off {}, and the plan is sold in {}", code.text(),
                               said.currency->text(), currency.text()),
                   "Order without it."};
  }
  return std::nullopt;
}

Result<std::vector<AgreedDiscount>> agreed_discounts(const Desk& desk, const PlaceOrder& command,
                                                     Currency currency) {
  std::vector<AgreedDiscount> agreed;
  for (const DiscountId& code : command.discounts) {
    if (auto refusal = refuse_discount(desk, code, currency)) return *refusal;
    const auto same = [&code](const AgreedDiscount& other) { return other.code == code; };
    if (std::any_of(agreed.begin(), agreed.end(), same)) {
      return Refusal{"discount.twice", code.text() + " is given twice", "Give it once."};
    }
    const DiscountPublished& said = desk.catalog.discount(code)->said;
    agreed.push_back({code, said.percent, said.amount, said.months});
  }
  return agreed;
}

AgreementMade agreement_by(const PlaceOrder& command, std::int64_t number,
                           std::vector<AgreedDiscount> discounts) {
  AgreementMade agreement;
  agreement.agreement = number;
  agreement.accepted_terms = command.accepted_terms;
  agreement.overrides = command.overrides;
  agreement.unit_price = command.unit_price;
  agreement.sales_ref = command.sales_ref;
  if (!command.contract.empty()) agreement.contract = command.contract;
  agreement.discounts = std::move(discounts);
  return agreement;
}

SubscriptionOrdered ordered_by(const Desk& desk, const PlaceOrder& command, Currency currency) {
  SubscriptionOrdered ordered;
  ordered.subscription = desk.customer.next_subscription();
  ordered.agreement = static_cast<std::int64_t>(desk.customer.agreements.size()) + 1;
  ordered.plan = command.plan;
  ordered.currency = currency;
  ordered.mailboxes = command.mailboxes;
  ordered.trial = command.trial;
  ordered.trial_days = command.trial_days;
  ordered.sales_rep = command.sales_rep;
  ordered.monthly_total = command.monthly_total;
  ordered.channel = command.channel;
  ordered.panel_id = command.panel_id;
  ordered.own_mail_server = command.own_mail_server;
  return ordered;
}

/// On the day of a customer's first order nobody can have made a group for it: the order makes it,
/// unless one is there whose name is meant.
bool begins_with(const Desk& desk, const UserGroupId& group) {
  const auto& others = desk.customer.subscriptions;
  const bool first = std::all_of(others.begin(), others.end(), [&](const Subscription& other) {
    return other.ordered_on == desk.request.effective();
  });
  std::vector<std::string> names;
  for (const UserGroup& known : desk.customer.user_groups) names.push_back(known.id.text());
  return first && !nearest(group.text(), names);
}

/// MISSION S5: only what is billed by activity is for a group of users; and whom another package is
/// for cannot change once the month is invoiced.
std::optional<Refusal> refuse_user_group(const Desk& desk, const PlaceOrder& command,
                                         const Terms& terms) {
  if (terms.basis != Basis::activity) {
    if (!command.user_group) return std::nullopt;
    return Refusal{"order.not_by_activity",
                   fmt::format("{} is billed by {}: it is not for a group of users",
                               command.plan.text(), word(terms.basis)),
                   Hint(Advice::leave_out, {"user_group"})};
  }
  if (command.user_group && !desk.customer.user_group(*command.user_group) &&
      !begins_with(desk, *command.user_group)) {
    return unknown_group(desk.customer, *command.user_group);
  }
  return refuse_invoiced(desk, desk.request.effective());
}

/// The order's own facts; service may start with it.
Facts facts_of(const Desk& desk, const PlaceOrder& command, const CustomerDetailsSet& details,
               const Terms& terms, Currency currency, std::vector<AgreedDiscount> discounts) {
  const Date on = desk.request.effective();
  const SubscriptionOrdered ordered = ordered_by(desk, command, currency);
  Facts facts;
  if (details != desk.customer.details) facts.push_back({details, on});
  facts.push_back({agreement_by(command, ordered.agreement, std::move(discounts)), on});
  facts.push_back({ordered, on});
  if (command.user_group) {
    if (!desk.customer.user_group(*command.user_group)) {
      facts.push_back({UserGroupAdded{*command.user_group}, on});
    }
    facts.push_back({SubscriptionAttached{ordered.subscription, *command.user_group}, on});
  }

  Subscription subscription;
  subscription.number = ordered.subscription;
  subscription.trial_ordered = command.trial;
  subscription.trial_days = command.trial_days;
  if (command.connected_on) {
    facts.push_back({OnboardingStepDone{ordered.subscription, OnboardingStep::connected},
                     *command.connected_on});
  }
  if (!starts_at_connection(terms)) {
    start_service(facts, desk, subscription, terms, on, command.group);
  } else if (command.connected_on) {
    start_service(facts, desk, subscription, terms, *command.connected_on, command.group);
  } else {
    set_group(facts, desk.customer, command.group, on);
  }
  return facts;
}

}  // namespace

bool has_had_trial(const Subscription& subscription, const PlanId& plan) {
  const bool spent = subscription.trial || !subscription.ending;
  return subscription.trial_ordered && spent && subscription.plans.front().plan == plan;
}

std::optional<Refusal> refuse_price(const std::optional<Decimal>& price, std::string_view what) {
  if (!price || Decimal() <= *price) return std::nullopt;
  Refusal refusal{"price.negative", "{} must not be negative", "Give 0.00 or more."};
  refusal.fields = {std::string(what)};
  return refusal;
}

std::optional<Refusal> refuse_prices(const PlaceOrder& order) {
  if (auto refusal = refuse_price(order.unit_price, "unit_price")) return refusal;
  return refuse_price(order.monthly_total, "monthly_total");
}

Result<Facts> decide_on(const Desk& desk, const PlaceOrder& command) {
  const Date on = desk.request.effective();
  const Plan* plan = desk.catalog.plan(command.plan);
  const PlanVersion* version = plan ? plan->version_on(on) : nullptr;
  if (!version) return unknown_plan(desk.catalog, command.plan, on);
  if (auto refusal = refuse_deactivated(desk.customer)) return *refusal;
  const auto terms = agreed_terms(desk, *version, command.overrides);
  if (!terms) return terms.refusal();
  if (auto refusal = refuse_connection(desk, command)) return *refusal;
  const CustomerDetailsSet details = with_changes(desk.customer.details, command);
  if (auto refusal = refuse_incomplete(details, command, *terms)) return *refusal;
  if (auto refusal = refuse_prices(command)) return *refusal;
  if (auto refusal = refuse_running(desk, command.plan, 0)) return *refusal;
  if (auto refusal = refuse_quantity(command, *terms)) return *refusal;
  if (auto refusal = refuse_unsold(command.plan, *terms, command.sales_ref, command.contract)) {
    return *refusal;
  }
  if (auto refusal = refuse_user_group(desk, command, *terms)) return *refusal;
  if (command.trial) {
    if (auto refusal = refuse_trial(desk, command, *terms)) return *refusal;
  }
  const Price* price = price_for(desk, *plan, on);
  if (!price) {
    return Refusal{"price.missing",
                   fmt::format("{} has no price on {}", command.plan.text(), on.text()),
                   Advice::see_prices};
  }
  auto discounts = agreed_discounts(desk, command, price->currency);
  if (!discounts) return discounts.refusal();
  return facts_of(desk, command, details, *terms, price->currency, *std::move(discounts));
}

}  // namespace msp
