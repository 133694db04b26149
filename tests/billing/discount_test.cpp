// Discount codes of an agreement (MISSION X2).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

DiscountPublished amount_off(std::string_view code, std::string_view amount) {
  DiscountPublished discount;
  discount.code = read<DiscountId>(code);
  discount.amount = decimal(amount);
  discount.currency = read<Currency>("EUR");
  return discount;
}

/// What 30.00 a month in advance on the 1st bills with these codes.
Lines discounted(std::initializer_list<std::string_view> codes, std::string_view from,
                 std::string_view through) {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.first_period = Partial::daily;
  CatalogFile file = catalog_of("flat", terms, "30.00");
  file.discounts = {percent_off("TEN", "10"), percent_off("QUARTER", "25", 3),
                    amount_off("FIVE", "5.00"), amount_off("FORTY", "40.00")};
  Given given(file);
  PlaceOrder order = order_of("flat");
  for (const std::string_view code : codes) order.discounts.push_back(read<DiscountId>(code));
  given.has(from, order);
  Lines lines;
  for (const InvoiceIssued& invoice : given.run(through)) {
    lines.push_back(invoice.billed_on.text() + " " + amount_text(invoice.net, invoice.currency));
  }
  return lines;
}

}  // namespace

TEST_CASE("X2: each discount is of what the one before it left", "[billing][discount]") {
  CHECK(discounted({"FIVE", "TEN"}, "2026-04-01", "2026-04-01") == Lines{"2026-04-01 22.50"});
  CHECK(discounted({"TEN", "FIVE"}, "2026-04-01", "2026-04-01") == Lines{"2026-04-01 22.00"});
}

TEST_CASE("X2: an amount off shrinks with the part of the month", "[billing][discount]") {
  // 15 of 30 days: 15.00 less 2.50, less 1.25.
  CHECK(discounted({"FIVE", "TEN"}, "2026-04-16", "2026-04-16") == Lines{"2026-04-16 11.25"});
}

TEST_CASE("X2: three months reach the periods that start before the first day plus three months",
          "[billing][discount]") {
  // From 16 April: half of 30.00 less 3.75; May, June and July less 7.50; August is the fourth.
  CHECK(discounted({"QUARTER"}, "2026-04-16", "2026-08-01") ==
        Lines{"2026-04-16 11.25", "2026-05-01 22.50", "2026-06-01 22.50", "2026-07-01 22.50",
              "2026-08-01 30.00"});
  CHECK(discounted({"QUARTER"}, "2026-04-01", "2026-07-01") ==
        Lines{"2026-04-01 22.50", "2026-05-01 22.50", "2026-06-01 22.50", "2026-07-01 30.00"});
}

TEST_CASE("Decision 10: a discount beyond the price leaves nothing, and no document",
          "[billing][discount]") {
  CHECK(discounted({"FORTY"}, "2026-04-01", "2026-05-01") == Lines{});
  CHECK(discounted({"FORTY", "FIVE"}, "2026-04-01", "2026-05-01") == Lines{});
}

TEST_CASE("Decision 33: a corrected charge has its discount corrected with it, and names itself",
          "[billing][discount][daily]") {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.quantity_change = QuantityChange::daily;
  CatalogFile file = catalog_of("mail", terms, "3.00");
  file.discounts = {percent_off("TEN", "10")};
  Given given(file);
  PlaceOrder order = order_of("mail", 10);
  order.discounts = {read<DiscountId>("TEN")};
  given.has("2026-04-01", order);
  given.run("2026-04-01");
  given.has("2026-04-16", SetMailboxCount{1, 20});
  // Half a month of 10 more is 15.00, less 1.50.
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 13.50 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 60.00",
              "2026-05-01 discount 2026-05-01..2026-05-31 -6.00"});
}
