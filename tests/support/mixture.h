// Random terms, prices and words at a desk: everything that a plan can say, mixed.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <variant>

#include "history.h"

namespace msp::test {

/// Draws of one plan's terms, each below the number of choices that `terms_of` gives it.
using Draws = std::vector<std::uint8_t>;

/// Words of a history: days since the last, what, of which subscription, a number for it, days that
/// it holds earlier (below nothing: later) and days that it was received earlier.
using Word6 = std::tuple<int, int, std::int64_t, std::int64_t, int, int>;

enum class Said { count, plan, convert, decline, cancel, order, leave, back, price, group };

struct Mixture {
  Draws draws;
  std::vector<Word6> words;
};

/// Takes one draw after the other.
class Choice {
 public:
  explicit Choice(const Draws& draws) : draws_(draws) {}
  std::size_t below(std::size_t choices) { return draws_[next_++ % draws_.size()] % choices; }
  bool yes() { return below(2) == 1; }
  template <class T>
  T of(std::initializer_list<T> values) {
    return *(values.begin() + below(values.size()));
  }

 private:
  const Draws& draws_;
  std::size_t next_ = 0;
};

inline std::optional<TrialTerms> trial_terms_of(Choice& choice) {
  const std::size_t kind = choice.below(3);
  if (kind == 0) return std::nullopt;
  TrialTerms trial;
  trial.length = read<TrialLength>("14 days");
  trial.convert_bills_from = choice.of({ConvertBillsFrom::conversion, ConvertBillsFrom::trial_end});
  if (kind == 1) return trial;
  trial.on_end = TrialEnd::await_decision;
  trial.decision_months = 1;
  trial.undecided = choice.of({Undecided::activate, Undecided::deactivate});
  trial.decision_period = choice.of({DecisionPeriod::charge, DecisionPeriod::free});
  return trial;
}

/// Terms without contradiction (problems_of).
inline Terms terms_of(Choice& choice, Basis basis, Timing timing, std::string_view billing_day,
                      RetroCredit retro) {
  Terms terms = Terms::defaults(basis, timing);
  const bool advance = timing == Timing::advance;
  terms.billing_day = read<BillingDay>(billing_day);
  terms.retro_credit = retro;
  terms.first_period = choice.of({Partial::free, Partial::full, Partial::daily});
  terms.last_period = choice.of({Partial::free, Partial::full, Partial::daily});
  const bool daily = choice.yes() && basis == Basis::mailbox;
  if (daily) terms.quantity_change = QuantityChange::daily;
  const Measure measure = choice.of({Measure::at_end, Measure::peak});
  if (!advance && !daily) terms.measure = measure;
  terms.day_count = choice.of({DayCount::actual, DayCount::thirty});
  const Refund refund = choice.of({Refund::never, Refund::prorated, Refund::full});
  if (advance) terms.refund = refund;
  terms.cancel_counts_from = choice.of({CancelCountsFrom::received, CancelCountsFrom::effective});
  if (choice.yes()) terms.notice = {{2, 0}, {std::nullopt, 1}};
  if (choice.yes()) terms.setup_fee = decimal("49.90");
  terms.commitment_months = choice.of({std::int64_t{0}, std::int64_t{3}, std::int64_t{12}});
  terms.early_termination = choice.of({EarlyTermination::remaining, EarlyTermination::none});
  terms.trial = trial_terms_of(choice);
  return terms;
}

inline std::optional<Tiers> tiers_of(Choice& choice) {
  const std::size_t kind = choice.below(3);
  if (kind == 0) return std::nullopt;
  return Tiers{kind == 1 ? TierMode::graduated : TierMode::volume,
               {{5, decimal("4.00")}, {12, decimal("3.333333")}, {std::nullopt, decimal("2.99")}}};
}

/// Two plans by mailbox that one may change between, and a flat one that may be free for who
/// resells; a percentage for three months and an amount for ever.
inline CatalogFile catalog_of(Choice& choice, RetroCredit retro) {
  const Timing timing = choice.of({Timing::advance, Timing::arrears});
  const auto day_of_month = choice.of<std::string_view>({"1", "15", "31", "group"});
  CatalogFile file;
  for (const std::string_view id : {"red", "blue", "own"}) {
    const bool own = id == "own";
    Terms terms = terms_of(choice, own ? Basis::flat : Basis::mailbox, timing, day_of_month, retro);
    terms.free_while_reselling = own && choice.yes();
    const auto amount = choice.of<std::string_view>({"4.00", "0.333333", "9.95"});
    CatalogFile one = catalog_of(id, terms, amount);
    if (!own) one.prices.front().tiers = tiers_of(choice);
    file = file + one;
  }
  file.discounts.push_back(percent_off("WELCOME", "10", 3));
  DiscountPublished off;
  off.code = read<DiscountId>("LESS");
  off.amount = decimal("1.11");
  off.currency = Currency();
  file.discounts.push_back(off);
  return file;
}

inline PlaceOrder mixed_order(std::int64_t number, std::int64_t value) {
  static const std::array<std::string_view, 3> plans{"red", "blue", "own"};
  const auto id = plans[static_cast<std::size_t>(number) % plans.size()];
  PlaceOrder order = order_of(id);
  if (id != "own") order.mailboxes = value;
  order.trial = value % 3 == 0;
  order.group = 15;
  if (value % 2 == 0) order.discounts.push_back(read<DiscountId>("WELCOME"));
  if (value % 5 == 0) order.discounts.push_back(read<DiscountId>("LESS"));
  return order;
}

inline Command mixed_command(Said said, std::int64_t number, std::int64_t value) {
  switch (said) {
    case Said::plan:
      return ChangePlan{number, plan(value % 2 == 0 ? "red" : "blue")};
    case Said::convert:
      return ConvertTrial{number};
    case Said::decline:
      return DeclineTrial{number};
    case Said::cancel:
      return CancelSubscription{number};
    case Said::order:
      return mixed_order(number, value);
    case Said::leave:
      return DeactivateCustomer{};
    case Said::back:
      return ReactivateCustomer{};
    case Said::group: {
      EditCustomer edit;
      edit.group = value % 2 == 0 ? 15 : 30;
      return edit;
    }
    case Said::count:
    case Said::price:
      break;
  }
  return SetMailboxCount{number, value};
}

/// A new price of one of the plans, for existing customers.
inline CatalogFile mixed_price(std::int64_t number, std::int64_t value, Date from) {
  const std::string_view id = number % 2 == 0 ? "red" : "blue";
  CatalogFile file;
  file.prices = catalog_of(id, {}, "1.00", "EUR", from.text()).prices;
  file.prices.front().amount = Decimal::from_micros(value * 333'333);
  file.prices.front().applies_to =
      value % 2 == 0 ? AppliesTo::existing_next_period : AppliesTo::existing_prorated;
  return file;
}

/// Up to 25 words, backdated by up to so many days; `later`: or said in advance.
inline rc::Gen<Mixture> mixtures(int backdated, int later = 0, bool groups = false) {
  std::vector<int> said(10, static_cast<int>(Said::count));
  for (const Said each :
       {Said::plan, Said::plan, Said::convert, Said::decline, Said::cancel, Said::order,
        Said::order, Said::leave, Said::back, Said::back, Said::price, Said::price, Said::price}) {
    said.push_back(static_cast<int>(each));
  }
  if (groups) said.insert(said.end(), 3, static_cast<int>(Said::group));
  const auto word = rc::gen::tuple(
      rc::gen::inRange(0, 30), rc::gen::elementOf(said), rc::gen::inRange<std::int64_t>(1, 4),
      rc::gen::inRange<std::int64_t>(0, 30), rc::gen::inRange(-later, backdated + 1),
      rc::gen::inRange(0, backdated / 2 + 1));
  const auto words = rc::gen::resize(
      100, rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 25), [word](std::size_t size) {
        return rc::gen::container<std::vector<Word6>>(size, word);
      }));
  const auto draws = rc::gen::container<Draws>(80, rc::gen::inRange<std::uint8_t>(0, 60));
  return rc::gen::map(rc::gen::pair(draws, words),
                      [](const std::pair<Draws, std::vector<Word6>>& p) {
                        return Mixture{p.first, p.second};
                      });
}

