// A commitment holds what was committed, and a change of plan is an order (MISSION 16, 17).
#include <catch2/catch.hpp>

#include <algorithm>

#include "msp/commitment.h"
#include "support/plans.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// By mailbox, in advance on the 1st; for a year at least.
Terms yearly() {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.commitment_months = 12;
  terms.cancel_counts_from = CancelCountsFrom::effective;
  return terms;
}

Terms unbound() {
  Terms terms = yearly();
  terms.commitment_months = 0;
  return terms;
}

CatalogFile big_and_others() {
  Terms server = unbound();
  server.setup_fee = decimal("100.00");
  server.commitment_months = 24;
  server.sales_only = server.contract_required = true;
  return catalog_of("big", yearly(), "50.00") + catalog_of("mini", unbound(), "1.00") +
         catalog_of("grand", unbound(), "60.00") + catalog_of("server", server, "90.00");
}

/// `big` for so many mailboxes since 1 January 2026.
Given bound(std::int64_t mailboxes = 1) {
  Given given(big_and_others());
  given.has("2026-01-01", order_of("big", mailboxes));
  return given;
}

std::int64_t net_of(const std::vector<InvoiceIssued>& invoices) {
  std::int64_t net = 0;
  for (const InvoiceIssued& invoice : invoices) net += invoice.net;
  return net;
}

ChangePlan to_server() {
  ChangePlan change{1, plan("server")};
  change.sales_ref = "S-1";
  change.contract = "C-1";
  return change;
}

}  // namespace

TEST_CASE("17: who leaves for a cheaper plan, or with nothing, pays what was committed",
          "[billing][commitment]") {
  // 12 x 50.00 in any case.
  SECTION("at once") {
    Given given = bound();
    given.has(effective("2026-01-10", "2026-03-01"), CancelSubscription{1});
    given.run("2026-12-31");
    CHECK(net_of(given.invoices) == 60000);
  }
  SECTION("after a change to a plan that costs less: one month of that is 1.00 beside it") {
    Given given = bound();
    given.has(effective("2026-01-10", "2026-02-01"), ChangePlan{1, plan("mini")});
    given.has(effective("2026-01-10", "2026-03-01"), CancelSubscription{1});
    CHECK(printed(given.run("2026-12-31")) ==
          Lines{"2026-01-01 recurring 2026-01-01..2026-01-31 50.00",
                "2026-02-01 recurring 2026-02-01..2026-02-28 1.00",
                "2026-02-01 commitment 2026-02-01..2026-12-31 550.00"});
    CHECK(given.invoices.back().lines.back().said->name == "big");
    CHECK(given.invoices.back().lines.back().plan == plan("big"));
  }
  SECTION("after a change that was to come when nobody is served any more") {
    CatalogFile file = big_and_others();
    file.plans.front().terms.refund = Refund::prorated;
    Given given(file);
    given.has("2026-01-01", order_of("big", 1));
    given.has("2026-01-02", ChangePlan{1, plan("mini")});
    given.has(effective("2026-01-11", "2026-01-11"), CancelSubscription{1});
    given.run("2026-12-31");
    CHECK(net_of(given.invoices) == 60000);
  }
  SECTION("with no mailbox from the second day on, by days, and another plan a day later") {
    CatalogFile file = big_and_others();
    for (auto& each : file.plans) each.terms.quantity_change = QuantityChange::daily;
    Given given(file);
    given.has("2026-01-01", order_of("big", 1));
    given.has("2026-01-02", SetMailboxCount{1, 0});
    given.has("2026-01-03", ChangePlan{1, plan("mini")});
    given.run("2026-12-31");
    CHECK(net_of(given.invoices) == 60000);
  }
  SECTION("with no mailbox any more") {
    Given given = bound();
    given.has(effective("2026-01-10", "2026-02-01"), SetMailboxCount{1, 0});
    given.has(effective("2026-01-10", "2026-03-01"), CancelSubscription{1});
    CHECK(printed(given.run("2026-12-31")) ==
          Lines{"2026-01-01 recurring 2026-01-01..2026-01-31 50.00",
                "2026-02-01 recurring 2026-02-01..2026-02-28 50.00",
                "2026-03-01 commitment 2026-03-01..2026-12-31 500.00"});
    CHECK(steps_of(given.invoices.at(1).lines.front()) ==
          Lines{"quantity 1", "counted 0", "unit_price 50.00", "exact 50.00", "rounded 50.00"});
  }
}

