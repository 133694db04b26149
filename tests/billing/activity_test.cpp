// Activity billed by the calendar month, in arrears (MISSION S1, S2, S6, decision 12).
#include <catch2/catch.hpp>

#include <algorithm>

#include "msp/term_rules.h"
#include "support/plans.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;
using Invoices = std::vector<InvoiceIssued>;
using Lines = std::vector<std::string>;

namespace {

const Month march = *Month::from_text("2026-03");

Given core_since(std::string_view date) {
  Given given(defens_x());
  given.has(date, order_of("core"));
  return given;
}

/// `activity 2 x 2.5 = 5.00, 2026-03-01 to 2026-03-31`
std::string told(const InvoiceLine& line) {
  return std::string(word(line.kind)) + " " + std::to_string(line.quantity) + " x " +
         line.unit_price.text() + " = " + amount_text(line.net, Currency{}) + ", " +
         line.start.text() + " to " + line.period().through().text();
}

Lines lines_of(const Invoices& invoices) {
  Lines lines;
  for (const InvoiceIssued& invoice : invoices) {
    for (const InvoiceLine& line : invoice.lines) lines.push_back(told(line));
  }
  return lines;
}

/// A user on one business and two personal devices, and a device that is nobody's.
void vendor_example(Given& given) {
  given.seen("2026-03-02", "anna", "desk", DeviceKind::business);
  given.seen("2026-03-03", "anna", "pad", DeviceKind::personal);
  given.seen("2026-03-30", "anna", "phone", DeviceKind::personal);
  given.seen("2026-03-09", "", "kiosk", DeviceKind::business);
}

}  // namespace

TEST_CASE("S2: a user with devices and an unpaired device are 2 units, on the 1st after the month",
          "[activity]") {
  Given given = core_since("2026-03-01");
  vendor_example(given);
  CHECK(given.run("2026-03-31").empty());
  const Invoices invoices = given.run("2026-04-01");
  CHECK(lines_of(invoices) == Lines{"activity 2 x 2.5 = 5.00, 2026-03-01 to 2026-03-31"});
  CHECK(steps_of(invoices[0].lines[0]) ==
        Lines{"units 2", "unit_price 2.50", "exact 5.00", "rounded 5.00"});
  CHECK(invoices[0].lines[0].component == LineKind::activity);
  CHECK(invoices[0].lines[0].units_digest.has_value());
  CHECK(given.run("2026-04-01").empty());
}

TEST_CASE("S2: a third personal device makes it 3 units", "[activity]") {
  Given given = core_since("2026-03-01");
  vendor_example(given);
  given.seen("2026-03-31", "anna", "watch", DeviceKind::personal);
  CHECK(lines_of(given.run("2026-04-01")) ==
        Lines{"activity 3 x 2.5 = 7.50, 2026-03-01 to 2026-03-31"});
}

TEST_CASE("S1: nobody seen, no line and no invoice; a missed run catches up month by month",
          "[activity]") {
  Given given = core_since("2026-02-10");
  given.seen("2026-03-19", "anna");
  given.seen("2026-05-02", "anna");
  CHECK(lines_of(given.run("2026-06-15")) ==
        Lines{"activity 1 x 2.5 = 2.50, 2026-03-01 to 2026-03-31",
              "activity 1 x 2.5 = 2.50, 2026-05-01 to 2026-05-31"});
  CHECK(given.invoices[0].billed_on == day("2026-04-01"));
  CHECK(given.invoices[1].billed_on == day("2026-06-01"));
  CHECK(given.run("2026-07-01").empty());
}

TEST_CASE("S1: active through 19 March and from 19 April costs March and April, whole",
          "[activity]") {
  Given given = core_since("2026-03-01");
  given.seen("2026-03-01", "anna");
  given.seen("2026-03-19", "anna");
  given.seen("2026-04-19", "anna");
  CHECK(lines_of(given.run("2026-05-01")) ==
        Lines{"activity 1 x 2.5 = 2.50, 2026-03-01 to 2026-03-31",
              "activity 1 x 2.5 = 2.50, 2026-04-01 to 2026-04-30"});
}

