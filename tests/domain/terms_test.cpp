#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "msp/catalog_keys.h"
#include "msp/term_rules.h"
#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

Lines keys_refused(const Terms& terms) {
  Lines keys;
  for (const TermProblem& problem : problems_of(terms)) keys.push_back(problem.key);
  return keys;
}

Lines keys_after(Terms terms, const std::function<void(Terms&)>& change) {
  change(terms);
  return keys_refused(terms);
}

std::string named(const Terms& terms, std::string_view name) {
  for (const NamedTerm& term : named_terms(terms)) {
    if (term.name == name) return term.value;
  }
  return "absent";
}

}  // namespace

TEST_CASE("What a catalog leaves out depends on basis and timing", "[terms]") {
  const Terms mailbox = Terms::defaults(Basis::mailbox, {});
  CHECK(mailbox.timing == Timing::advance);
  CHECK(mailbox.measure == Measure::at_start);
  CHECK(mailbox.billing_day == read<BillingDay>("1"));
  CHECK(mailbox.first_period == Partial::free);
  CHECK(mailbox.last_period == Partial::full);
  CHECK(mailbox.quantity_change == QuantityChange::next_period);
  CHECK(mailbox.day_count == DayCount::actual);
  CHECK(mailbox.refund == Refund::never);
  CHECK(mailbox.retro_credit == RetroCredit::never);
  CHECK(mailbox.cancel_counts_from == CancelCountsFrom::received);
  CHECK(mailbox.notice.empty());
  CHECK_FALSE(mailbox.tax);
  CHECK_FALSE(mailbox.trial);
  const Terms activity = Terms::defaults(Basis::activity, {});
  CHECK(activity.timing == Timing::arrears);
  CHECK(activity.measure == Measure::at_end);
  CHECK(Terms::defaults(Basis::flat, Timing::arrears).measure == Measure::at_end);
}

TEST_CASE("The three vendors' plans hold no contradiction", "[terms]") {
  CHECK(keys_refused(guard_terms()) == Lines{});
  CHECK(keys_refused(exchange_terms()) == Lines{});
  CHECK(keys_refused(core_terms()) == Lines{});
}