TEST_CASE("17: while it lasts no fewer are billed than were committed", "[billing][commitment]") {
  Given given = bound(3);
  given.has("2026-01-20", SetMailboxCount{1, 5});
  given.has("2026-02-20", SetMailboxCount{1, 2});
  // 3 committed, 5 in February, 2 from March on: 3 until the year is over, then 2.
  std::vector<std::int64_t> nets;
  for (const InvoiceIssued& invoice : given.run("2027-02-01")) nets.push_back(invoice.net / 5000);
  CHECK(nets == std::vector<std::int64_t>{3, 5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2});
  CHECK(counted_on(given.customer, *given.customer.subscription(1), given.catalog,
                   day("2026-12-31")) == 3);
  CHECK(counted_on(given.customer, *given.customer.subscription(1), given.catalog,
                   day("2027-01-01")) == 2);
}

TEST_CASE("17: what is left is of what was committed, not of what came later",
          "[billing][commitment]") {
  Given given = bound(3);
  given.has("2026-01-20", SetMailboxCount{1, 5});
  given.run("2026-03-01");
  given.has(effective("2026-03-10", "2026-04-01"), CancelSubscription{1});
  // April to December: 9 x 3 x 50.00.
  CHECK(printed(given.run("2026-04-01")) ==
        Lines{"2026-04-01 commitment 2026-04-01..2026-12-31 1350.00"});
}

TEST_CASE("17: leaving costs no more than staying: discounts and a lower price reach the rest",
          "[billing][commitment][discount]") {
  CatalogFile file = big_and_others();
  file.discounts.push_back(percent_off("HALF", "50", 3));
  file.discounts.push_back(percent_off("TENTH", "10"));
  PlaceOrder order = order_of("big", 2);
  SECTION("one for three months, of which two are left, and one for ever") {
    order.discounts = {read<DiscountId>("HALF"), read<DiscountId>("TENTH")};
    Given given(file);
    given.has("2026-01-01", order);
    given.run("2026-01-01");
    given.has(effective("2026-01-10", "2026-02-01"), CancelSubscription{1});
    // February and March: 200.00 - 100.00 - 10.00; April to December: 900.00 - 90.00.
    CHECK(printed(given.run("2026-02-01")) ==
          Lines{"2026-02-01 commitment 2026-02-01..2026-03-31 200.00",
                "2026-02-01 discount 2026-02-01..2026-03-31 -100.00",
                "2026-02-01 discount 2026-02-01..2026-03-31 -10.00",
                "2026-02-01 commitment 2026-04-01..2026-12-31 900.00",
                "2026-02-01 discount 2026-04-01..2026-12-31 -90.00"});
  }
  SECTION("a price that falls for who is a customer already") {
    Given given(file);
    given.has("2026-01-01", order);
    CatalogFile cheaper;
    cheaper.prices = catalog_of("big", {}, "40.00", "EUR", "2026-03-01").prices;
    cheaper.prices.front().applies_to = AppliesTo::existing_next_period;
    given.has("2026-02-10", cheaper);
    given.has(effective("2026-02-20", "2026-04-01"), CancelSubscription{1});
    // 2 x 100.00 + 80.00 + 9 x 80.00; and no more than the 100.00 committed if it rises.
    given.run("2026-12-31");
    CHECK(net_of(given.invoices) == 100000);
  }
  SECTION("a price that rises") {
    Given given(file);
    given.has("2026-01-01", order);
    CatalogFile dearer;
    dearer.prices = catalog_of("big", {}, "70.00", "EUR", "2026-03-01").prices;
    dearer.prices.front().applies_to = AppliesTo::existing_next_period;
    given.has("2026-02-10", dearer);
    given.has(effective("2026-02-20", "2026-04-01"), CancelSubscription{1});
    // 2 x 100.00 + 140.00 + 9 x 100.00.
    given.run("2026-12-31");
    CHECK(net_of(given.invoices) == 124000);
  }
}

