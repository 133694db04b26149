// Paid in advance and not served: what comes back (MISSION X5).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// In advance on the 1st by days, cancelled from the day that is named.
Terms prepaid(Basis basis, Refund refund) {
  Terms terms = Terms::defaults(basis, Timing::advance);
  terms.first_period = Partial::daily;
  terms.last_period = Partial::daily;
  terms.refund = refund;
  terms.cancel_counts_from = CancelCountsFrom::effective;
  return terms;
}

/// 30.00 a month since 1 April 2026, paid: 1.00 for each day of April.
Given april_paid(const Terms& terms) {
  Given given(catalog_of("flat", terms, "30.00"));
  given.has("2026-04-01", order_of("flat"));
  given.run("2026-04-01");
  return given;
}

}  // namespace

SCENARIO("X5: of a month paid in advance and left on the 11th the term says what comes back",
         "[billing][refund]") {
  GIVEN("refund never") {
    Given given = april_paid(prepaid(Basis::flat, Refund::never));
    given.has("2026-04-11", CancelSubscription{});
    THEN("all stays, and the 20 days that a prorated refund would give are on record") {
      CHECK(given.run("2026-05-01").empty());
      REQUIRE(given.given_up.size() == 1);
      CHECK(given.given_up.front().refund == 2000);
      CHECK(given.given_up.front().retro_credit == 0);
      CHECK(given.run("2026-06-01").empty());
      CHECK(given.given_up.size() == 1);
    }
  }
  GIVEN("refund prorated") {
    Given given = april_paid(prepaid(Basis::flat, Refund::prorated));
    given.has("2026-04-11", CancelSubscription{});
    THEN("20 of 30 days come back on the next billing day, and the line says why") {
      CHECK(given.run("2026-04-30").empty());
      const InvoiceIssued note = sole(given.run("2026-05-01"));
      CHECK(printed({note}) ==
            Lines{"2026-05-01 adjustment 2026-04-01..2026-04-10 -20.00 corrects 1/1"});
      CHECK(note.kind == DocumentKind::credit_note);
      CHECK(note.lines.front().description == "flat: cancelled, received 2026-04-11");
      CHECK(given.given_up.empty());
    }
  }
  GIVEN("refund full") {
    Given given = april_paid(prepaid(Basis::flat, Refund::full));
    given.has("2026-04-11", CancelSubscription{});
    THEN("the month comes back whole") {
      CHECK(printed(given.run("2026-05-01")) ==
            Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 -30.00 corrects 1/1"});
    }
  }
}

TEST_CASE("X5: told before the month is due, last_period says what it costs, whatever is refunded",
          "[billing][refund]") {
  const auto bills = [](Partial last, Refund refund) {
    Terms terms = prepaid(Basis::flat, refund);
    terms.last_period = last;
    Given given(catalog_of("flat", terms, "30.00"));
    given.has("2026-03-01", order_of("flat"));
    given.run("2026-03-01");
    given.has(asked("2026-03-20", "2026-03-20", "2026-04-11"), CancelSubscription{});
    return printed(given.run("2026-05-01"));
  };
  for (const Refund refund : {Refund::never, Refund::prorated, Refund::full}) {
    CHECK(bills(Partial::daily, refund) ==
          Lines{"2026-04-01 recurring 2026-04-01..2026-04-10 10.00"});
    CHECK(bills(Partial::full, refund) ==
          Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 30.00"});
    CHECK(bills(Partial::free, refund) == Lines{});
  }
}

TEST_CASE("X5: a cancellation received in time and typed late is honoured, refund or not",
          "[billing][refund][late]") {
  Terms terms = prepaid(Basis::flat, Refund::never);
  terms.cancel_counts_from = CancelCountsFrom::received;
  Given given = april_paid(terms);
  given.run("2026-05-01");
  given.has(asked("2026-05-10", "2026-04-30"), CancelSubscription{});
  const InvoiceIssued note = sole(given.run("2026-06-01"));
  CHECK(printed({note}) ==
        Lines{"2026-06-01 adjustment 2026-05-01..2026-05-31 -30.00 corrects 2/1"});
  CHECK(note.lines.front().description == "flat: cancelled, received 2026-04-30");
  // Decision 35: the 30th is not served any more, and its 1.00 not refunded.
  REQUIRE(given.given_up.size() == 1);
  CHECK(given.given_up.front().charge_start == day("2026-04-01"));
  CHECK(given.given_up.front().refund == 100);
}

TEST_CASE("X5: received on the billing day is too late for the month", "[billing][refund]") {
  Terms terms = prepaid(Basis::flat, Refund::never);
  terms.cancel_counts_from = CancelCountsFrom::received;
  Given given = april_paid(terms);
  given.has("2026-05-01", CancelSubscription{});
  CHECK(printed(given.run("2026-06-01")) ==
        Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 30.00"});
  REQUIRE(given.given_up.size() == 1);
  CHECK(given.given_up.front().refund == 3000);  // no day of it is served (decision 35)
}

TEST_CASE("The first part of a month is refunded by its days", "[billing][refund]") {
  Given given(catalog_of("flat", prepaid(Basis::flat, Refund::prorated), "30.00"));
  given.has("2026-04-21", order_of("flat"));
  given.run("2026-04-21");
  given.has("2026-04-25", CancelSubscription{});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-21..2026-04-24 -6.00 corrects 1/1"});
}

TEST_CASE("A first part that costs a full month gives back each of its days at that price",
          "[billing][refund]") {
  Terms terms = prepaid(Basis::flat, Refund::prorated);
  terms.first_period = Partial::full;
  Given given(catalog_of("flat", terms, "30.00"));
  given.has("2026-04-21", order_of("flat"));
  given.run("2026-04-21");
  given.has("2026-04-25", CancelSubscription{});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-21..2026-04-24 -18.00 corrects 1/1"});
}

TEST_CASE("What a refund would give is told by the counts of the days not served",
          "[billing][refund][daily]") {
  Terms terms = prepaid(Basis::mailbox, Refund::never);
  terms.quantity_change = QuantityChange::daily;
  Given given(catalog_of("mail", terms, "3.00"));  // 0.10 a day in April
  given.has("2026-04-01", order_of("mail", 10));
  given.run("2026-04-01");
  given.has("2026-04-11", SetMailboxCount{1, 20});
  given.has("2026-04-21", CancelSubscription{});
  // Owed: 10 days of 10 and 20 of 20, 50.00. Served: 10 of 10 and 10 of 20, 30.00.
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 20.00 corrects 1/1"});
  REQUIRE(given.given_up.size() == 1);
  CHECK(given.given_up.front().refund == 2000);
}

TEST_CASE("A refund gives back what a discount left", "[billing][refund][discount]") {
  CatalogFile file = catalog_of("flat", prepaid(Basis::flat, Refund::prorated), "30.00");
  file.discounts.push_back(percent_off("TEN", "10"));
  Given given(file);
  PlaceOrder order = order_of("flat");
  order.discounts = {read<DiscountId>("TEN")};
  given.has("2026-04-01", order);
  CHECK(printed(given.run("2026-04-01")) ==
        Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 30.00",
              "2026-04-01 discount 2026-04-01..2026-04-30 -3.00"});
  given.has("2026-04-11", CancelSubscription{});
  // 10 days cost 10.00 less 1.00; the discount's own line has nothing left to lower.
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-10 -18.00 corrects 1/1"});
}

TEST_CASE("A month of which nothing was served comes back whole, also if 28 days count as 30",
          "[billing][refund]") {
  Terms terms = prepaid(Basis::flat, Refund::prorated);
  terms.day_count = DayCount::thirty;
  terms.retro_credit = RetroCredit::always;
  Given given(catalog_of("flat", terms, "30.00"));
  given.has("2026-01-01", order_of("flat"));
  given.run("2026-02-01");
  given.has(effective("2026-02-01", "2026-01-31"), CancelSubscription{});
  CHECK(printed(given.run("2026-03-01")) ==
        Lines{"2026-03-01 adjustment 2026-01-01..2026-01-30 -1.00 corrects 1/1",
              "2026-03-01 adjustment 2026-02-01..2026-02-28 -30.00 corrects 2/1"});
}
