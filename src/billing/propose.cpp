// Everything that ought to be billed up to a date, whatever has been billed.
#include <algorithm>

#include "calendar.h"
#include "charge.h"

namespace msp {
namespace {

class Proposal {
 public:
  Proposal(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
           Date through, const std::vector<Billed>& billed, std::vector<Charge>& charges)
      : customer_(customer),
        subscription_(subscription),
        catalog_(catalog),
        through_(through),
        billed_(billed),
        charges_(charges) {}

  /// MISSION decision 4: the month [trial end, deadline) is one full month's charge for whoever is
  /// still connected at the deadline.
  void add_decision_period() const {
    const auto& trial = subscription_.trial;
    if (!trial || !trial->decision_charged) return;
    const Period month{trial->ends_on, *trial->deadline};
    if (ends_before(month.end) || (subscription_.decision_settled && !reopened(month))) return;
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, month.start);
    const auto bill_on = subscription_.decision_settled
                             ? looked_at_again_on(*terms)
                             : next_billing_day(customer_, *terms, month.end - 1);
    if (!bill_on || *bill_on > through_) return;
    Charge charge = compute({customer_, subscription_, catalog_, *terms, LineKind::decision_period,
                             month, month, 1, *bill_on});
    charge.free_rider = subscription_.free_rider();
    if (charge.free_rider) charge.description += ", nobody decided";
    charges_.push_back(std::move(charge));
  }

  /// Period by period from the first day of regular billing. What is settled is passed over at
  /// once, so that a run costs no more after ten years than after one.
  void add_regular_periods() const {
    if (!subscription_.billing_from) return;
    Date start = *subscription_.billing_from;
    if (!subscription_.reopened_from && subscription_.settled_through) {
      start = std::max(start, *subscription_.settled_through);
    }
    while (!ends_before(start + 1)) {
      const auto next = add_period(start);
      if (!next) return;
      start = *next;
    }
  }

 private:
  bool ends_before(Date date) const {
    return subscription_.ending && subscription_.ending->ends_on < date;
  }
  bool reopened(Period period) const {
    return subscription_.reopened_from && *subscription_.reopened_from < period.end;
  }

  /// What was billed is looked at again on the next billing day, with what else is due then.
  std::optional<Date> looked_at_again_on(const Terms& terms) const {
    return next_billing_day(customer_, terms, *subscription_.billed_on);
  }

  /// What was billed keeps its periods, whatever became of the billing day; between and behind them
  /// the calendar says where one ends.
  std::optional<BillingPeriod> period_from(Date start, const Terms& terms) const {
    const auto day = billing_day_on(customer_, terms, start);
    if (!day) return std::nullopt;
    BillingPeriod period = billing_period_from(start, *day);
    for (const Billed& billed : billed_) {
      if (billed.subscription != subscription_.number ||
          billed.component == LineKind::decision_period) {
        continue;
      }
      if (billed.start == start) return BillingPeriod{{start, billed.full.end}, billed.full};
      if (start < billed.start) period.days.end = std::min(period.days.end, billed.start);
    }
    return period;
  }

  /// Adds the charge of the period that begins on `start`, if any; returns where the next begins,
  /// or nothing once all that follows is billed later.
  std::optional<Date> add_period(Date start) const {
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, start);
    const auto period = period_from(start, *terms);
    if (!period) return std::nullopt;
    const auto& [days, nominal] = *period;
    Period covered = days;
    // A last period that is paid in full is charged, and printed, to its end.
    const bool cut = ends_before(covered.end) && terms->last_period != Partial::full;
    if (cut) covered.end = subscription_.ending->ends_on;

    const bool settled = subscription_.settled_through && start < *subscription_.settled_through;
    std::optional<Date> bill_on = terms->timing == Timing::advance ? covered.start : nominal.end;
    if (settled) {
      if (!reopened(days)) return days.end;
      bill_on = looked_at_again_on(*terms);
    }
    if (!bill_on || *bill_on > through_) return settled ? std::optional(days.end) : std::nullopt;
    const Rational share = share_of(*terms, covered, nominal, start == subscription_.billing_from);
    if (share != Rational(0) && terms->basis != Basis::activity) {
      charges_.push_back(compute({customer_, subscription_, catalog_, *terms, LineKind::recurring,
                                  covered, nominal, share, *bill_on}));
    }
    return days.end;
  }

  const Customer& customer_;
  const Subscription& subscription_;
  const Catalog& catalog_;
  Date through_;
  const std::vector<Billed>& billed_;
  std::vector<Charge>& charges_;
};

}  // namespace

bool needs_billed(const Customer& customer) {
  return std::any_of(customer.subscriptions.begin(), customer.subscriptions.end(),
                     [](const Subscription& s) { return s.reopened_from.has_value(); });
}

std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through,
                            const std::vector<Billed>& billed) {
  std::vector<Charge> charges;
  for (const Subscription& subscription : customer.subscriptions) {
    const Proposal proposal(customer, subscription, catalog, through, billed, charges);
    proposal.add_decision_period();
    proposal.add_regular_periods();
  }
  const auto older = [](const Charge& a, const Charge& b) { return a.bill_on < b.bill_on; };
  std::stable_sort(charges.begin(), charges.end(), older);
  return charges;
}

}  // namespace msp