TEST_CASE("17: a first part of a period that is free is no part of what is left",
          "[billing][commitment]") {
  Given given(big_and_others());
  given.has("2026-01-20", order_of("big", 1));
  given.has(effective("2026-01-20", "2026-01-25"), CancelSubscription{1});
  // Committed through 2027-01-19; January is free: 11 months and 19/31 of one.
  CHECK(printed(given.run("2026-02-01")) ==
        Lines{"2026-02-01 commitment 2026-02-01..2027-01-19 580.65"});
}

TEST_CASE("17: a plan that costs more does not end a commitment; it is left from there",
          "[billing][commitment][plan]") {
  Given given = bound(2);
  const auto moved =
      given.when(effective("2026-01-10", "2026-02-01"), ChangePlan{1, plan("grand")});
  CHECK_FALSE(only<PlanChanged>(moved).leaves_commitment);
  given.has(effective("2026-02-10", "2026-03-01"), SetMailboxCount{1, 1});
  given.has(effective("2026-03-10", "2026-04-01"), CancelSubscription{1});
  CHECK(printed(given.run("2026-12-31")) ==
        Lines{"2026-01-01 recurring 2026-01-01..2026-01-31 100.00",
              "2026-02-01 recurring 2026-02-01..2026-02-28 120.00",
              "2026-03-01 recurring 2026-03-01..2026-03-31 120.00",
              "2026-04-01 commitment 2026-04-01..2026-12-31 900.00"});
}

TEST_CASE("17: of two commitments the dearer is left for as long as both hold",
          "[billing][commitment][plan]") {
  Given given = bound(1);
  given.has(effective("2026-01-10", "2026-07-01"), to_server());  // 24 months at 90.00
  given.run("2026-07-01");
  given.has(effective("2026-07-10", "2026-08-01"), CancelSubscription{1});
  // August 2026 to June 2028: 23 x 90.00. That big was bound until December is in it.
  CHECK(printed(given.run("2026-08-01")) ==
        Lines{"2026-08-01 commitment 2026-08-01..2028-06-30 2070.00"});
}

TEST_CASE(
    "16: a change of plan pays the plan's setup fee with its first period, and begins its "
    "commitment",
    "[billing][setup][commitment][plan]") {
  Given given(big_and_others());
  given.has("2026-01-01", order_of("mini", 1));
  given.has(effective("2026-01-05", "2026-01-10"), to_server());
  given.has(effective("2026-03-10", "2026-04-01"), CancelSubscription{1});
  // January is mini's; 22 months from April 2026, and 9/31 of January 2028.
  CHECK(printed(given.run("2026-12-31")) ==
        Lines{"2026-01-01 recurring 2026-01-01..2026-01-31 1.00",
              "2026-02-01 recurring 2026-02-01..2026-02-28 90.00",
              "2026-02-01 setup 2026-01-10..2026-01-10 100.00",
              "2026-03-01 recurring 2026-03-01..2026-03-31 90.00",
              "2026-04-01 commitment 2026-04-01..2028-01-09 1916.13"});
}

