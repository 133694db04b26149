// What is charged once, and what is owed by who leaves early (MISSION X7).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// 100.00 a month in advance on the 1st, 250.00 to set up, for a year at least.
Terms server_terms() {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.first_period = Partial::daily;
  terms.setup_fee = decimal("250.00");
  terms.commitment_months = 12;
  return terms;
}

Given server(const Terms& terms, std::string_view from = "2026-04-01") {
  Given given(catalog_of("server", terms, "100.00"));
  given.has(from, order_of("server"));
  return given;
}

}  // namespace

SCENARIO("X7: the setup fee is billed once, with the first period", "[billing][setup]") {
  GIVEN("a server ordered on 1 April") {
    Given given = server(server_terms());
    THEN("April carries it and May does not") {
      CHECK(printed(given.run("2026-05-01")) ==
            Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 100.00",
                  "2026-04-01 setup 2026-04-01..2026-04-01 250.00",
                  "2026-05-01 recurring 2026-05-01..2026-05-31 100.00"});
    }
  }
  GIVEN("one whose first part of a month is free") {
    Terms terms = server_terms();
    terms.first_period = Partial::free;
    Given given = server(terms, "2026-04-20");
    THEN("the fee is not") {
      CHECK(printed(given.run("2026-04-20")) ==
            Lines{"2026-04-20 setup 2026-04-20..2026-04-20 250.00"});
    }
  }
}

SCENARIO("X7: who leaves early owes what is left of the commitment", "[billing][commitment]") {
  GIVEN("a server since 1 April whose cancellation is received on 20 June") {
    Terms terms = server_terms();
    const auto leaves = [&terms] {
      Given given = server(terms);
      given.run("2026-06-01");
      given.has("2026-06-20", CancelSubscription{});
      return given;
    };
    THEN("June is paid; July to March are nine months, billed on the first billing day after") {
      Given given = leaves();
      CHECK(given.run("2026-06-30").empty());
      CHECK(printed(given.run("2026-08-01")) ==
            Lines{"2026-07-01 commitment 2026-07-01..2027-03-31 900.00"});
      CHECK(given.run("2027-06-01").empty());
    }
    WHEN("notice of one month is part of it, and the last period costs its days") {
      terms.notice = {{std::nullopt, 1}};
      terms.last_period = Partial::daily;
      THEN("19 days of July are served; 12 days and eight months are left, 838.71") {
        Given given = leaves();
        CHECK(printed(given.run("2026-08-01")) ==
              Lines{"2026-07-01 recurring 2026-07-01..2026-07-19 61.29",
                    "2026-08-01 commitment 2026-07-20..2027-03-31 838.71"});
      }
    }
    WHEN("early_termination is none") {
      terms.early_termination = EarlyTermination::none;
      THEN("nothing more is owed") {
        Given given = leaves();
        CHECK(given.run("2026-12-01").empty());
      }
    }
    WHEN("the commitment was for three months") {
      terms.commitment_months = 3;
      THEN("it is over when June is") {
        Given given = leaves();
        CHECK(given.run("2026-12-01").empty());
      }
    }
  }
  GIVEN("one that leaves when all is over") {
    Given given = server(server_terms());
    given.run("2027-04-01");
    given.has("2027-04-10", CancelSubscription{});
    THEN("nothing more is owed") { CHECK(given.run("2027-12-01").empty()); }
  }
}

TEST_CASE("X7, 17: the commitment is owed at the count and price it was made at",
          "[billing][commitment]") {
  Terms terms = server_terms();
  terms.basis = Basis::mailbox;
  terms.setup_fee = Decimal();
  Given given(catalog_of("server", terms, "10.00"));
  given.has("2026-04-01", order_of("server", 10));
  given.has("2026-05-10", SetMailboxCount{1, 12});
  given.run("2026-06-01");
  given.has("2026-06-20", CancelSubscription{});
  CHECK(printed(given.run("2026-07-01")) ==
        Lines{"2026-07-01 commitment 2026-07-01..2027-03-31 900.00"});
  // 15 since 15 June, said late: June stays at its first day's count, and the rest at its ten.
  given.has(effective("2026-07-10", "2026-06-15"), SetMailboxCount{1, 15});
  CHECK(given.run("2026-08-01").empty());
  // 11 on the day of the order, said late: that is what was committed.
  given.has(effective("2026-08-10", "2026-04-01"), SetMailboxCount{1, 11});
  CHECK(printed(given.run("2026-09-01")) ==
        Lines{"2026-09-01 adjustment 2026-04-01..2026-04-30 10.00 corrects 1/1",
              "2026-09-01 adjustment 2026-05-01..2026-05-31 10.00 corrects 2/1",
              "2026-09-01 adjustment 2026-07-01..2027-03-31 90.00 corrects 4/1"});
}

TEST_CASE("X7: a group that changes behind the end leaves what is left of the commitment",
          "[billing][commitment][group]") {
  const auto billed = [](bool changes) {
    Terms terms = server_terms();
    terms.setup_fee = Decimal();
    terms.billing_day = BillingDay::group();
    terms.notice = {{std::nullopt, 1}};
    Given given(catalog_of("server", terms, "100.00"));
    PlaceOrder order = order_of("server");
    order.group = 15;
    given.has("2026-04-15", order);
    given.has("2026-04-20", CancelSubscription{});  // ends on 20 May, in the period to 14 June
    EditCustomer edit;
    edit.group = 30;
    if (changes) given.has("2026-05-25", edit);
    std::int64_t net = 0;
    for (const InvoiceIssued& invoice : given.run("2026-06-30")) net += invoice.net;
    return net;
  };
  // Two periods served, ten left.
  CHECK(billed(false) == 120000);
  CHECK(billed(true) == 120000);
}

TEST_CASE("X7: a commitment billed for a notice that is withdrawn comes back",
          "[billing][commitment]") {
  Terms terms = server_terms();
  terms.notice = {{std::nullopt, 1}};
  Given given = server(terms);
  given.run("2026-04-01");
  given.has("2026-04-10", DeactivateCustomer{});  // ends on 10 May
  CHECK(printed(given.run("2026-05-09")) ==
        Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 100.00"});
  given.has("2026-05-09", ReactivateCustomer{});
  CHECK(printed(given.run("2026-06-01")) ==
        Lines{"2026-06-01 recurring 2026-06-01..2026-06-30 100.00"});
}

TEST_CASE("X7, D8: a decline received in time and typed late brings the setup fee back",
          "[billing][setup][late][trial]") {
  CatalogFile file = d_fence();
  file.plans.front().terms.setup_fee = decimal("250.00");
  Given given(file);
  given.has("2026-01-10", trial_of("guard", 25));
  given.has("2026-01-10", RecordStep{1, OnboardingStep::connected});
  CHECK(printed(given.run("2026-03-15")) ==
        Lines{"2026-03-15 decision-period 2026-02-09..2026-03-08 100.00 free_rider",
              "2026-03-15 setup 2026-03-09..2026-03-09 250.00"});
  given.has(asked("2026-03-20", "2026-03-01"), DeclineTrial{});
  const InvoiceIssued note = sole(given.run("2026-04-15"));
  CHECK(printed({note}) ==
        Lines{"2026-04-15 adjustment 2026-02-09..2026-03-08 -100.00 corrects 1/1",
              "2026-04-15 adjustment 2026-03-09..2026-03-09 -250.00 corrects 1/2"});
  CHECK(note.kind == DocumentKind::credit_note);
  CHECK(note.lines.back().description == "guard, setup: declined, received 2026-03-01");
  CHECK(given.given_up.empty());
}
