// Own software, free for as long as the company resells (MISSION X6).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Terms own_terms(Timing timing, RetroCredit retro = RetroCredit::always) {
  Terms terms = Terms::defaults(Basis::flat, timing);
  terms.free_while_reselling = true;
  terms.retro_credit = retro;
  return terms;
}

/// An own program at 10.00 and a service to resell at 50.00, with a trial of 14 days.
CatalogFile own_and_resold(const Terms& own) {
  Terms resold = Terms::defaults(Basis::flat, Timing::advance);
  resold.third_party_licensed = true;
  resold.trial = TrialTerms{};
  resold.trial->length = read<TrialLength>("14 days");
  return catalog_of("own", own, "10.00") + catalog_of("resold", resold, "50.00");
}

/// The lines of subscription 1, the own program.
Lines of_own(const std::vector<InvoiceIssued>& documents) {
  Lines lines;
  for (const InvoiceIssued& document : documents) {
    for (const InvoiceLine& line : document.lines) {
      if (line.subscription == 1) lines.push_back(printed(line, document.currency));
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("X6: in advance the first day of a period decides, notice included",
          "[billing][reselling]") {
  Given given(own_and_resold(own_terms(Timing::advance)));
  given.has("2026-03-01", order_of("own"));
  given.has("2026-03-10", order_of("resold"));
  given.has("2026-04-30", CancelSubscription{2});  // served through 30 April: in notice that day
  CHECK(of_own(given.run("2026-05-01")) ==
        Lines{"recurring 2026-03-01..2026-03-31 10.00", "recurring 2026-05-01..2026-05-31 10.00"});
}

TEST_CASE("X6: in arrears the day after the last decides", "[billing][reselling]") {
  Given given(own_and_resold(own_terms(Timing::arrears)));
  given.has("2026-03-01", order_of("own"));
  given.has("2026-04-01", order_of("resold"));
  given.has("2026-04-29", CancelSubscription{2});
  CHECK(of_own(given.run("2026-05-01")) == Lines{"recurring 2026-04-01..2026-04-30 10.00"});
}

TEST_CASE("X6: a trial resells nothing yet, and own software frees no own software",
          "[billing][reselling]") {
  Given given(own_and_resold(own_terms(Timing::advance)) +
              catalog_of("other", own_terms(Timing::advance), "20.00"));
  given.has("2026-03-01", order_of("own"));
  given.has("2026-03-01", order_of("other"));
  given.has("2026-03-25", trial_of("resold"));  // until 7 April
  CHECK(of_own(given.run("2026-05-01")) ==
        Lines{"recurring 2026-03-01..2026-03-31 10.00", "recurring 2026-04-01..2026-04-30 10.00"});
}

TEST_CASE("X6, decision 8: a service ordered late frees what was billed meanwhile",
          "[billing][reselling][late]") {
  const auto orders = [](RetroCredit retro, const PlaceOrder& order) {
    Given given(own_and_resold(own_terms(Timing::advance, retro)));
    given.has("2026-04-01", order_of("own"));
    given.run("2026-05-01");
    given.has(effective("2026-05-20", "2026-04-10"), order);
    Lines lines = of_own(given.run("2026-06-01"));
    for (const CreditForgone& forgone : given.given_up) {
      lines.push_back("forgone " + std::to_string(forgone.retro_credit));
    }
    return lines;
  };
  const Lines credited{"adjustment 2026-05-01..2026-05-31 -10.00 corrects 2/1"};
  CHECK(orders(RetroCredit::always, order_of("resold")) == credited);
  CHECK(orders(RetroCredit::always, trial_of("resold")) == credited);  // active on 24 April
  CHECK(orders(RetroCredit::never, order_of("resold")) == Lines{"forgone 1000"});
  CHECK(orders(RetroCredit::never, trial_of("resold")) == Lines{"forgone 1000"});
}

TEST_CASE("X6: in arrears a service ordered late for the billing day frees the period before it",
          "[billing][reselling][late]") {
  Given given(own_and_resold(own_terms(Timing::arrears)));
  given.has("2026-04-01", order_of("own"));
  given.run("2026-05-01");
  given.has(effective("2026-05-03", "2026-05-01"), order_of("resold"));
  CHECK(of_own(given.run("2026-06-01")) ==
        Lines{"adjustment 2026-04-01..2026-04-30 -10.00 corrects 1/1"});
}

TEST_CASE("X6: a trial converted late resells from the day of the yes",
          "[billing][reselling][late][trial]") {
  CatalogFile file = own_and_resold(own_terms(Timing::advance));
  file.plans.back().terms.trial->convert_bills_from = ConvertBillsFrom::trial_end;
  Given given(file);
  given.has("2026-04-01", order_of("own"));
  given.has("2026-04-25", trial_of("resold"));  // until 8 May
  given.run("2026-05-01");
  given.has(effective("2026-05-03", "2026-04-30"), ConvertTrial{2});
  CHECK(of_own(given.run("2026-06-01")) ==
        Lines{"adjustment 2026-05-01..2026-05-31 -10.00 corrects 2/1"});
}

TEST_CASE("X6: the month of decision is free while reselling as well",
          "[billing][reselling][trial]") {
  Terms own = own_terms(Timing::arrears);
  own.trial = TrialTerms{};
  own.trial->length = read<TrialLength>("14 days");
  own.trial->on_end = TrialEnd::await_decision;
  own.trial->decision_months = 1;
  const auto decision_of = [&own](bool resells) {
    Given given(own_and_resold(own));
    given.has("2026-03-01", trial_of("own"));  // to decide until 15 April
    if (resells) given.has("2026-04-01", order_of("resold"));
    return of_own(given.run("2026-05-01"));
  };
  CHECK(decision_of(false) == Lines{"decision-period 2026-03-15..2026-04-14 10.00 free_rider"});
  CHECK(decision_of(true) == Lines{});
}
