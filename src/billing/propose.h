// What one subscription ought to be charged, component by component.
#pragma once

#include <string>

#include "rating.h"

namespace msp {

/// MISSION X6: somebody who resells has another service that is paid for on that day.
bool resells_on(const Customer& customer, const Subscription& own, const Catalog& catalog,
                Date date);

/// Something that was billed has changed since.
struct Reopening {
  Date from;         ///< the first day that changed
  Date received_on;  ///< when the desk was told
};

class Proposal {
 public:
  Proposal(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
           Date through, const std::vector<Billed>& billed, const UnitsOf& units_of);

  /// Once.
  std::vector<Charge> charges();

 private:
  /// A charge, and after which day it is looked at again, if it is settled and has changed since.
  struct Rated {
    Charge charge;
    std::optional<Date> after;
  };

  /// A billing day; or the day after which something settled is looked at again.
  struct Due {
    std::optional<Date> on;
    std::optional<Date> after;
  };

  /// The days of a commitment that nothing else charges, and the full periods they come to.
  struct Rest {
    Period left;
    Rational periods;
  };

  void rate();
  void add_decision_period();
  void add_regular_periods();
  std::optional<Date> add_period(Date start);
  void add_activity(const Terms& terms, const BillingPeriod& period, const Due& due);
  void add_setup();
  void add_commitment();
  void add_what_is_no_longer_owed();
  void add_floors();
  void keep_what_late_usage_lowers();
  Charge& add(LineKind component, const Terms& terms, const Share& share, Period nominal,
              const Due& due, const std::optional<UnitCount>& units = {});

  RatingBasis basis_of(const Terms& terms, const Share& share, Period nominal) const;
  bool is_free(const Terms& terms, Date billing_day) const;
  bool is_first(LineKind component) const;
  void compare_with_quote(Charge& charge, const RatingBasis& basis) const;
  bool goes_on_at(Date start) const;
  bool is_due(const Due& due) const;
  std::optional<BillingPeriod> period_from(Date start, const Terms& terms) const;
  std::optional<Rest> rest_of_commitment(const Terms& terms, Date until) const;
  Due again(Period period) const;
  std::optional<Date> billing_day_after(Date date) const;
  std::string reason_of_end(Date end) const;

  const Customer& customer_;
  const Subscription& subscription_;
  const Catalog& catalog_;
  Date through_;
  const std::vector<Billed>& billed_;
  const UnitsOf& units_of_;
  std::vector<Reopening> reopenings_;
  std::vector<Rated> rated_;
};

}  // namespace msp
