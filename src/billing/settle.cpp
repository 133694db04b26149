// The difference between what ought to be billed and what is, as documents with tax and totals.
#include <algorithm>

#include "msp/billing.h"

namespace msp {
namespace {

const Billed* find(const std::vector<Billed>& billed, const Charge& charge) {
  const auto same = [&charge](const Billed& b) {
    return b.subscription == charge.subscription && b.component == charge.component &&
           b.start == charge.period.start;
  };
  const auto found = std::find_if(billed.begin(), billed.end(), same);
  return found == billed.end() ? nullptr : &*found;
}

InvoiceLine line_of(const Charge& charge) {
  InvoiceLine line;
  line.kind = charge.component;
  line.component = charge.component;
  line.subscription = charge.subscription;
  line.plan = charge.plan;
  line.description = charge.description;
  line.start = charge.period.start;
  line.end = charge.period.end;
  if (charge.full.start != line.start) line.full_start = charge.full.start;
  if (charge.full.end != line.end) line.full_end = charge.full.end;
  line.quantity = charge.quantity;
  line.unit_price = charge.unit_price;
  line.per = charge.per;
  line.net = charge.net;
  line.free_rider = charge.free_rider;
  line.steps = charge.steps;
  return line;
}

/// The line that bills what is missing of `charge`, or nothing.
std::optional<InvoiceLine> missing_line(const Charge& charge, const Billed* billed) {
  if (!billed) {
    if (charge.net == 0) return std::nullopt;
    return line_of(charge);
  }
  if (charge.net <= billed->net) return std::nullopt;
  InvoiceLine line = line_of(charge);
  line.kind = LineKind::adjustment;
  line.revision = billed->revisions;
  line.net = charge.net - billed->net;
  line.corrects = billed->last;
  line.steps.push_back({StepKind::owed, amount_text(charge.net, charge.currency), std::nullopt});
  line.steps.push_back({StepKind::billed, amount_text(-billed->net, charge.currency), billed->seq});
  line.steps.push_back({StepKind::rounded, amount_text(line.net, charge.currency), std::nullopt});
  return line;
}

/// The tax class's rate of the day, on the line and in the document's totals.
void add_tax(InvoiceIssued& document, InvoiceLine& line, const Charge& charge,
             const Catalog& catalog) {
  const Tax* tax = charge.tax ? catalog.tax(*charge.tax) : nullptr;
  const TaxRate* rate = tax ? tax->rate_on(charge.tax_on) : nullptr;
  if (!rate) return;
  line.tax_percent = rate->percent;
  line.tax_category = rate->category;
  const auto same = [rate](const TaxTotal& total) {
    return total.percent == rate->percent && total.category == rate->category &&
           total.reason == rate->reason;
  };
  auto total = std::find_if(document.taxes.begin(), document.taxes.end(), same);
  if (total == document.taxes.end()) {
    document.taxes.push_back({rate->percent, rate->category, rate->reason, 0, 0});
    total = std::prev(document.taxes.end());
  }
  total->net = checked_add(total->net, line.net);
}

void add_totals(InvoiceIssued& document) {
  for (const InvoiceLine& line : document.lines) document.net = checked_add(document.net, line.net);
  for (TaxTotal& total : document.taxes) {
    total.tax = percent_of(total.net, total.percent);
    document.tax = checked_add(document.tax, total.tax);
  }
  document.gross = checked_add(document.net, document.tax);
}

InvoiceIssued& document_for(std::vector<InvoiceIssued>& documents, const Customer& customer,
                            const Seller& seller, const Charge& charge, Date issued_on) {
  const auto same = [&charge](const InvoiceIssued& document) {
    return document.billed_on == charge.bill_on && document.currency == charge.currency;
  };
  const auto found = std::find_if(documents.begin(), documents.end(), same);
  if (found != documents.end()) return *found;
  InvoiceIssued& document = documents.emplace_back();
  document.issued_on = issued_on;
  document.due_on = issued_on + static_cast<std::int32_t>(charge.payment_terms_days);
  document.billed_on = charge.bill_on;
  document.currency = charge.currency;
  document.seller = seller;
  const CustomerDetailsSet& details = customer.details;
  document.buyer = {details.name, details.billing_address, details.country, details.vat_id};
  return document;
}

}  // namespace

void add_billed(std::vector<Billed>& billed, const InvoiceIssued& invoice, std::int64_t seq) {
  std::int64_t number = 0;
  for (const InvoiceLine& line : invoice.lines) {
    ++number;
    const auto same = [&line](const Billed& b) {
      return b.subscription == line.subscription && b.component == line.component &&
             b.start == line.start;
    };
    auto entry = std::find_if(billed.begin(), billed.end(), same);
    if (entry == billed.end()) {
      billed.push_back({line.subscription, line.component, line.start, {}, 0, 0, {}, 0});
      entry = std::prev(billed.end());
    }
    entry->full = line.full_period();
    entry->net = checked_add(entry->net, line.net);
    ++entry->revisions;
    entry->last = {invoice.number, number};
    entry->seq = seq;
  }
}

std::vector<InvoiceIssued> settle(const Customer& customer, const Catalog& catalog,
                                  const Seller& seller, const std::vector<Charge>& charges,
                                  const std::vector<Billed>& billed, Date issued_on) {
  std::vector<InvoiceIssued> documents;
  for (const Charge& charge : charges) {
    auto line = missing_line(charge, find(billed, charge));
    if (!line) continue;
    InvoiceIssued& document = document_for(documents, customer, seller, charge, issued_on);
    add_tax(document, *line, charge, catalog);
    document.lines.push_back(std::move(*line));
  }
  for (InvoiceIssued& document : documents) add_totals(document);
  return documents;
}

}  // namespace msp