TEST_CASE("S6: of 5 seen in November 2 were seen only in the trial: 3 are billed, unprorated",
          "[activity][trial]") {
  Given given(defens_x());
  given.has("2026-10-16", trial_of("core"));  // 30 days: through 2026-11-14
  for (const auto* user : {"anna", "ben"}) given.seen("2026-11-14", user);
  for (const auto* user : {"cleo", "dora", "eva"}) {
    given.seen("2026-11-01", user);
    given.seen("2026-11-15", user);
  }
  CHECK(lines_of(given.run("2026-12-01")) ==
        Lines{"activity 3 x 2.5 = 7.50, 2026-11-15 to 2026-11-30"});
  CHECK(given.invoices[0].lines[0].full_period().start == day("2026-11-01"));
}

TEST_CASE("Decision 12: deactivated in mid-month, activity before bills, nothing after",
          "[activity]") {
  Given given = core_since("2026-03-01");
  given.seen("2026-03-10", "anna");
  given.seen("2026-03-15", "ben");
  given.has("2026-03-15", DeactivateCustomer{});
  CHECK(lines_of(given.run("2026-06-01")) ==
        Lines{"activity 1 x 2.5 = 2.50, 2026-03-01 to 2026-03-14"});
}

TEST_CASE("The plan on the first day of the month decides its price", "[activity]") {
  Given given = core_since("2026-03-01");
  for (const auto* date : {"2026-03-20", "2026-04-20"}) given.seen(date, "anna");
  given.has(effective("2026-03-10", "2026-03-15"), ChangePlan{1, plan("core-plus")});
  CHECK(lines_of(given.run("2026-05-01")) ==
        Lines{"activity 1 x 2.5 = 2.50, 2026-03-01 to 2026-03-31",
              "activity 1 x 4 = 4.00, 2026-04-01 to 2026-04-30"});
}

TEST_CASE("Tiers and discounts are taken of the units", "[activity]") {
  // 12 units, the first 10 at 2.50, two at 2.00: 25.00 + 4.00 = 29.00; 10 % of it 2.90.
  CatalogFile file = defens_x();
  Tiers tiers;
  tiers.steps = {{10, decimal("2.50")}, {std::nullopt, decimal("2.00")}};
  file.prices[0].tiers = tiers;
  file.discounts.push_back(percent_off("WELCOME10", "10"));
  Given given(file);
  PlaceOrder order = order_of("core");
  order.discounts = {read<DiscountId>("WELCOME10")};
  given.has("2026-03-01", order);
  for (int i = 0; i < 12; ++i) given.seen("2026-03-05", "user" + std::to_string(i));
  CHECK(lines_of(given.run("2026-04-01")) ==
        Lines{"activity 10 x 2.5 = 25.00, 2026-03-01 to 2026-03-31",
              "activity 2 x 2 = 4.00, 2026-03-01 to 2026-03-31",
              "discount 1 x -2.9 = -2.90, 2026-03-01 to 2026-03-31"});
}

TEST_CASE("What came in late is an adjustment on the next invoice, by all the units there are now",
          "[activity][late]") {
  Given given = core_since("2026-03-01");
  given.seen("2026-03-05", "anna");
  given.seen("2026-04-05", "anna");
  given.run("2026-04-01");
  given.seen("2026-03-31", "ben");
  given.seen("2026-03-31", "cleo");
  given.fold(UsageAdded{march}, "2026-03-01");
  given.customer.subscriptions[0].reopened_on = day("2026-04-10");
  CHECK(given.run("2026-04-30").empty());
  const Invoices invoices = given.run("2026-05-01");
  CHECK(lines_of(invoices) == Lines{"adjustment 3 x 2.5 = 5.00, 2026-03-01 to 2026-03-31",
                                    "activity 1 x 2.5 = 2.50, 2026-04-01 to 2026-04-30"});
  CHECK(invoices[0].lines[0].corrects == LineRef{"1", 1});
  CHECK(given.run("2026-06-01").empty());
}

TEST_CASE("Late activity of a month in which nobody was seen is charged like any other",
          "[activity][late]") {
  Given given = core_since("2026-03-01");
  given.seen("2026-04-05", "anna");
  given.run("2026-05-01");
  given.seen("2026-03-31", "ben");
  given.fold(UsageAdded{march}, "2026-03-01");
  CHECK(lines_of(given.run("2026-06-01")) ==
        Lines{"activity 1 x 2.5 = 2.50, 2026-03-01 to 2026-03-31"});
}