TEST_CASE("A number of days is one that a calendar has room for", "[terms]") {
  const auto keeps = [](std::int64_t days) {
    return keys_after(guard_terms(), [days](Terms& t) { t.retention_days = days; });
  };
  CHECK(keeps(36'500) == Lines{});
  CHECK(keeps(36'501) == Lines{"retention_days"});
  CHECK(keeps(std::numeric_limits<std::int64_t>::max()) == Lines{"retention_days"});
}

TEST_CASE("Contradictions are found by key", "[terms]") {
  CHECK(keys_after(core_terms(), [](Terms& t) {
          t.timing = Timing::advance;
          t.measure = Measure::at_start;
        }) == Lines{"timing"});
  CHECK(keys_after(exchange_terms(), [](Terms& t) { t.measure = Measure::at_end; }) ==
        Lines{"measure"});
  CHECK(keys_after(exchange_terms(), [](Terms& t) { t.measure = Measure::peak; }) ==
        Lines{"measure"});
  CHECK(keys_after(exchange_terms(), [](Terms& t) {
          t.pairing = Pairing{1, 2};
        }) == Lines{"pairing"});
  CHECK(keys_after(guard_terms(), [](Terms& t) { t.trial->decision_months = 0; }) ==
        Lines{"trial.decision_months"});
  CHECK(keys_after(exchange_terms(), [](Terms& t) { t.trial->decision_months = 1; }) ==
        Lines{"trial.decision_months"});
  CHECK(keys_after(guard_terms(), [](Terms& t) {
          t.trial->length = read<TrialLength>("until-billing-day");
        }) == Lines{"trial.length"});
  CHECK(keys_after(guard_terms(), [](Terms& t) {
          t.notice = {{std::nullopt, 1}, {12, 6}};
        }) == Lines{"notice"});
  CHECK(keys_after(guard_terms(), [](Terms& t) {
          t.notice = {{12, 1}, {12, 6}};
        }) == Lines{"notice"});
}

TEST_CASE("Terms that say opposite things are refused by the key at fault", "[terms]") {
  const auto keys = [](const Terms& terms, const std::function<void(Terms&)>& change) {
    return keys_after(terms, change);
  };
  CHECK(keys(guard_terms(), [](Terms& t) { t.refund = Refund::prorated; }) == Lines{"refund"});
  CHECK(keys(guard_terms(), [](Terms& t) {
          t.quantity_change = QuantityChange::daily;
          t.measure = Measure::peak;
        }) == Lines{"measure"});
  CHECK(keys(exchange_terms(), [](Terms& t) {
          t.basis = Basis::flat;
          t.quantity_change = QuantityChange::daily;
        }) == Lines{"quantity_change"});
  CHECK(keys(exchange_terms(), [](Terms& t) {
          t.free_while_reselling = true;
          t.third_party_licensed = true;
        }) == Lines{"free_while_reselling"});
  CHECK(keys(exchange_terms(), [](Terms& t) { t.setup_fee = decimal("-1.00"); }) ==
        Lines{"setup_fee"});
  CHECK(keys(exchange_terms(), [](Terms& t) { t.commitment_months = 1201; }) ==
        Lines{"commitment_months"});
}

TEST_CASE("Every term that stands alone is accepted", "[terms]") {
  const std::vector<std::function<void(Terms&)>> changes{
      [](Terms& t) { t.quantity_change = QuantityChange::daily; },
      [](Terms& t) { t.refund = Refund::prorated; },
      [](Terms& t) { t.refund = Refund::full; },
      [](Terms& t) { t.retro_credit = RetroCredit::always; },
      [](Terms& t) { t.setup_fee = decimal("10.00"); },
      [](Terms& t) { t.commitment_months = 12; },
      [](Terms& t) { t.early_termination = EarlyTermination::none; },
      [](Terms& t) { t.contract_required = true; },
      [](Terms& t) { t.sales_only = true; },
      [](Terms& t) { t.free_while_reselling = true; },
      [](Terms& t) { t.third_party_licensed = true; }};
  for (const auto& change : changes) CHECK(keys_after(exchange_terms(), change) == Lines{});
}

TEST_CASE("X1: an agreement sets terms differently, by name and as typed", "[terms]") {
  const auto terms = with_overrides(guard_terms(), {{"first_period", "daily"},
                                                    {"billing_day", "1"},
                                                    {"trial.length", "14 days"},
                                                    {"trial.decision_months", "2"},
                                                    {"tax", "reverse"},
                                                    {"contract_required", "true"},
                                                    {"setup_fee", "99.50"}});
  REQUIRE(terms);
  CHECK(terms->first_period == Partial::daily);
  CHECK(terms->billing_day.day() == 1);
  CHECK(terms->trial->length.days() == 14);
  CHECK(terms->trial->decision_months == 2);
  CHECK(terms->tax == read<TaxId>("reverse"));
  CHECK(terms->contract_required);
  CHECK(terms->setup_fee == decimal("99.5"));
  Terms rest = *terms;
  rest.first_period = Partial::free;
  CHECK(rest.last_period == guard_terms().last_period);
  CHECK(*with_overrides(guard_terms(), {}) == guard_terms());
}

TEST_CASE("X1: what is no term, or no value of it, is refused", "[terms]") {
  const auto code = [](const Terms& terms, std::string term, std::string value) {
    const auto result = with_overrides(terms, {{std::move(term), std::move(value)}});
    return result ? std::string("taken") : result.refusal().code;
  };
  CHECK(code(guard_terms(), "", "1") == "term.unknown");
  CHECK(code(guard_terms(), "trial", "1") == "term.unknown");
  CHECK(code(guard_terms(), "trial.", "1") == "term.unknown");
  CHECK(code(guard_terms(), "First_period", "free") == "term.unknown");
  CHECK(code(defens_x().plans.front().terms, "pairing.devices", "1") == "term.unknown");
  CHECK(code(guard_terms(), "first_period", "") == "term.malformed");
  CHECK(code(guard_terms(), "first_period", "Free") == "term.malformed");
  CHECK(code(guard_terms(), "payment_terms_days", "010") == "term.malformed");
  CHECK(code(guard_terms(), "billing_day", "32") == "term.malformed");
  CHECK(code(guard_terms(), "contract_required", "yes") == "term.malformed");
  CHECK(code(guard_terms(), "notice", "1") == "term.malformed");
}

TEST_CASE("Terms are listed by name, lists joined", "[terms]") {
  CHECK(named(guard_terms(), "billing_day") == "group");
  CHECK(named(guard_terms(), "trial.length") == "30 days");
  CHECK(named(guard_terms(), "trial.needs") == "sales-rep; monthly-total");
  CHECK_THAT(named(guard_terms(), "notice"),  // both steps, in order
             Catch::StartsWith("1 month") && Catch::Contains("12 months of tenure; 6 month"));
  CHECK(named(exchange_terms(), "tax") == "absent");
  CHECK(named(exchange_terms(), "contract_required") == "false");
  CHECK(named(core_terms(), "pairing.personal") == "2");
}

TEST_CASE("A billing day is the group's or one of 31", "[terms]") {
  for (const std::string text : {"group", "1", "15", "31"}) {
    CHECK(read<BillingDay>(text).text() == text);
  }
  for (const std::string text : {"", "0", "32", "01", "+1", "1 ", "Group", "last"}) {
    CHECK_FALSE(BillingDay::from_text(text));
  }
}

TEST_CASE("The length of a trial is days, until the billing day, or the order's", "[terms]") {
  for (const std::string text : {"30 days", "1 days", "until-billing-day", "per-order"}) {
    CHECK(read<TrialLength>(text).text() == text);
  }
  for (const std::string text :
       {"", "30", "0 days", "030 days", " days", "30  days", "30 Days", "1e3 days", "-1 days"}) {
    CHECK_FALSE(TrialLength::from_text(text));
  }
}

TEST_CASE("Terms hold as agreed, or as the plan's version of the day says", "[terms]") {
  Given given(exchange_defender());
  CatalogFile file = exchange_defender();
  file.plans.front().version_from = day("2026-05-01");
  file.plans.front().terms.payment_terms_days = 30;
  given.has("2026-01-01", file);
  PlaceOrder order = order_of("exchange-mailbox", 10);
  order.overrides = {{"first_period", "daily"}};
  given.has("2026-03-10", order);
  const Subscription& subscription = *given.customer.subscription(1);
  const auto on = [&](std::string_view date) {
    return *terms_on(given.customer, subscription, given.catalog, day(date));
  };
  CHECK(on("2026-04-30").payment_terms_days == 14);
  CHECK(on("2026-05-01").payment_terms_days == 30);
  CHECK(on("2026-05-01").first_period == Partial::daily);
  CHECK(on("2020-01-01").payment_terms_days == 14);
  CHECK_THROWS_AS(terms_on(given.customer, subscription, Catalog{}, day("2026-05-01")), Fault);
}