TEST_CASE("16: a plan that is said again begins nothing", "[billing][setup][plan]") {
  Given given(big_and_others());
  given.has("2026-01-01", order_of("mini", 1));
  given.has(effective("2026-01-05", "2026-02-01"), to_server());
  given.has(effective("2026-01-06", "2026-04-01"), ChangePlan{1, plan("server")});
  given.has(effective("2026-01-07", "2026-03-01"), to_server());
  std::size_t setups = 0;
  for (const InvoiceIssued& invoice : given.run("2026-06-01")) {
    setups += static_cast<std::size_t>(
        std::count_if(invoice.lines.begin(), invoice.lines.end(),
                      [](const InvoiceLine& line) { return line.kind == LineKind::setup; }));
  }
  CHECK(setups == 1);
  CHECK(commitments_of(given.customer, *given.customer.subscription(1), given.catalog).size() == 1);
}

TEST_CASE("16: in arrears the setup fee of a change is due with the plan's first period",
          "[billing][setup][plan]") {
  Terms terms = unbound();
  terms.timing = Timing::arrears;
  terms.measure = Measure::at_end;
  Terms dear = terms;
  dear.setup_fee = decimal("30.00");
  Given given(catalog_of("one", terms, "4.00") + catalog_of("other", dear, "6.00"));
  given.has("2026-01-01", order_of("one", 1));
  given.has(effective("2026-01-05", "2026-01-10"), ChangePlan{1, plan("other")});
  CHECK(printed(given.run("2026-03-01")) ==
        Lines{"2026-02-01 recurring 2026-01-01..2026-01-31 4.00",
              "2026-03-01 recurring 2026-02-01..2026-02-28 6.00",
              "2026-03-01 setup 2026-01-10..2026-01-10 30.00"});
}

TEST_CASE("16: what was agreed about another plan's fees does not follow into a plan",
          "[billing][setup][plan]") {
  Given given(big_and_others());
  PlaceOrder order = order_of("mini", 1);
  order.overrides = {{"setup_fee", "0.00"}, {"commitment_months", "0"}};
  given.has("2026-01-01", order);
  given.has(effective("2026-01-05", "2026-02-01"), to_server());
  CHECK(printed(given.run("2026-02-01")).back() ==
        "2026-02-01 setup 2026-02-01..2026-02-01 100.00");
  CHECK(commitments_of(given.customer, *given.customer.subscription(1), given.catalog).size() == 1);
}

TEST_CASE("16: a change of msp 0.1.0 keeps its price and costs no fees", "[billing][plan]") {
  Given given(big_and_others());
  PlaceOrder order = order_of("mini", 1);
  order.unit_price = decimal("2.00");
  given.has("2026-01-01", order);
  given.fold(PlanChanged{1, plan("server")}, "2026-02-01");
  CHECK(printed(given.run("2026-02-01")) ==
        Lines{"2026-01-01 recurring 2026-01-01..2026-01-31 2.00",
              "2026-02-01 recurring 2026-02-01..2026-02-28 2.00"});
  CHECK(commitments_of(given.customer, *given.customer.subscription(1), given.catalog).empty());
}

TEST_CASE("16: a price agreed for one plan belongs to that plan", "[billing][plan]") {
  Given given(big_and_others());
  PlaceOrder order = order_of("mini", 1);
  order.unit_price = decimal("0.80");
  given.has("2026-01-01", order);
  given.has(effective("2026-01-02", "2026-02-01"), ChangePlan{1, plan("mini")});  // as it is
  given.has(effective("2026-01-02", "2026-03-01"), ChangePlan{1, plan("grand")});
  given.has(effective("2026-01-02", "2026-04-01"), ChangePlan{1, plan("mini")});
  given.has(effective("2026-01-02", "2026-05-01"), ChangePlan{1, plan("mini"), decimal("0.70")});
  given.has(effective("2026-01-02", "2026-06-01"), ChangePlan{1, plan("grand"), decimal("55.00")});
  std::vector<std::int64_t> nets;
  for (const InvoiceIssued& invoice : given.run("2026-06-01")) nets.push_back(invoice.net);
  CHECK(nets == std::vector<std::int64_t>{80, 80, 6000, 100, 70, 5500});
}