TEST_CASE("Late activity lowers nothing: two devices that turn out to be one user's stay billed",
          "[activity][late]") {
  Given given = core_since("2026-03-01");
  given.seen("2026-03-05", "", "pad", DeviceKind::personal);
  given.seen("2026-03-05", "", "phone", DeviceKind::personal);
  CHECK(lines_of(given.run("2026-04-01")) ==
        Lines{"activity 2 x 2.5 = 5.00, 2026-03-01 to 2026-03-31"});
  given.seen("2026-03-06", "anna", "pad", DeviceKind::personal);
  given.seen("2026-03-06", "anna", "phone", DeviceKind::personal);
  given.fold(UsageAdded{march}, "2026-03-01");
  CHECK(given.run("2026-06-01").empty());
}

TEST_CASE("A frozen month is billed by its counts, whatever is left of the detail", "[activity]") {
  Given given = core_since("2026-03-01");
  vendor_example(given);
  given.purge(march, day("2026-04-01"));
  const Invoices invoices = given.run("2026-04-01");
  CHECK(lines_of(invoices) == Lines{"activity 2 x 2.5 = 5.00, 2026-03-01 to 2026-03-31"});
  CHECK(invoices[0].lines[0].steps[0].event == given.customer.subscriptions[0].frozen[0].seq);
}

TEST_CASE("Contradictions of a plan by activity are named", "[activity][catalog]") {
  const auto keys = [](const Terms& terms) {
    Lines found;
    for (const TermProblem& problem : problems_of(terms)) found.push_back(problem.key);
    return found;
  };
  Terms terms = core_terms();
  CHECK(keys(terms).empty());
  terms.billing_day = BillingDay::group();
  terms.first_period = Partial::daily;
  terms.last_period = Partial::daily;
  terms.commitment_months = 12;
  CHECK(keys(terms) == Lines{"billing_day", "first_period", "last_period", "commitment_months"});
}

PROPERTY("Neither the order of what was seen nor saying it twice changes an invoice",
         "[activity]") {
  using Row = std::tuple<int, int, int>;  // day of March and April, user or none, device or none
  auto rows = *rc::gen::container<std::vector<Row>>(
      rc::gen::tuple(rc::gen::inRange(0, 61), rc::gen::inRange(0, 5), rc::gen::inRange(0, 6)));
  const auto billed = [](const std::vector<Row>& seen) {
    Given given = core_since("2026-03-01");
    for (const auto& [offset, user, device] : seen) {
      if (user == 0 && device == 0) continue;
      const auto kind = device % 2 == 0 ? DeviceKind::business : DeviceKind::personal;
      given.seen((day("2026-03-01") + offset).text(), user ? "u" + std::to_string(user) : "",
                 device ? "d" + std::to_string(device) : "",
                 device ? std::optional(kind) : std::nullopt);
    }
    return given.run("2026-05-01");
  };
  const Invoices once = billed(rows);
  rows.insert(rows.end(), rows.begin(), rows.end());
  std::reverse(rows.begin(), rows.end());
  RC_ASSERT(billed(rows) == once);
}

PROPERTY("A purge never changes what a later run bills", "[activity]") {
  const auto rows = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 92), rc::gen::inRange(0, 6)));
  const bool run_before = *rc::gen::arbitrary<bool>();
  const auto billed = [&](bool purges) {
    Given given = core_since("2026-03-10");
    for (const auto& [offset, user] : rows) {
      given.seen((day("2026-03-10") + offset).text(), "u" + std::to_string(user));
    }
    if (run_before) given.run("2026-04-01");
    if (purges) {
      given.purge(march, day("2026-05-01"));
      given.purge(march + 1, day("2026-05-01"));
    }
    given.run("2026-07-01");
    Lines lines;
    for (const InvoiceIssued& invoice : given.invoices) {
      for (const InvoiceLine& line : invoice.lines) {
        lines.push_back(told(line) + *line.units_digest);
      }
    }
    return lines;
  };
  RC_ASSERT(billed(true) == billed(false));
}
