// What a plan asks of whoever orders it, or changes to it (MISSION 16, X7).
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
#include "msp/advice.h"
#include "msp/commitment.h"
#include "msp/term_rules.h"

namespace msp {

std::optional<Refusal> refuse_unsold(const PlanId& plan, const Terms& terms,
                                     const std::string& sales_ref, const std::string& contract) {
  if (terms.sales_only && sales_ref.empty()) {
    return Refusal{"order.sales_only", fmt::format("{} is sold by sales only", plan.text()),
                   Advice::give_sales_ref};
  }
  if (terms.contract_required && contract.empty()) {
    return Refusal{"order.contract_required", fmt::format("{} needs a contract", plan.text()),
                   Advice::give_contract};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_running(const Desk& desk, const PlanId& plan, std::int64_t but_for) {
  const Date on = desk.request.effective();
  for (const Subscription& other : desk.customer.subscriptions) {
    const bool same = other.number != but_for && other.plan_on(on).plan == plan;
    if (same && other.status_on(on) != Status::ended) {
      return Refusal{"subscription.exists",
                     fmt::format("{} already has {} ({})", desk.customer.id.text(), plan.text(),
                                 desk.customer.ref(other).text()),
                     Advice::change_count};
    }
  }
  return std::nullopt;
}

Result<Terms> agreed_terms(const Desk& desk, const PlanVersion& version,
                           const std::vector<Override>& overrides) {
  auto terms = with_overrides(version.terms, overrides);
  if (!terms) return terms;
  if (const auto problems = problems_of(*terms); !problems.empty()) {
    return Refusal{"term.contradiction",
                   fmt::format("{}: {}", problems.front().key, problems.front().problem),
                   Advice::leave_out_term};
  }
  if (terms->tax && !desk.catalog.tax(*terms->tax)) {
    return Refusal{"tax.unknown", fmt::format("there is no tax class {}", terms->tax->text()),
                   Advice::see_tax_class};
  }
  return terms;
}

namespace {

/// Another plan in the same subscription is billed on the same days, by the same count.
std::optional<Refusal> refuse_other_billing(const PlanId& plan, const Terms& now,
                                            const Terms& then) {
  if (now.basis == then.basis && now.timing == then.timing && now.billing_day == then.billing_day) {
    return std::nullopt;
  }
  return Refusal{
      "plan.other_billing",
      fmt::format("{} is billed in another way (basis, timing or billing day)", plan.text()),
      "Cancel the subscription and order the other plan."};
}

/// Whether a price is less than what is bound to be paid: a commitment that holds would end.
bool leaves_commitment(const Desk& desk, const Subscription& subscription, const Price& then) {
  const Date on = desk.request.effective();
  const auto commitments = commitments_of(desk.customer, subscription, desk.catalog);
  return std::any_of(commitments.begin(), commitments.end(), [&](const Commitment& each) {
    if (on <= each.days.start || each.end() <= on) return false;
    const Price stayed = price_for(desk.customer, subscription, desk.catalog, on - 1);
    return cost_of(each.count, then) <
           std::min(cost_of(each.count, each.price), cost_of(each.count, stayed));
  });
}

/// The plan holds already: it is remembered that it does from that day on, and at which price. For
/// the same day it takes the place of what was said before, and says what that said.
Facts said_again(const Desk& desk, const Subscription& subscription, PlanChanged changed) {
  const Date on = desk.request.effective();
  const PlanFrom& now = subscription.plan_on(on);
  const auto known = agreed_price(desk.customer, subscription, now);
  const bool priced = changed.unit_price && (!known || known->amount != *changed.unit_price);
  const bool filed = (!changed.sales_ref.empty() && changed.sales_ref != now.sales_ref) ||
                     (changed.contract && changed.contract != now.contract);
  if (now.from == on) {
    if (!priced && !filed) return Facts{};
    if (!changed.unit_price) changed.unit_price = now.unit_price;
    if (changed.sales_ref.empty()) changed.sales_ref = now.sales_ref;
    if (!changed.contract) changed.contract = now.contract;
    changed.leaves_commitment = now.leaves_commitment;
    changed.as_order = now.as_order || now.seq == subscription.ordered_seq;
  }
  return Facts{{std::move(changed), on}};
}

}  // namespace

Result<Facts> decide_on(const Desk& desk, const ChangePlan& command) {
  const Date on = desk.request.effective();
  const auto chosen = choose(desk.customer, command.subscription, [on](const Subscription& s) {
    return s.status_on(on) != Status::ended;
  });
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  if (auto refusal = refuse_gone(desk, subscription, on)) return *refusal;
  if (auto refusal = refuse_price(command.unit_price, "unit_price")) return *refusal;
  PlanChanged changed{subscription.number, command.plan, true, command.unit_price,
                      command.sales_ref};
  if (!command.contract.empty()) changed.contract = command.contract;
  if (subscription.plan_on(on).plan == command.plan) {
    return said_again(desk, subscription, std::move(changed));
  }

  const Plan* plan = desk.catalog.plan(command.plan);
  const PlanVersion* version = plan ? plan->version_on(on) : nullptr;
  if (!version) return unknown_plan(desk.catalog, command.plan, on);
  const auto then =
      agreed_terms(desk, *version, desk.customer.agreement_of(subscription).overrides);
  if (!then) return then.refusal();
  const AgreedTerms terms = terms_on(desk.customer, subscription, desk.catalog, on);
  if (auto refusal = refuse_other_billing(command.plan, *terms, *then)) return *refusal;
  if (auto refusal = refuse_running(desk, command.plan, subscription.number)) return *refusal;
  if (auto refusal =
          refuse_unsold(command.plan, version->terms, command.sales_ref, command.contract)) {
    return *refusal;
  }
  if (then->basis == Basis::activity && desk.customer.subscriptions.size() > 1) {
    if (auto refusal = refuse_invoiced(desk, on))
      return *refusal;  // who is billed by which changes
  }
  const Price* price = plan->price_on(on, on, subscription.currency);
  if (!price) {
    return Refusal{"price.missing",
                   fmt::format("{} has no {} price on {}", command.plan.text(),
                               subscription.currency.text(), on.text()),
                   Advice::see_prices};
  }
  Price agreed = *price;
  if (command.unit_price) {
    agreed.amount = *command.unit_price;
    agreed.per = 1;
    agreed.tiers.reset();
  }
  changed.leaves_commitment = leaves_commitment(desk, subscription, agreed);
  return Facts{{std::move(changed), on}};
}

}  // namespace msp