/// A word as it is typed at the desk.
struct Statement {
  Request request;
  std::variant<Command, CatalogFile> says;
  std::size_t number = 0;  ///< in the order they were drawn
};

/// The words of a mixture, each on its day, until 100 days before the end.
inline std::vector<Statement> statements_of(const Mixture& mixture) {
  std::vector<Statement> statements;
  Date today = history_begins;
  for (const auto& [gap, what, number, value, backdated, received] : mixture.words) {
    today = today + gap;
    if (today >= history_ends - 100) break;
    const auto said = static_cast<Said>(what);
    Request request{.today = today, .received_on = today - received, .confirmed = true};
    if (said == Said::price) {
      request.received_on = today;
      statements.push_back({request, mixed_price(number, value, today - backdated)});
      continue;
    }
    if (backdated != 0) request.effective_on = today - backdated;
    statements.push_back({request, mixed_command(said, number, value)});
  }
  return statements;
}

using RunsOn = std::function<bool(Date)>;
using AfterRun = std::function<void(Given&, Date)>;
inline void nothing_more(Given&, Date) {}

/// Which statements the desk took.
using Accepted = std::set<std::size_t>;

/// All three plans ordered on the first day, then the statements as far as the desk takes them, in
/// order of the days on which they are typed; runs on the days that `runs` names, each followed by
/// `after_each`, and none at the end.
inline Given played(const Mixture& mixture, RetroCredit retro,
                    const std::vector<Statement>& statements, const RunsOn& runs,
                    const AfterRun& after_each = nothing_more, Accepted* accepted = nullptr) {
  Choice choice(mixture.draws);
  Given given(catalog_of(choice, retro));
  for (const std::int64_t number : {0, 1, 2}) {
    PlaceOrder order = mixed_order(number, static_cast<std::int64_t>(choice.below(30)));
    const bool offered = given.catalog.plan(order.plan)->versions.front().terms.trial.has_value();
    order.trial = order.trial && offered;
    given.has(history_begins.text(), order);
  }
  auto next = statements.begin();
  for (Date today = history_begins; today < history_ends; today = today + 1) {
    for (; next != statements.end() && next->request.today == today; ++next) {
      const bool took = std::visit(
          [&](const auto& says) {
            if constexpr (requires { static_cast<bool>(given.when(next->request, says)); }) {
              return static_cast<bool>(given.when(next->request, says));
            } else {
              given.when(next->request, says);
              return true;
            }
          },
          next->says);
      if (took && accepted) accepted->insert(next->number);
    }
    if (!runs(today)) continue;
    given.run(today);
    after_each(given, today);
  }
  return given;
}

