// What one subscription ought to be charged, component by component.
#pragma once

#include <string>

#include "rating.h"

namespace msp {

/// MISSION X6: somebody who resells has another service that is paid for on that day.
bool resells_on(const Customer& customer, const Subscription& own, const Catalog& catalog,
                Date date);

/// What was billed and has changed since.
struct Reopening {
  std::optional<Date> from;  ///< the first day that changed; absent: none
  Date received_on;          ///< when the newest word of it was
};

class Proposal {
 public:
  Proposal(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
           Date through, const std::vector<Billed>& billed, const UnitsOf& units_of);

  /// Once.
  std::vector<Charge> charges();

 private:
  /// The days of a commitment that nothing else charges, and the full periods they come to.
  struct Rest {
    Period left;
    Rational periods;
  };

  void add_decision_period();
  void add_regular_periods();
  std::optional<Date> add_period(Date start);
  void add_activity(const Terms& terms, const BillingPeriod& period, Date bill_on);
  void add_setup();
  void add_commitment();
  void add_what_is_no_longer_owed();
  void add_floors();
  void keep_what_late_usage_lowers();
  Charge& add(LineKind component, const Terms& terms, const Share& share, Period nominal,
              Date bill_on, const std::optional<UnitCount>& units = {});

  bool is_first(LineKind component) const;
  void compare_with_quote(Charge& charge, const RatingBasis& basis) const;
  bool goes_on_at(Date start) const;
  bool is_due(const std::optional<Date>& date) const;
  std::optional<BillingPeriod> period_from(Date start, const Terms& terms) const;
  std::optional<Rest> rest_of_commitment(const Terms& terms, Date until) const;
  std::optional<Date> looked_at_again_on(const Terms& terms, Period period) const;
  std::string reason_of_end(Date end) const;

  const Customer& customer_;
  const Subscription& subscription_;
  const Catalog& catalog_;
  Date through_;
  const std::vector<Billed>& billed_;
  const UnitsOf& units_of_;
  Reopening reopening_;
  bool looks_in_time_ = false;
  std::vector<Charge> charges_;
};

}  // namespace msp
