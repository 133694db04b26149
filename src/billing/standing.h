// What stands of a charge: what is owed, or more, where late words that lower it are not credited.
#pragma once

#include "rate.h"
#include "schedule.h"

namespace msp {

/// Something that the desk heard on `received_on` of the days from `from` on.
struct LateWord {
  Date from;
  Date received_on;
};

/// What was said of the subscription, its prices and what else it may cost by (MISSION X6) when
/// days that it is about were over.
std::vector<LateWord> late_words(const Customer& customer, const Subscription& subscription,
                                 const Catalog& catalog);

/// Charges that are not owed, and would have been by what the desk knew on the day they were due.
std::vector<Planned> no_longer_planned(const Scope& scope, const std::vector<LateWord>& late,
                                       const std::vector<Planned>& planned);

/// A charge is looked at on the day it is due, and on each billing day by which a late word about
/// it was received: what raises it is added then, what lowers it takes off as much as it would if
/// it held from the day it was received. What that comes to is what stands (MISSION decision 24).
void let_stand(const Scope& scope, const std::vector<LateWord>& late, const Planned& planned,
               const UnitsOf& units_of, Charge& charge);

}  // namespace msp
