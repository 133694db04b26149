#include "document.h"

#include <algorithm>

namespace msp {
namespace {

TaxTotal& total_of(std::vector<TaxTotal>& totals, const TaxRate& rate) {
  const auto same = [&rate](const TaxTotal& total) {
    return total.percent == rate.percent && total.category == rate.category &&
           total.reason == rate.reason && total.reason_code == rate.reason_code;
  };
  const auto found = std::find_if(totals.begin(), totals.end(), same);
  if (found != totals.end()) return *found;
  return totals.emplace_back(
      TaxTotal{rate.percent, rate.category, rate.reason, 0, 0, rate.reason_code});
}

/// That of all its services, if that is one.
std::optional<std::string> contract_of(const Customer& customer, const InvoiceIssued& document) {
  std::optional<std::string> contract;
  for (const InvoiceLine& line : document.lines) {
    const Subscription* subscription = customer.subscription(line.subscription);
    if (!subscription) return std::nullopt;
    const auto& changed = subscription->plan_on(line.start).contract;
    const auto& said = changed ? changed : customer.agreement_of(*subscription).contract;
    if (!said || (contract && contract != said)) return std::nullopt;
    contract = said;
  }
  return contract;
}

}  // namespace

void add_line(InvoiceIssued& document, InvoiceLine line, const std::optional<TaxRate>& tax) {
  if (tax) {
    line.tax_percent = tax->percent;
    line.tax_category = tax->category;
    TaxTotal& total = total_of(document.taxes, *tax);
    total.net = checked_add(total.net, line.net);
  }
  line.description = description_of(line.kind, *line.said);
  document.lines.push_back(std::move(line));
}

void add_corrected(InvoiceIssued& document, const std::string& number, Date issued_on) {
  const auto same = [&number](const CorrectedDocument& each) { return each.number == number; };
  if (std::any_of(document.corrects.begin(), document.corrects.end(), same)) return;
  document.corrects.push_back({number, issued_on});
}

void add_totals(InvoiceIssued& document, TaxBook* book) {
  document.net = document.tax = 0;
  for (const InvoiceLine& line : document.lines) document.net = checked_add(document.net, line.net);
  for (TaxTotal& total : document.taxes) {
    total.tax = book ? book->tax_of_total(document, total) : percent_of(total.net, total.percent);
    document.tax = checked_add(document.tax, total.tax);
  }
  document.gross = checked_add(document.net, document.tax);
  if (document.gross < 0) {
    document.kind = DocumentKind::credit_note;
    document.due_on = document.issued_on;
  }
}

Documents::Documents(const Customer& customer, const LedgerSettings& settings, Date issued_on)
    : customer_(customer), settings_(settings), issued_on_(issued_on) {}

InvoiceIssued& Documents::document_for(const Charge& charge) {
  const auto same = [&charge](const InvoiceIssued& document) {
    return document.billed_on == charge.bill_on && document.currency == charge.currency;
  };
  const auto found = std::find_if(documents_.begin(), documents_.end(), same);
  if (found != documents_.end()) return *found;
  InvoiceIssued& document = documents_.emplace_back();
  document.issued_on = issued_on_;
  document.due_on = issued_on_ + static_cast<std::int32_t>(charge.payment_terms_days);
  document.billed_on = charge.bill_on;
  document.currency = charge.currency;
  document.seller = settings_.seller_on(issued_on_);
  const CustomerDetailsSet& details = customer_.details_on(issued_on_);
  document.buyer = {details.name, details.billing_address, details.country, details.vat_id,
                    details.party};
  return document;
}

void Documents::add(const Charge& charge, TaxedLine taxed) {
  InvoiceIssued& document = document_for(charge);
  if (taxed.corrected_of) add_corrected(document, taxed.line.corrects->number, *taxed.corrected_of);
  add_line(document, std::move(taxed.line), taxed.tax);
}

std::vector<InvoiceIssued> Documents::take(std::optional<TaxBook> book) {
  for (InvoiceIssued& document : documents_) {
    add_totals(document, book ? &*book : nullptr);
    document.contract = contract_of(customer_, document);
  }
  return std::move(documents_);
}

}  // namespace msp
