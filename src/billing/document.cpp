#include "document.h"

#include <algorithm>

namespace msp {
namespace {

TaxTotal& total_of(std::vector<TaxTotal>& totals, const TaxRate& rate) {
  const auto same = [&rate](const TaxTotal& total) {
    return total.percent == rate.percent && total.category == rate.category &&
           total.reason == rate.reason;
  };
  const auto found = std::find_if(totals.begin(), totals.end(), same);
  if (found != totals.end()) return *found;
  return totals.emplace_back(TaxTotal{rate.percent, rate.category, rate.reason, 0, 0});
}

}  // namespace

std::optional<TaxRate> rate_of(const Charge& charge, const Catalog& catalog) {
  const Tax* tax = charge.tax ? catalog.tax(*charge.tax) : nullptr;
  const TaxRate* rate = tax ? tax->rate_on(charge.tax_on) : nullptr;
  return rate ? std::optional(*rate) : std::nullopt;
}

std::optional<TaxRate> tax_of(const InvoiceLine& line, const InvoiceIssued& invoice) {
  if (!line.tax_percent) return std::nullopt;
  const auto same = [&line](const TaxTotal& total) {
    return total.percent == *line.tax_percent && total.category == line.tax_category;
  };
  const auto total = std::find_if(invoice.taxes.begin(), invoice.taxes.end(), same);
  return TaxRate{{},
                 *line.tax_percent,
                 line.tax_category,
                 total == invoice.taxes.end() ? std::string() : total->reason};
}

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

void add_totals(InvoiceIssued& document) {
  document.net = document.tax = 0;
  for (const InvoiceLine& line : document.lines) document.net = checked_add(document.net, line.net);
  for (TaxTotal& total : document.taxes) {
    total.tax = percent_of(total.net, total.percent);
    document.tax = checked_add(document.tax, total.tax);
  }
  document.gross = checked_add(document.net, document.tax);
  if (document.gross < 0) {
    document.kind = DocumentKind::credit_note;
    document.due_on = document.issued_on;
  }
}

Documents::Documents(const Customer& customer, const Seller& seller, Date issued_on)
    : customer_(customer), seller_(seller), issued_on_(issued_on) {}

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
  document.seller = seller_;
  const CustomerDetailsSet& details = customer_.details;
  document.buyer = {details.name, details.billing_address, details.country, details.vat_id};
  return document;
}

void Documents::add(const Charge& charge, const std::optional<TaxRate>& tax, InvoiceLine line) {
  add_line(document_for(charge), std::move(line), tax);
}

std::vector<InvoiceIssued> Documents::take() {
  for (InvoiceIssued& document : documents_) add_totals(document);
  return std::move(documents_);
}

}  // namespace msp
