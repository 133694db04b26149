// Which days of a subscription are charged, as which part of what, and when that is due: dates, and
// no money yet.
#pragma once

#include "calendar.h"
#include "msp/billing.h"

namespace msp {

/// Something that was billed has changed since.
struct Reopening {
  Date from;         ///< the first day that changed
  Date received_on;  ///< when the desk was told
};

/// By events of the customer's, and by each price that was published later for days that were
/// billed before.
std::vector<Reopening> reopenings_of(const Subscription& subscription, const Catalog& catalog);

/// The day from which on the desk, or time, knew that there is something to bill.
Date told_on(const Subscription& subscription);

/// What is looked at.
struct Scope {
  const Customer& customer;
  const Subscription& subscription;
  const Catalog& catalog;
  Date through;
  const std::vector<Billed>& billed;
  const std::vector<Reopening>& reopenings;
};

/// One function per component, for its row of components[]: adds what is due of it.
void plan_decision_period(const Scope& scope, std::vector<Planned>& planned);
void plan_periods(const Scope& scope, std::vector<Planned>& planned);  ///< also those of activity
void plan_setup(const Scope& scope, std::vector<Planned>& planned);

/// All of them, in the order of components[].
std::vector<Planned> schedule(const Scope& scope);

/// The charge of that name; nothing if there is none.
std::optional<Planned> planned_as(const Scope& scope, const ChargeName& name);

/// Billed, and nothing has changed: passed over without a look at its dates.
bool rests(const Scope& scope, LineKind component, Date start);

/// When a period of this component is billed, if that is by now: on `billing_day`, or, if it is
/// settled and was changed since, again.
std::optional<DueDate> due_for(const Scope& scope, LineKind component, Period period,
                               const std::optional<Date>& billing_day);

/// A period that begins on `start` can be owed: before the end; behind it only what was due before
/// the desk was told.
bool goes_on_at(const Scope& scope, Date start);

/// What was billed keeps its periods, whatever became of the billing day; between and behind them
/// the calendar says where one ends.
std::optional<BillingPeriod> period_from(const Scope& scope, Date start, const Terms& terms);

/// A period that is settled is due again if it was reopened: after what was billed last, and not
/// before the change was said.
std::optional<DueDate> due_again(const Scope& scope, Period period);

/// MISSION X6: own software costs nothing while somebody resells another service that is paid for.
bool is_free_on(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                const Terms& terms, Date date);

}  // namespace msp
