// What a report is asked for in these tests.
#pragma once

#include "msp/report/query.h"
#include "support/desk.h"
#include "support/plans.h"
#include "support/printed.h"
#include "support/tables.h"

namespace msp::test {

inline Query query_on(std::string_view today) { return {.today = day(today), .as_of = day(today)}; }

inline Query in_month(std::string_view month, std::string_view today) {
  Query query = query_on(today);
  query.month = read<Month>(month);
  return query;
}

inline RecordStep connected(std::int64_t subscription = 1) {
  return {subscription, OnboardingStep::connected};
}

/// A trial of guard, 25 mailboxes, connected on 10 January 2026: free through 8 February, to be
/// decided by 8 March, group 15.
inline void begin_guard_trial(TestDesk& desk, std::string_view customer = "acme") {
  desk.at("2026-01-10")
      .asked_by("maija@acme.example", "mail-1", "wants to try")
      .tell(customer, trial_of("guard", 25));
  desk.at("2026-01-10").tell(customer, connected());
}

}  // namespace msp::test
