#include "msp/subscription.h"

#include <algorithm>

#include "state/timeline.h"

namespace msp {
namespace {

Status trial_status(const Trial& trial, Date date) {
  if (trial.converted_on && *trial.converted_on <= date) return Status::active;
  if (date < trial.ends_on) return Status::in_trial;
  return trial.deadline && date < *trial.deadline ? Status::negotiation : Status::active;
}

}  // namespace

const StepOn* Subscription::step(OnboardingStep wanted) const {
  const auto same = [wanted](const StepOn& each) { return each.step == wanted; };
  const auto last = std::find_if(steps.rbegin(), steps.rend(), same);
  return last == steps.rend() ? nullptr : &*last;
}

std::optional<Date> Subscription::connected_on() const {
  const StepOn* connected = step(OnboardingStep::connected);
  return connected ? std::optional(connected->on) : std::nullopt;
}

const PlanFrom& Subscription::plan_on(Date date) const {
  const PlanFrom* plan = holding_on(plans, date);
  return plan ? *plan : plans.front();
}

Date Subscription::on_plan_since(const PlanFrom& plan) const {
  Date since = plan.from;
  for (auto each = plans.rbegin(); each != plans.rend(); ++each) {
    if (since < each->from || each->from == plan.from) continue;
    if (plan_on(each->from).plan != plan.plan) break;
    since = each->from;
  }
  return since;
}

bool Subscription::begins_plan(const PlanFrom& plan) const {
  const PlanFrom& before = plan_on(plan.from - 1);
  return plan.seq == ordered_seq || before.seq == plan.seq || before.plan != plan.plan;
}

std::vector<Date> Subscription::plans_begun() const {
  if (!billing_from) return {};
  std::vector<Date> begun{*billing_from};
  for (const PlanFrom& plan : plans) {
    const bool served = *billing_from < plan.from && (!ending || plan.from < ending->ends_on);
    if (!plan.as_order || !served) continue;
    if (&plan_on(plan.from) == &plan && begins_plan(plan)) begun.push_back(plan.from);
  }
  return begun;
}

const CountFrom* Subscription::count_on(Date date) const { return holding_on(counts, date); }

bool Subscription::named_on(Date date) const {
  return !names.empty() && names.front().from <= date;
}

bool Subscription::is_decision_settled(Date start) const {
  return std::find(decisions_settled.begin(), decisions_settled.end(), start) !=
         decisions_settled.end();
}

bool Subscription::is_settled_from(Date date) const {
  const bool regular = settled_through && date < *settled_through;
  // Where the trial itself was taken back, whatever month of decision was billed is looked at.
  const bool over = trial && trial->deadline && *trial->deadline <= date;
  const bool decision = !decisions_settled.empty() && !over;
  return regular || decision || !setups_settled.empty() || !commitments_settled.empty();
}

const FrozenUnits* Subscription::frozen_in(Month month) const {
  const auto found = std::find_if(frozen.begin(), frozen.end(),
                                  [month](const FrozenUnits& f) { return f.month == month; });
  return found == frozen.end() ? nullptr : &*found;
}

Status Subscription::status_on(Date date) const {
  if (ending && ending->ends_on <= date) return Status::ended;
  const auto in_trial =
      trial && trial->starts_on <= date ? std::optional(trial_status(*trial, date)) : std::nullopt;
  if (in_trial && *in_trial != Status::active) return *in_trial;
  if (ending && ending->notice_on <= date) return Status::notice;
  if (in_trial) return *in_trial;
  if (billing_from && *billing_from <= date) return Status::active;
  const auto connected = connected_on();
  return connected && *connected <= date ? Status::connected : Status::ordered;
}

}  // namespace msp