namespace {

/// What somebody says: months and days later, of what, and a number for it.
struct BoundWord {
  int days = 0;
  int what = 0;
  std::int64_t number = 0;
};

BoundWord any_bound_word() {
  return {*rc::gen::inRange(1, 60), *rc::gen::inRange(0, 3), *rc::gen::inRange<std::int64_t>(0, 9)};
}

/// The first billing day on which nothing binds any more.
Date bound_until(const Given& given) {
  Date until = day("2026-01-01");
  for (const Commitment& each :
       commitments_of(given.customer, *given.customer.subscription(1), given.catalog)) {
    until = std::max(until, each.days.end);
  }
  return next_day_of_month(until - 1, 1);
}

/// Bills of a subscription with these words, whoever leaves on `leaves`; who stays does so until
/// nothing binds any more.
std::int64_t billed_bound(const CatalogFile& file, std::int64_t mailboxes,
                          const std::vector<BoundWord>& sayings,
                          const std::optional<Date>& leaves) {
  Given given(file);
  PlaceOrder order = order_of("big", mailboxes);
  order.discounts = {read<DiscountId>("TENTH"), read<DiscountId>("HALF")};
  given.has("2026-01-01", order);
  Date today = day("2026-01-01");
  for (const BoundWord& saying : sayings) {
    today = today + saying.days;
    if (today >= day("2026-12-01") || (leaves && *leaves <= today)) break;
    Request request{.today = today, .received_on = today, .confirmed = true};
    static_cast<void>(
        saying.what == 0 ? given.when(request, ChangePlan{1, plan("mini")})
        : saying.what == 1
            ? given.when(request, ChangePlan{1, plan(saying.number % 2 == 0 ? "grand" : "big")})
            : given.when(request, SetMailboxCount{1, saying.number}));
  }
  const Date left = leaves.value_or(bound_until(given));
  const Date told = leaves ? left : left - 1;  // before the next month is due
  given.has(Request{.today = told, .received_on = told, .effective_on = left},
            CancelSubscription{1});
  given.run("2028-01-01");
  std::int64_t net = 0;
  for (const InvoiceIssued& invoice : given.invoices) net += invoice.net;
  return net;
}

}  // namespace

PROPERTY("17: leaving costs no less than what was committed and no more than staying",
         "[billing][commitment]") {
  Terms terms = yearly();
  terms.last_period = *rc::gen::element(Partial::free, Partial::full, Partial::daily);
  terms.refund = *rc::gen::element(Refund::never, Refund::prorated, Refund::full);
  if (*rc::gen::arbitrary<bool>()) terms.quantity_change = QuantityChange::daily;
  terms.retro_credit = RetroCredit::always;
  Terms free_to_go = terms;
  free_to_go.commitment_months = 0;
  CatalogFile file = catalog_of("big", terms, "50.00") + catalog_of("mini", free_to_go, "1.00") +
                     catalog_of("grand", free_to_go, "60.00");
  file.discounts.push_back(percent_off("HALF", "50", 3));
  file.discounts.push_back(percent_off("TENTH", "10"));
  const auto mailboxes = *rc::gen::inRange<std::int64_t>(0, 9);
  std::vector<BoundWord> sayings(*rc::gen::inRange<std::size_t>(0, 6));
  for (BoundWord& saying : sayings) saying = any_bound_word();
  const Date leaves = day("2026-01-02") + *rc::gen::inRange(0, 360);
  const std::int64_t left = billed_bound(file, mailboxes, sayings, leaves);
  RC_ASSERT(left >= billed_bound(file, mailboxes, {}, std::nullopt) - 6);  // a line's rounding each
  RC_ASSERT(left <= billed_bound(file, mailboxes, sayings, std::nullopt) + 6);
}
