// Lines as documents, with tax and totals.
#pragma once

#include <optional>
#include <vector>

#include "msp/billing.h"

namespace msp {

/// The rate of the day the supply is taxed on; nothing without a tax class.
std::optional<TaxRate> rate_of(const Charge& charge, const Catalog& catalog);

/// The rate that a line of an issued document was charged at.
std::optional<TaxRate> tax_of(const InvoiceLine& line, const InvoiceIssued& invoice);

/// Adds a line and what it is taxed at; totals follow with add_totals().
void add_line(InvoiceIssued& document, InvoiceLine line, const std::optional<TaxRate>& tax);

/// Sums, and tax once per rate on the sum of its lines (MISSION decision 7); below nothing it is a
/// credit note, due at once.
void add_totals(InvoiceIssued& document);

/// One document per billing day and currency, oldest first.
class Documents {
 public:
  Documents(const Customer& customer, const Seller& seller, Date issued_on);
  void add(const Charge& charge, const std::optional<TaxRate>& tax, InvoiceLine line);
  /// Also one that adds up to nothing settles something (MISSION decision 34).
  std::vector<InvoiceIssued> take();

 private:
  InvoiceIssued& document_for(const Charge& charge);

  const Customer& customer_;
  const Seller& seller_;
  Date issued_on_;
  std::vector<InvoiceIssued> documents_;
};

}  // namespace msp
