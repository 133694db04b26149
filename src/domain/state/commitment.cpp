#include "msp/commitment.h"

#include <algorithm>

namespace msp {
namespace {

/// A plan's terms without what anybody agreed.
const Terms& own_terms(const Catalog& catalog, const PlanId& id, Date on) {
  const Plan& plan = *catalog.plan(id);
  const PlanVersion* version = plan.version_on(on);
  return (version ? *version : plan.versions.front()).terms;
}

/// The statement that began the plan which another one said again.
const PlanFrom& begun_by(const Subscription& subscription, const PlanFrom& plan) {
  const PlanFrom* said = &plan;
  while (said->seq != subscription.ordered_seq && !subscription.begins_plan(*said)) {
    said = &subscription.plan_on(said->from - 1);
  }
  return *said;
}

/// An order binds from the day it is made; who tries first, from the day that is over.
Date made_on(const Subscription& subscription, Date begins) {
  if (begins != *subscription.billing_from || subscription.trial) return begins;
  return std::max(subscription.ordered_on,
                  subscription.on_plan_since(subscription.plan_on(begins)));
}

Commitment commitment_by(const Customer& customer, const Subscription& subscription,
                         const Catalog& catalog, const Terms& terms, Date begins) {
  const Date made = made_on(subscription, begins);
  Commitment commitment;
  commitment.days = {begins, add_months(begins, static_cast<int>(terms.commitment_months))};
  commitment.plan = subscription.plan_on(begins).plan;
  commitment.price = price_for(customer, subscription, catalog, made);
  commitment.remaining_is_owed = terms.early_termination == EarlyTermination::remaining;
  commitment.seq = subscription.plan_on(begins).seq;
  if (terms.basis == Basis::mailbox) {
    const CountFrom* count = subscription.count_on(made);
    commitment.count = count ? count->mailboxes : 0;
    if (count) commitment.seq = count->seq;
  }
  return commitment;
}

}  // namespace

AgreedTerms terms_begun_with(const Customer& customer, const Subscription& subscription,
                             const Catalog& catalog, Date begins) {
  static const std::vector<Override> none;
  const PlanFrom& plan = subscription.plan_on(begins);
  if (!begun_by(subscription, plan).as_order) {
    return terms_on(customer, subscription, catalog, begins);
  }
  return {own_terms(catalog, plan.plan, begins), none};
}

std::vector<Commitment> commitments_of(const Customer& customer, const Subscription& subscription,
                                       const Catalog& catalog) {
  std::vector<Commitment> commitments;
  for (const Date begins : subscription.plans_begun()) {
    const auto& ending = subscription.ending;
    const bool served = !ending || begins < ending->ends_on;  // what comes later does not count
    const bool changed = begins != *subscription.billing_from && served;
    if (changed && subscription.plan_on(begins).leaves_commitment) {
      for (Commitment& before : commitments) {
        if (begins < before.end()) before.left_on = begins;
      }
    }
    const AgreedTerms terms = terms_begun_with(customer, subscription, catalog, begins);
    if (terms->commitment_months == 0) continue;
    commitments.push_back(commitment_by(customer, subscription, catalog, *terms, begins));
  }
  return commitments;
}

const Commitment* binding_on(const std::vector<Commitment>& commitments, Date date) {
  const Commitment* most = nullptr;
  for (const Commitment& each : commitments) {
    if (date < each.days.start || each.end() <= date) continue;
    if (!most || most->count < each.count) most = &each;
  }
  return most;
}

}  // namespace msp
