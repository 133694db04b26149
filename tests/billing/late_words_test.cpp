// Late words that meet a change of the billing day, or each other.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

EditCustomer to_group(std::int64_t group) {
  EditCustomer edit;
  edit.group = group;
  return edit;
}

/// 10 mailboxes at 3.00 in group 30, in arrears since 30 January, billed through 29 March.
Given in_group_30(RetroCredit retro = RetroCredit::never) {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.billing_day = BillingDay::group();
  terms.retro_credit = retro;
  Given given(catalog_of("mail", terms, "3.00"));
  PlaceOrder order = order_of("mail", 10);
  order.group = 30;
  given.has("2026-01-30", order);
  given.run("2026-03-30");
  return given;
}

}  // namespace

SCENARIO("Decision 8: a correction stands beside what is billed next, though the group changed",
         "[billing][late][group]") {
  GIVEN("12 since 20 March, said on 5 April, and group 15 from 20 April on") {
    Given given = in_group_30();
    given.has(effective("2026-04-05", "2026-03-20"), SetMailboxCount{1, 12});
    given.has("2026-04-20", to_group(15));
    THEN("30 April bills the two missing with the period that ends then") {
      CHECK(printed(given.run("2026-04-30")) ==
            Lines{"2026-04-30 adjustment 2026-02-28..2026-03-29 6.00 corrects 2/1",
                  "2026-04-30 recurring 2026-03-30..2026-04-29 36.00"});
      CHECK(printed(given.run("2026-05-15")) ==
            Lines{"2026-05-15 recurring 2026-04-30..2026-05-14 18.00"});
    }
  }
}

SCENARIO("Decision 8: a late end meets a change of group", "[billing][late][group][leave]") {
  GIVEN("billed through 29 April; group 15 since 20 April") {
    Given given = in_group_30(RetroCredit::always);
    given.has("2026-04-20", to_group(15));
    given.run("2026-04-30");
    WHEN("a cancellation received on 9 April is typed on 5 May") {
      given.has(asked("2026-05-05", "2026-04-09"), CancelSubscription{});
      THEN("last_period full keeps the period that had begun, and bills no other") {
        CHECK(given.run("2026-06-15").empty());
      }
    }
  }
}

TEST_CASE("Decision 8: words received between missed runs are billed after the newest of them",
          "[billing][late]") {
  Given given = in_group_30(RetroCredit::always);
  given.has(effective("2026-04-05", "2026-02-10"), SetMailboxCount{1, 12});
  given.has(effective("2026-05-10", "2026-03-01"), SetMailboxCount{1, 9});
  // April was missed. [01-30, 02-28) is owed 36.00, [02-28, 03-30) and later periods 27.00.
  CHECK(printed(given.run("2026-05-30")) ==
        Lines{"2026-04-30 recurring 2026-03-30..2026-04-29 27.00",
              "2026-05-30 adjustment 2026-01-30..2026-02-27 6.00 corrects 1/1",
              "2026-05-30 adjustment 2026-02-28..2026-03-29 -3.00 corrects 2/1",
              "2026-05-30 recurring 2026-04-30..2026-05-29 27.00"});
  CHECK(given.run("2026-06-29").empty());
}

TEST_CASE("D8, D12: a decline received in time is honoured under retro_credit never",
          "[billing][late][trial]") {
  Given given = guard_trial();
  given.run("2026-04-15");
  given.has(asked("2026-04-20", "2026-03-08"), DeclineTrial{});
  CHECK(printed(given.run("2026-05-15")) ==
        Lines{"2026-05-15 adjustment 2026-02-09..2026-03-08 -100.00 corrects 1/1",
              "2026-05-15 adjustment 2026-03-15..2026-04-14 -100.00 corrects 2/1"});
  CHECK(given.given_up.empty());
}
