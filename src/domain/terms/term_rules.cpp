// What terms may not say together (MISSION S1, D8, D12).
#include "msp/term_rules.h"

#include <optional>

namespace msp {
namespace {

constexpr std::int64_t max_months = 1200;
constexpr std::int64_t max_days = 3650;
constexpr std::int64_t max_retention = 36'500;  // a hundred years

void check_trial(const TrialTerms& trial, std::vector<TermProblem>& problems) {
  const bool decides = trial.on_end == TrialEnd::await_decision;
  if (decides && trial.decision_months == 0) {
    problems.push_back(
        {"trial.decision_months", "await-decision needs at least 1 month to decide"});
  }
  if (!decides && trial.decision_months != 0) {
    problems.push_back({"trial.decision_months", "there is nothing to decide: on_end is activate"});
  }
  if (trial.decision_months > max_months) {
    problems.push_back({"trial.decision_months", "is at most 1200 months"});
  }
  if (decides && trial.length.kind() == TrialLength::Kind::until_billing_day) {
    problems.push_back({"trial.length", "until-billing-day goes with on_end = \"activate\" only"});
  }
}

void check_notice(const std::vector<NoticeStep>& notice, std::vector<TermProblem>& problems) {
  std::optional<std::int64_t> before;
  for (std::size_t i = 0; i < notice.size(); ++i) {
    const auto& limit = notice[i].max_tenure_months;
    if (!limit && i + 1 < notice.size()) {
      problems.push_back({"notice", "only the last step may leave out max_tenure_months"});
    } else if (limit && before && *limit <= *before) {
      problems.push_back({"notice", "the steps must go up in max_tenure_months"});
    }
    if (notice[i].months > max_months || limit.value_or(0) > max_months) {
      problems.push_back({"notice", "is at most 1200 months"});
    }
    before = limit;
  }
}

/// MISSION S1: activity is counted by calendar month, and a unit seen once costs the month.
template <class Refuse>
void check_activity(const Terms& terms, const Refuse& refuse) {
  const bool decides = terms.trial && terms.trial->on_end == TrialEnd::await_decision;
  refuse(terms.timing == Timing::advance, "timing",
         "activity is known only afterwards: it cannot be billed in advance");
  refuse(terms.billing_day != BillingDay(), "billing_day",
         "activity is counted by calendar month: it is billed on the 1st");
  refuse(terms.first_period == Partial::daily, "first_period",
         "a unit seen once costs the month: there is no part of it by the day");
  refuse(terms.last_period == Partial::daily, "last_period",
         "a unit seen once costs the month: there is no part of it by the day");
  refuse(terms.commitment_months > 0, "commitment_months",
         "nobody seen costs nothing: there is nothing to commit to");
  refuse(decides && terms.trial->decision_period == DecisionPeriod::charge, "trial.decision_period",
         "activity is counted by calendar month: there is no month of decision to charge");
}

/// Terms that say opposite things, or something about what is not there.
void check_pairs(const Terms& terms, std::vector<TermProblem>& problems) {
  const auto refuse = [&problems](bool contradictory, std::string key, std::string problem) {
    if (contradictory) problems.push_back({std::move(key), std::move(problem)});
  };
  const bool advance = terms.timing == Timing::advance;
  const bool counted = terms.basis == Basis::mailbox;
  const bool daily = terms.quantity_change == QuantityChange::daily;
  if (terms.basis == Basis::activity) check_activity(terms, refuse);
  refuse(advance && terms.measure != Measure::at_start, "measure",
         "in advance only the count at the start is known");
  refuse(daily && !counted, "quantity_change",
         "only plans billed by mailbox have a count that changes by the day");
  refuse(daily && terms.measure == Measure::peak, "measure",
         "with quantity_change = \"daily\" every day costs its own count, not the peak");
  refuse(!advance && terms.refund != Refund::never, "refund",
         "nothing is paid in advance: there is nothing to refund");
  refuse(terms.pairing && terms.basis != Basis::activity, "pairing",
         "only plans billed by activity pair devices with users");
  refuse(terms.free_while_reselling && terms.third_party_licensed, "free_while_reselling",
         "what a third party licenses is never free");
  refuse(terms.setup_fee < Decimal(), "setup_fee", "must not be negative");
  refuse(terms.payment_terms_days > max_days, "payment_terms_days", "is at most 3650 days");
  refuse(terms.retention_days > max_retention, "retention_days", "is at most 36500 days");
  refuse(terms.commitment_months > max_months, "commitment_months", "is at most 1200 months");
}

}  // namespace

std::vector<TermProblem> problems_of(const Terms& terms) {
  std::vector<TermProblem> problems;
  check_pairs(terms, problems);
  if (terms.trial) check_trial(*terms.trial, problems);
  check_notice(terms.notice, problems);
  return problems;
}

Date notice_end(const Terms& terms, Date since, Date received_on) {
  for (const NoticeStep& step : terms.notice) {
    const bool covers = !step.max_tenure_months ||
                        received_on <= add_months(since, static_cast<int>(*step.max_tenure_months));
    if (covers) return add_months(received_on, static_cast<int>(step.months));
  }
  return received_on;
}

}  // namespace msp
