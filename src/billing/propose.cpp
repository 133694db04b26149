// Everything that ought to be billed up to a date, whatever has been billed.
#include <algorithm>

#include "calendar.h"
#include "charge.h"

namespace msp {
namespace {

class Proposal {
 public:
  Proposal(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
           Date through, std::vector<Charge>& charges)
      : customer_(customer),
        subscription_(subscription),
        catalog_(catalog),
        through_(through),
        charges_(charges) {}

  /// MISSION decision 4: the month [trial end, deadline) is one full month's charge for whoever is
  /// still connected at the deadline.
  void add_decision_period() const {
    const auto& trial = subscription_.trial;
    if (!trial || !trial->decision_charged) return;
    const Period month{trial->ends_on, *trial->deadline};
    if (ends_before(month.end) || (subscription_.decision_settled && !reopened(month))) return;
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, month.start);
    const auto day = billing_day_on(customer_, *terms, month.end);
    if (!day) return;
    Date bill_on = billing_day_from(month.end, *day);
    if (subscription_.decision_settled) bill_on = next_billing_day(bill_on, *day);
    if (bill_on > through_) return;
    Charge charge = compute({customer_, subscription_, catalog_, *terms, LineKind::decision_period,
                             month, month, 1, bill_on});
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
  bool settled(Period period) const {
    return subscription_.settled_through && period.end <= *subscription_.settled_through;
  }
  bool reopened(Period period) const {
    return subscription_.reopened_from && *subscription_.reopened_from < period.end;
  }

  /// What was billed is looked at again on the next billing day, with what else is due then.
  Date next_billing_day(Date bill_on, unsigned day) const {
    const auto& last = subscription_.settled_through;
    return next_day_of_month(last ? std::max(bill_on, *last) : bill_on, day);
  }

  /// Adds the charge of the period that begins on `start`, if any; returns where the next begins,
  /// or nothing once all that follows is billed later.
  std::optional<Date> add_period(Date start) const {
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, start);
    const auto day = billing_day_on(customer_, *terms, start);
    if (!day) return std::nullopt;
    const auto [days, nominal] = billing_period_from(start, *day);
    Period covered = days;
    if (ends_before(covered.end)) covered.end = subscription_.ending->ends_on;

    const bool advance = terms->timing == Timing::advance;
    Date bill_on = advance ? covered.start : nominal.end;
    if (settled(covered)) {
      if (!reopened(covered)) return days.end;
      bill_on = advance ? std::max(bill_on, *subscription_.settled_through)
                        : next_billing_day(bill_on, *day);
    }
    if (bill_on > through_) return settled(covered) ? std::optional(days.end) : std::nullopt;
    const Rational share = share_of(*terms, covered, nominal);
    if (share != Rational(0) && terms->basis != Basis::activity) {
      charges_.push_back(compute({customer_, subscription_, catalog_, *terms, LineKind::recurring,
                                  covered, nominal, share, bill_on}));
    }
    return days.end;
  }

  const Customer& customer_;
  const Subscription& subscription_;
  const Catalog& catalog_;
  Date through_;
  std::vector<Charge>& charges_;
};

}  // namespace

std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through) {
  std::vector<Charge> charges;
  for (const Subscription& subscription : customer.subscriptions) {
    const Proposal proposal(customer, subscription, catalog, through, charges);
    proposal.add_decision_period();
    proposal.add_regular_periods();
  }
  const auto older = [](const Charge& a, const Charge& b) { return a.bill_on < b.bill_on; };
  std::stable_sort(charges.begin(), charges.end(), older);
  return charges;
}

}  // namespace msp