inline Given played(const Mixture& mixture, RetroCredit retro, const RunsOn& runs,
                    const AfterRun& after_each = nothing_more) {
  return played(mixture, retro, statements_of(mixture), runs, after_each);
}

/// Some days that the mixture draws, as of a desk that often misses its run.
inline RunsOn some_days(const Mixture& mixture) {
  return [&mixture](Date date) {
    const auto place = static_cast<std::size_t>(date.days());
    return mixture.draws[place % mixture.draws.size()] < 5;
  };
}

/// What each charge adds up to over all its documents, credits by hand left aside; nothing where it
/// comes to nothing.
using Sums = std::map<std::string, std::int64_t>;

/// What is billed again from an earlier day than before is billed in parts: they are one with the
/// full period.
inline std::string name_of(std::int64_t subscription, LineKind component, Date start, Period full) {
  if (component == LineKind::recurring) start = full.start;
  return std::to_string(subscription) + " " + std::string(word(component)) + " " + start.text();
}

inline std::string name_of(const ChargeName& charge, Period full) {
  return name_of(charge.subscription, charge.component, charge.start, full);
}

/// The full period that a charge is all or part of, as it was billed.
inline Period full_period_of(const Given& given, const ChargeName& charge) {
  for (const InvoiceIssued& invoice : given.invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      if (line.charge() == charge) return line.full_period();
    }
  }
  return {charge.start, charge.start + 1};
}

inline Sums billed_sums(const Given& given) {
  Sums sums;
  for (const InvoiceIssued& invoice : given.invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      if (line.kind == LineKind::credit) continue;
      sums[name_of(line.subscription, line.component, line.charged_from(), line.full_period())] +=
          line.net;
    }
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
}

inline Sums owed_sums(Given unbilled, Date through) {
  unbilled.sweep(through);
  Sums sums;
  for (const Charge& charge : propose(unbilled.customer, unbilled.catalog, through)) {
    if (charge.net == 0) continue;
    sums[name_of(charge.subscription, charge.component, charge.period.start, charge.full)] +=
        charge.net;
  }
  return sums;
}

/// The words in place of numbers, so that a counterexample can be read.
inline std::ostream& operator<<(std::ostream& out, const Mixture& mixture) {
  static const std::array<const char*, 10> names{"count", "plan",  "convert", "decline", "cancel",
                                                 "order", "leave", "back",    "price",   "group"};
  out << "draws";
  for (const auto draw : mixture.draws) out << ' ' << int{draw};
  for (const auto& [gap, what, number, value, back, received] : mixture.words) {
    out << "\n  +" << gap << ' ' << names[static_cast<std::size_t>(what)] << " of " << number
        << ": " << value << ", " << back << " days back, received " << received << " back";
  }
  return out;
}

}  // namespace msp::test
