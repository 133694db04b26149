// The three vendors' plans as samples, and orders for them that lack nothing.
#pragma once

#include <string>
#include <string_view>

#include "given.h"

namespace msp::test {

/// A catalog of one plan at one price, on sale since `from`.
inline CatalogFile catalog_of(std::string_view id, const Terms& terms, std::string_view amount,
                              std::string_view currency = "EUR",
                              std::string_view from = "2000-01-01") {
  CatalogFile file;
  file.plans.push_back({plan(id), std::string(id), day(from), terms});
  file.prices.push_back(
      {plan(id), day(from), decimal(amount), 1, read<Currency>(currency), AppliesTo::fresh});
  return file;
}

inline CatalogFile operator+(CatalogFile a, const CatalogFile& b) {
  a.plans.insert(a.plans.end(), b.plans.begin(), b.plans.end());
  a.prices.insert(a.prices.end(), b.prices.begin(), b.prices.end());
  a.taxes.insert(a.taxes.end(), b.taxes.begin(), b.taxes.end());
  a.discounts.insert(a.discounts.end(), b.discounts.begin(), b.discounts.end());
  return a;
}

/// A tax class with one rate.
inline TaxPublished tax_of(std::string_view id, std::string_view percent,
                           std::string_view from = "2000-01-01") {
  return {read<TaxId>(id), "VAT", {{day(from), decimal(percent), "S", ""}}};
}

/// A code for so many percent, for so many months.
inline DiscountPublished percent_off(std::string_view code, std::string_view percent,
                                     std::optional<std::int64_t> months = {}) {
  DiscountPublished discount;
  discount.code = read<DiscountId>(code);
  discount.percent = decimal(percent);
  discount.months = months;
  return discount;
}

inline Terms guard_terms() {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  terms.billing_day = BillingDay::group();
  terms.first_period = Partial::free;
  terms.last_period = Partial::daily;
  terms.measure = Measure::at_end;
  terms.notice = {{12, 1}, {std::nullopt, 6}};
  terms.tax = read<TaxId>("fi-standard");
  TrialTerms trial;
  trial.length = read<TrialLength>("30 days");
  trial.starts = TrialStart::connected;
  trial.on_end = TrialEnd::await_decision;
  trial.decision_months = 1;
  trial.undecided = Undecided::activate;
  trial.decision_period = DecisionPeriod::charge;
  trial.convert_bills_from = ConvertBillsFrom::trial_end;
  trial.needs = {TrialNeed::sales_rep, TrialNeed::monthly_total};
  terms.trial = trial;
  return terms;
}

/// D-Fence: by mailbox, in arrears, by invoicing group, with a month to decide after the trial.
inline CatalogFile d_fence() {
  CatalogFile file = catalog_of("guard", guard_terms(), "4.00", "EUR", "2024-01-01");
  file.taxes.push_back(tax_of("fi-standard", "24", "2013-01-01"));
  file.taxes.back().rates.push_back({day("2024-09-01"), decimal("25.5"), "S", ""});
  return file;
}

inline Terms exchange_terms() {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::advance);
  terms.first_period = Partial::free;
  terms.last_period = Partial::full;
  terms.measure = Measure::at_start;
  TrialTerms trial;
  trial.length = read<TrialLength>("until-billing-day");
  terms.trial = trial;
  return terms;
}

/// ExchangeDefender: by mailbox, in advance on the 1st, with a trial until then.
inline CatalogFile exchange_defender() {
  return catalog_of("exchange-mailbox", exchange_terms(), "9.00", "USD", "2024-01-01");
}

inline Terms core_terms() {
  Terms terms = Terms::defaults(Basis::activity, Timing::arrears);
  terms.pairing = Pairing{1, 2};
  TrialTerms trial;
  trial.length = read<TrialLength>("30 days");
  trial.convert_bills_from = ConvertBillsFrom::conversion;
  terms.trial = trial;
  return terms;
}

/// DefensX: by activity, in arrears on the 1st.
inline CatalogFile defens_x() {
  return catalog_of("core", core_terms(), "2.50", "EUR", "2024-01-01") +
         catalog_of("core-plus", core_terms(), "4.00", "EUR", "2024-01-01");
}

inline PlaceOrder order_of(std::string_view id, std::optional<std::int64_t> mailboxes = {}) {
  return {.plan = plan(id),
          .name = "Acme Oy",
          .contact_email = "desk@acme.example",
          .billing_address = "Mannerheimintie 1, Helsinki",
          .country = "FI",
          .accepted_terms = "2026-01",
          .mailboxes = mailboxes,
          .channel = "mail"};
}

inline PlaceOrder trial_of(std::string_view id, std::optional<std::int64_t> mailboxes = {}) {
  PlaceOrder order = order_of(id, mailboxes);
  order.trial = true;
  order.sales_rep = "rep@partner.example";
  order.monthly_total = decimal("100.00");
  return order;
}

/// A D-Fence trial of 25 mailboxes, connected on `date`: group 15 from 1 to 14 of a month.
inline Given guard_trial(std::string_view date = "2026-01-10") {
  Given given(d_fence());
  given.has(date, trial_of("guard", 25));
  given.has(date, RecordStep{1, OnboardingStep::connected});
  return given;
}

}  // namespace msp::test
