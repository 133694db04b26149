// What holds of taking back for all histories of commands.
#include <catch2/catch.hpp>
#include <map>

#include "support/property.h"
#include "support/undoing.h"

using namespace msp;
using namespace msp::test;

namespace {

Given at_the_desk() {
  Given given(all_kinds_of_plans());
  given.has(history_begins.text(), trial_of("guard", 10));
  given.has(history_begins.text(), order_of("exchange-mailbox", 10));
  return given;
}

/// What each charge comes to; services are told by their order, not by their number.
std::map<std::string, std::int64_t> money_of(const Given& given) {
  std::map<std::int64_t, std::size_t> places;
  for (const Subscription& each : given.customer.subscriptions) {
    places.try_emplace(each.number, places.size() + 1);
  }
  std::map<std::string, std::int64_t> money;
  for (const Billed& entry : given.billed()) {
    if (entry.net == 0) continue;
    money[std::to_string(places[entry.subscription]) + " " + std::string(word(entry.component)) +
          " " + entry.period.start.text()] = entry.net;
  }
  return money;
}

/// The last of some words that the desk takes, and what is said before and behind it.
struct Told {
  AnyWords before = *any_words(25, 40);
  AnyWords command = *any_words(6, 40);
  AnyWords behind = *any_words(12, 40);
};

}  // namespace

PROPERTY("A command that is taken back at once was never given", "[undo]") {
  Given given = at_the_desk();
  Date today = history_begins;
  say(given, *any_words(30, 40), today);
  given.sweep(today);
  for (const AnyWord& word : *any_words(6, 40)) {
    const Customer before = but_for_counters(given.customer);
    Date day = today;
    AnyWord same_day = word;
    std::get<0>(same_day) = 0;
    if (say(given, {same_day}, day).empty()) continue;
    const auto taking = given.takes_back(given.last_batch(), today);
    RC_ASSERT(taking);
    RC_ASSERT(taking->stands.empty());
    RC_ASSERT(but_for_counters(given.customer) == before);
  }
}

PROPERTY("A command that is taken back later was never given", "[undo]") {
  const Told told;
  Given given = at_the_desk();
  Date today = history_begins;
  say(given, told.before, today);
  Given never = given;
  std::optional<std::int64_t> wrong;
  bool gives_numbers = false;
  for (const AnyWord& word : told.command) {
    const auto taken = say(given, {word}, today, &never);
    if (taken.empty()) continue;
    wrong = taken.front().batch;
    for (const Fact& fact : taken.front().facts) {
      gives_numbers = gives_numbers || std::holds_alternative<OrderDrafted>(fact.event) ||
                      std::holds_alternative<SubscriptionOrdered>(fact.event);
    }
    break;
  }
  RC_PRE(wrong.has_value());
  bool fits = true;
  for (const AnyWord& word : told.behind) {
    const auto taken = say(given, {word}, today, &never);
    if (taken.empty()) continue;
    const auto again = never.when(taken.front().request, taken.front().command);
    // What is so already is not recorded, and what is named by a number is another one.
    if ((again && again->empty()) || (!again && gives_numbers)) return;
    fits = again && again->size() == taken.front().facts.size();
    if (!fits) break;
  }
  const auto taking = given.takes_back(*wrong, today);
  RC_ASSERT(taking);
  RC_ASSERT(fits || !taking->stands.empty());
  if (!taking->stands.empty()) return;
  never.sweep(today);
  RC_ASSERT(but_for_counters(given.customer) == but_for_counters(never.customer));
}

PROPERTY("A command that is taken back and given again was given once", "[undo]") {
  Given given = at_the_desk();
  Date today = history_begins;
  say(given, *any_words(25, 40), today);
  for (const AnyWord& word : *any_words(6, 40)) {
    const auto taken = say(given, {word}, today);
    if (taken.empty()) continue;
    const Customer once = but_for_counters(given.customer);
    RC_ASSERT(given.takes_back(given.last_batch(), today)->stands.empty());
    RC_ASSERT(given.when(taken.front().request, taken.front().command));
    RC_ASSERT(but_for_counters(given.customer) == once);
  }
}

