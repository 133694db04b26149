// What names cost: the same as if their number had been told.
#include <catch2/catch.hpp>
#include <map>

#include "support/mixture.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// In arrears at 3.00 on the 1st.
Given mail(RetroCredit retro, std::int64_t mailboxes) {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.first_period = Partial::full;
  terms.last_period = Partial::daily;
  terms.retro_credit = retro;
  Given given(catalog_of("mail", terms, "3.00"));
  given.has("2026-01-01", order_of("mail", mailboxes));
  return given;
}

const std::string anna = "anna@acme.example";
const std::string ben = "ben@acme.example";
const std::string cleo = "cleo@acme.example";

/// anna and ben by name since February, billed through it.
Given billed_by_name(RetroCredit retro) {
  Given given = mail(retro, 2);
  given.has("2026-02-01", AddMailboxes{0, {{anna}, {ben}}});
  given.run("2026-03-01");
  return given;
}

}  // namespace

SCENARIO("Decision 8: names said late correct what was invoiced", "[billing][names]") {
  GIVEN("two names, January and February billed at 2 x 3.00") {
    Given given = billed_by_name(RetroCredit::always);
    CHECK(printed(given.invoices) == Lines{"2026-02-01 recurring 2026-01-01..2026-01-31 6.00",
                                           "2026-03-01 recurring 2026-02-01..2026-02-28 6.00"});
    WHEN("on 5 March cleo is said to have been there since 10 February") {
      given.has(effective("2026-03-05", "2026-02-10"), AddMailboxes{0, {{cleo}}});
      const std::int64_t added = given.last_seq();
      const auto april = given.run("2026-04-01");
      THEN("February is 3 x 3.00 less the 6.00 billed, March 3 x 3.00") {
        CHECK(printed(april) ==
              Lines{"2026-04-01 adjustment 2026-02-01..2026-02-28 3.00 corrects 2/1",
                    "2026-04-01 recurring 2026-03-01..2026-03-31 9.00"});
      }
      THEN("the quantity rests on the event that added cleo") {
        for (const InvoiceLine& line : sole(april).lines) {
          CHECK(line.steps.front().kind == StepKind::quantity);
          CHECK(line.steps.front().amount == StepAmount::count(3));
          CHECK(line.steps.front().event == added);
        }
      }
      AND_WHEN("on 6 April ben is said to have left on 20 March") {
        given.has(effective("2026-04-06", "2026-03-20"), RemoveMailboxes{0, {ben}});
        THEN("March is 2 x 3.00 less the 9.00 billed, and so is April") {
          CHECK(printed(given.run("2026-05-01")) ==
                Lines{"2026-05-01 adjustment 2026-03-01..2026-03-31 -3.00 corrects 3/2",
                      "2026-05-01 recurring 2026-04-01..2026-04-30 6.00"});
        }
      }
    }
  }
}

SCENARIO("A late removal is credited only if the plan credits late words", "[billing][names]") {
  GIVEN("two names, billed through February, and no credit for late words") {
    Given given = billed_by_name(RetroCredit::never);
    WHEN("ben is said to have left on 10 February") {
      given.has(effective("2026-03-05", "2026-02-10"), RemoveMailboxes{0, {ben}});
      THEN("what was billed stays, what is billed from then on is lower") {
        CHECK(printed(given.run("2026-04-01")) ==
              Lines{"2026-04-01 recurring 2026-03-01..2026-03-31 3.00"});
        REQUIRE(given.given_up.size() == 1);
        CHECK(given.given_up.front().retro_credit == 300);
      }
    }
    WHEN("one is replaced by another from 10 February on") {
      given.has(effective("2026-03-05", "2026-02-10"), ReplaceMailboxes{0, {anna, cleo}});
      THEN("two are two") {
        CHECK(printed(given.run("2026-04-01")) ==
              Lines{"2026-04-01 recurring 2026-03-01..2026-03-31 6.00"});
        CHECK(given.given_up.empty());
      }
    }
  }
}

namespace {

/// Days since the last word, who, whether they come or go, days backdated.
using Word4 = std::tuple<int, int, bool, int>;

std::string address(int who) { return "m" + std::to_string(who) + "@acme.example"; }

/// Who is there on each day, told apart from everything else: the last word about a day holds until
/// the next day of which something was said about the same address.
class Model {
 public:
  void say(int who, bool there, Date from) { words_[who].insert_or_assign(from, there); }
  std::int64_t count_on(Date date) const {
    std::int64_t count = 0;
    for (const auto& [who, said] : words_) {
      const auto next = said.upper_bound(date);
      if (next != said.begin() && std::prev(next)->second) ++count;
    }
    return count;
  }

 private:
  std::map<int, std::map<Date, bool>> words_;
};

struct Played {
  Given billed;  ///< every month, while the words are said
  Given silent;  ///< never
  Model model;
  std::optional<Date> first;  ///< on which there is a name
  Date last_word;
};

const Date begins = day("2026-01-01");

Played played(const std::vector<Word4>& words) {
  Played desks{mail(RetroCredit::always, 3), mail(RetroCredit::always, 3), {}, {}, begins};
  Date& today = desks.last_word;
  for (const auto& [gap, who, comes, back] : words) {
    for (int i = 0; i < gap; ++i) {
      today = today + 1;
      if (today.day() == 1) desks.billed.run(today);
    }
    Request request{.today = today, .received_on = today, .confirmed = true};
    request.effective_on = std::max(today - back, begins);
    const Command command = comes ? Command(AddMailboxes{0, {{address(who)}}})
                                  : Command(RemoveMailboxes{0, {address(who)}});
    static_cast<void>(desks.silent.when(request, command));
    const auto facts = desks.billed.when(request, command);
    if (!facts || facts->empty()) continue;
    const Date from = facts->front().effective_on;
    desks.model.say(who, comes, from);
    desks.first = std::min(desks.first.value_or(from), from);
  }
  return desks;
}

std::vector<Word4> some_words() {
  return *rc::gen::container<std::vector<Word4>>(
      rc::gen::noShrink(rc::gen::tuple(rc::gen::inRange(0, 20), rc::gen::inRange(0, 6),
                                       rc::gen::arbitrary<bool>(), rc::gen::inRange(-10, 60))));
}

std::int64_t total(const Sums& sums) {
  std::int64_t total = 0;
  for (const auto& [charge, net] : sums) total += net;
  return total;
}

}  // namespace

PROPERTY("Whatever is said of names, the count is their number", "[billing][names]") {
  const Played desks = played(some_words());
  const Subscription& subscription = *desks.billed.customer.subscription(1);
  const auto first = desks.first;
  // Words hold from up to ten days ahead of the last one on.
  for (Date date = begins; date < desks.last_word + 15; date = date + 1) {
    const bool named = first && *first <= date;
    RC_ASSERT(subscription.named_on(date) == named);
    const std::int64_t count = subscription.count_on(date)->mailboxes;
    RC_ASSERT(count == (named ? desks.model.count_on(date) : 3));
    const auto names = static_cast<std::int64_t>(members_on(subscription.names, date).size());
    RC_ASSERT(!named || count == names);
  }
}

PROPERTY("Names said late end up billed as if they had been known", "[billing][names]") {
  Played desks = played(some_words());
  const Date end = desks.last_word + 31;  // a billing day follows
  desks.billed.run(end);
  // All together: what comes to nothing in one document waits, as months that nobody is there.
  RC_ASSERT(total(billed_sums(desks.billed)) == total(owed_sums(desks.silent, end)));
}
