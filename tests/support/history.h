// Random months at a desk, played with invoice runs on the days that a schedule names.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <functional>
#include <tuple>
#include <vector>

#include "plans.h"

namespace msp::test {

/// Days since the last one, what is said, of which subscription, a number for it, days backdated.
using Remark = std::tuple<int, int, std::int64_t, std::int64_t, int>;
using History = std::vector<Remark>;

inline const Date history_begins = day("2026-01-01");
inline const Date history_ends = day("2027-07-01");

/// D-Fence, ExchangeDefender, and a plan in arrears that bills the peak and parts by days.
inline CatalogFile three_plans() {
  Terms peak = Terms::defaults(Basis::mailbox, Timing::arrears);
  peak.billing_day = read<BillingDay>("31");
  peak.first_period = Partial::daily;
  peak.last_period = Partial::daily;
  peak.measure = Measure::peak;
  peak.trial = TrialTerms{};
  return d_fence() + exchange_defender() +
         catalog_of("peak", peak, "0.333333", "EUR", "2024-01-01");
}

enum class Saying {
  order,
  connect,
  convert,
  decline,
  count,
  cancel,
  group,
  deactivate,
  reactivate
};

inline Command command_of(Saying saying, std::int64_t number, std::int64_t value) {
  static const std::array<std::string_view, 3> plans{"guard", "exchange-mailbox", "peak"};
  switch (saying) {
    case Saying::order: {
      const auto id = plans[static_cast<std::size_t>(number) % plans.size()];
      return value % 2 == 0 ? trial_of(id, value) : order_of(id, value);
    }
    case Saying::connect:
      return RecordStep{number, OnboardingStep::connected};
    case Saying::convert:
      return ConvertTrial{number};
    case Saying::decline:
      return DeclineTrial{number};
    case Saying::count:
      return SetMailboxCount{number, value};
    case Saying::cancel:
      return CancelSubscription{number};
    case Saying::group: {
      EditCustomer edit;
      edit.group = value % 2 == 0 ? 15 : 30;
      return edit;
    }
    case Saying::deactivate:
      return DeactivateCustomer{};
    case Saying::reactivate:
      return ReactivateCustomer{};
  }
  return LetTimePass{};
}

/// Histories of some of the sayings, up to 60 of them, backdated by up to so many days.
inline rc::Gen<History> histories(const std::vector<Saying>& sayings, int backdated) {
  std::vector<int> said;
  for (const Saying saying : sayings) said.push_back(static_cast<int>(saying));
  const auto remark = rc::gen::noShrink(rc::gen::tuple(
      rc::gen::inRange(0, 25), rc::gen::elementOf(said), rc::gen::inRange<std::int64_t>(1, 5),
      rc::gen::inRange<std::int64_t>(0, 30), rc::gen::inRange(0, backdated + 1)));
  return rc::gen::resize(
      100, rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 60), [remark](std::size_t remarks) {
        return rc::gen::container<History>(remarks, remark);
      }));
}

/// All three plans ordered on the first day, then the history as far as the desk takes it. On each
/// day that `runs` names there is a run after all that is said that day, and one at the very end.
inline Given played(const History& history, const std::function<bool(Date)>& runs,
                    Date last_word = history_ends) {
  Given given(three_plans());
  given.has(history_begins.text(), trial_of("guard", 10));
  given.has(history_begins.text(), order_of("exchange-mailbox", 10));
  given.has(history_begins.text(), trial_of("peak", 10));
  given.has(history_begins.text(), RecordStep{1, OnboardingStep::connected});
  auto next = history.begin();
  Date due = history_begins;
  for (Date today = history_begins; today < history_ends; today = today + 1) {
    while (next != history.end() && due + std::get<0>(*next) == today && today <= last_word) {
      const auto [gap, saying, number, value, backdated] = *next++;
      due = today;
      Request request{.today = today, .received_on = today};
      if (backdated > 0) request.effective_on = today - backdated;
      static_cast<void>(
          given.when(request, command_of(static_cast<Saying>(saying), number, value)));
    }
    if (runs(today)) given.run(today);
  }
  given.run(history_ends);
  return given;
}

inline bool every_day(Date) { return true; }
inline bool every_month(Date date) { return date.day() == 1; }
inline bool never(Date) { return false; }

}  // namespace msp::test