PROPERTY("What is taken back twice over is as it was", "[undo]") {
  Given given = at_the_desk();
  Date today = history_begins;
  const auto taken = say(given, *any_words(25, 40), today);
  RC_PRE(!taken.empty());
  given.sweep(today);
  const Customer before = given.customer;
  const auto& some = taken[*rc::gen::inRange<std::size_t>(0, taken.size())];
  RC_PRE(given.takes_back(some.batch, today)->stands.empty());
  RC_ASSERT(given.takes_back(given.last_batch(), today)->stands.empty());
  RC_ASSERT(but_for_counters(given.customer) == but_for_counters(before));
}

PROPERTY("It makes no difference which of two is taken back first", "[undo]") {
  Given given = at_the_desk();
  Date today = history_begins;
  const auto taken = say(given, *any_words(25, 40), today);
  RC_PRE(taken.size() >= 2);
  const auto first = taken[*rc::gen::inRange<std::size_t>(0, taken.size())].batch;
  const auto second = taken[*rc::gen::inRange<std::size_t>(0, taken.size())].batch;
  RC_PRE(first != second);
  Given other = given;
  RC_PRE(given.takes_back(first, today)->stands.empty());
  RC_PRE(other.takes_back(second, today)->stands.empty());
  RC_PRE(given.takes_back(second, today)->stands.empty());
  const auto reversed = other.takes_back(first, today);
  RC_ASSERT(reversed && reversed->stands.empty());
  RC_ASSERT(but_for_counters(given.customer) == but_for_counters(other.customer));
}

namespace {

bool moves_group(const AnyWord& word) {
  const Command command = any_command(std::get<1>(word), std::get<2>(word), std::get<3>(word));
  const auto* edit = std::get_if<EditCustomer>(&command);
  const auto* order = std::get_if<PlaceOrder>(&command);
  return (edit && edit->group) || (order && order->group);
}

/// Two desks that hear the same, but for what only one of them is told; both run on the 15th and on
/// the last day of every month.
class TwoDesks {
 public:
  Given told = at_the_desk();
  Given never = told;

  void until(Date day) {
    for (; today_ < day; today_ = today_ + 1) {
      if (today_.day() != 15 && (today_ + 1).day() != 1) continue;
      told.run(today_);
      never.run(today_);
    }
  }

  /// True if the one desk took it, and the other too.
  bool say(const AnyWord& word, bool to_both) {
    until(today_ + std::get<0>(word));
    AnyWord now = word;
    std::get<0>(now) = 0;
    Date day = today_;
    const auto taken = test::say(told, {now}, day);
    if (taken.empty()) return false;
    return !to_both || never.when(taken.front().request, taken.front().command);
  }

  Date today() const { return today_; }

 private:
  Date today_ = history_begins;
};

}  // namespace

PROPERTY("What was billed by it comes to what would have been billed without it", "[undo]") {
  TwoDesks desks;
  for (const AnyWord& word : *any_words(15, 30)) desks.say(word, true);
  const auto wrong = *any_words(4, 30);
  bool moves_billing_day = false;
  std::optional<std::int64_t> batch;
  for (const AnyWord& word : wrong) {
    if (batch || !desks.say(word, false)) continue;
    batch = desks.told.last_batch();
    moves_billing_day = moves_group(word);
  }
  RC_PRE(batch.has_value());
  // What was billed keeps its periods: those of another billing day would have been others.
  RC_PRE(!moves_billing_day);
  bool alike = true;
  for (const AnyWord& word : *any_words(10, 30)) {
    const std::size_t before = desks.told.events().size();
    alike = desks.say(word, true) || desks.told.events().size() == before;
    if (!alike) break;  // it stands on what was said to one of them alone
  }
  RC_PRE(alike);
  const auto issued = desks.told.invoices;
  RC_PRE(desks.told.takes_back(*batch, desks.today())->stands.empty());
  RC_ASSERT(desks.told.invoices == issued);
  desks.until(desks.today() + 120);
  RC_ASSERT(money_of(desks.told) == money_of(desks.never));
}
