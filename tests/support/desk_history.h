// Random months of two customers, played at a desk with a real ledger.
#pragma once

#include <functional>

#include "desk.h"
#include "history.h"

namespace msp::test {

/// The history that a seed stands for: at most 30 remarks, backdated by up to 45 days. Each remark
/// is a durable transaction, so there are few histories, and each is known by its seed.
inline History history_of(std::uint64_t seed) {
  static const auto all =
      histories({Saying::order, Saying::connect, Saying::convert, Saying::decline, Saying::count,
                 Saying::cancel, Saying::group, Saying::deactivate, Saying::reactivate},
                45);
  History history = all(rc::Random(seed), 100).value();
  if (history.size() > 30) history.resize(30);
  return history;
}

/// Both customers order on the first day; then what is said is said to one or the other, as far as
/// the desk takes it. Whenever a month is over there is an invoice run, and on the first of these
/// days a plan gets a new price. `after_each` is told the day of everything that was recorded.
inline void play(
    const TestDesk& desk, const History& history,
    const std::function<void(Date)>& after_each = [](Date) {}) {
  Date today = history_begins;
  const auto begins = [&](std::string_view customer, PlaceOrder order) {
    order.vat_id = "FI12345671";  // for what is under reverse charge
    desk.at(today.text()).tell(customer, order);
  };
  begins("acme", trial_of("guard", 10));
  begins("bolt", order_of("exchange-mailbox", 10));
  bool repriced = false;
  for (const auto& [gap, saying, number, value, backdated] : history) {
    const Date before = today;
    today = today + gap;
    auto typing = desk.at(today.text());
    if (backdated > 0) typing.effective((today - backdated).text());
    static_cast<void>(typing.tries(value % 2 == 0 ? "acme" : "bolt",
                                   command_of(static_cast<Saying>(saying), number, value)));
    after_each(today);
    if (today.month() == before.month()) continue;
    if (!repriced) {
      CatalogFile later;
      later.prices = catalog_of("guard", {}, "5.00", "EUR", today.text()).prices;
      desk.at(today.text()).load(later);
      repriced = true;
    }
    desk.at(today.text()).run();
    after_each(today);
  }
}

}  // namespace msp::test
