// What an order has to bring for the plan's terms and its discount codes (MISSION X2, X7).
#include <catch2/catch.hpp>

#include "msp/term_rules.h"
#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Lines told_of(const CatalogFile& file, const PlaceOrder& order) {
  Given given(file);
  return said(given.when("2026-04-01", order));
}

bool is_taken(const Lines& lines) { return lines.size() > 1; }

PlaceOrder with_codes(std::initializer_list<std::string_view> codes) {
  PlaceOrder order = order_of("flat");
  for (const std::string_view code : codes) order.discounts.push_back(read<DiscountId>(code));
  return order;
}

DiscountPublished amount_off(std::string_view code, std::string_view currency) {
  DiscountPublished discount;
  discount.code = read<DiscountId>(code);
  discount.amount = decimal("5.00");
  discount.currency = read<Currency>(currency);
  return discount;
}

CatalogFile with_discounts() {
  CatalogFile file = catalog_of("flat", Terms::defaults(Basis::flat, Timing::advance), "30.00");
  DiscountPublished spring = percent_off("SPRING", "10");
  spring.valid_from = day("2026-04-01");
  spring.valid_through = day("2026-04-01");
  DiscountPublished winter = percent_off("WINTER", "10");
  winter.valid_through = day("2026-03-31");
  DiscountPublished summer = percent_off("SUMMER", "10");
  summer.valid_from = day("2026-04-02");
  file.discounts = {spring, winter, summer, amount_off("EURO", "EUR"), amount_off("DOLLAR", "USD")};
  return file;
}

}  // namespace

TEST_CASE("X7: what only sales sells needs a sales reference", "[order][terms]") {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.sales_only = true;
  PlaceOrder order = order_of("server");
  CHECK(told_of(catalog_of("server", terms, "100.00"), order) == Lines{"order.sales_only"});
  order.sales_ref = "S-17";
  CHECK(is_taken(told_of(catalog_of("server", terms, "100.00"), order)));
}

TEST_CASE("X7: what needs a contract is not ordered without one", "[order][terms]") {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.contract_required = true;
  PlaceOrder order = order_of("server");
  CHECK(told_of(catalog_of("server", terms, "100.00"), order) == Lines{"order.contract_required"});
  order.contract = "cabinet 3";
  Given given(catalog_of("server", terms, "100.00"));
  CHECK(only<AgreementMade>(given.when("2026-04-01", order)).contract == "cabinet 3");
}

TEST_CASE("X2: a code counts on the order dates it is for, in the plan's currency, once",
          "[order][discount]") {
  CHECK(is_taken(told_of(with_discounts(), with_codes({"SPRING", "EURO"}))));
  CHECK(told_of(with_discounts(), with_codes({"SPRIN"})) == Lines{"discount.unknown"});
  CHECK(told_of(with_discounts(), with_codes({"WINTER"})) == Lines{"discount.expired"});
  CHECK(told_of(with_discounts(), with_codes({"SUMMER"})) == Lines{"discount.not_yet"});
  CHECK(told_of(with_discounts(), with_codes({"DOLLAR"})) == Lines{"discount.currency"});
  CHECK(told_of(with_discounts(), with_codes({"EURO", "SPRING", "EURO"})) ==
        Lines{"discount.twice"});
}

TEST_CASE("X2: an agreement keeps what its codes meant on the day of the order",
          "[order][discount]") {
  Given given(with_discounts());
  given.has("2026-04-01", with_codes({"EURO", "SPRING"}));
  CatalogFile later;
  later.discounts = {percent_off("SPRING", "50")};
  given.has("2026-04-02", later);
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-04-01 recurring 2026-04-01..2026-04-30 30.00",
              "2026-04-01 discount 2026-04-01..2026-04-30 -5.00",
              "2026-04-01 discount 2026-04-01..2026-04-30 -2.50",
              "2026-05-01 recurring 2026-05-01..2026-05-31 30.00",
              "2026-05-01 discount 2026-05-01..2026-05-31 -5.00",
              "2026-05-01 discount 2026-05-01..2026-05-31 -2.50"});
}

TEST_CASE("D11: a count more than ten times as high has to be confirmed", "[mailbox][terms]") {
  Given given(exchange_defender());
  given.has("2026-04-01", order_of("exchange-mailbox", 10));
  CHECK(said(given.when("2026-04-02", SetMailboxCount{1, 101})) == Lines{"mailboxes.unusual"});
  Request confirmed = asked("2026-04-02");
  confirmed.confirmed = true;
  CHECK(said(given.when(confirmed, SetMailboxCount{1, 101})) ==
        Lines{"mailbox_count_set 2026-04-02"});
  CHECK(said(given.when("2026-04-03", SetMailboxCount{1, 1010})) ==
        Lines{"mailbox_count_set 2026-04-03"});
  CHECK(said(given.when("2026-04-04", SetMailboxCount{1, 0})) ==
        Lines{"mailbox_count_set 2026-04-04"});
  CHECK(said(given.when("2026-04-05", SetMailboxCount{1, 9999})) ==
        Lines{"mailbox_count_set 2026-04-05"});  // of nothing, nothing is ten times as many
}

TEST_CASE("Numbers of days and months beyond all reason are refused by key", "[terms]") {
  const auto key = [](const std::function<void(Terms&)>& change) {
    Terms terms = guard_terms();
    change(terms);
    Lines keys;
    for (const TermProblem& problem : problems_of(terms)) keys.push_back(problem.key);
    return keys;
  };
  CHECK(key([](Terms& t) { t.payment_terms_days = 4294967310; }) == Lines{"payment_terms_days"});
  CHECK(key([](Terms& t) { t.trial->decision_months = 4294967297; }) ==
        Lines{"trial.decision_months"});
  CHECK(key([](Terms& t) { t.notice = {{std::nullopt, 4294967297}}; }) == Lines{"notice"});
  Terms terms = exchange_terms();
  terms.trial->length = read<TrialLength>("per-order");
  PlaceOrder order = trial_of("mail", 10);
  for (const std::int64_t days : {std::int64_t{0}, std::int64_t{3651}, std::int64_t{4294967310}}) {
    order.trial_days = days;
    CHECK(told_of(catalog_of("mail", terms, "1.00"), order) == Lines{"trial.length"});
  }
}
