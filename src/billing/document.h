// Lines as documents, with tax and totals.
#pragma once

#include <optional>
#include <vector>

#include "tax.h"

namespace msp {

/// Adds a line and what it is taxed at; totals follow with add_totals().
void add_line(InvoiceIssued& document, InvoiceLine line, const std::optional<TaxRate>& tax);

/// Remembers that `document` corrects another one, once.
void add_corrected(InvoiceIssued& document, const std::string& number, Date issued_on);

/// Sums, and tax once per rate on the sum of its lines (MISSION decision 7), less what `book` says
/// is taken back of earlier tax (decision 21); without a book as msp 0.1.0 did. Below nothing it is
/// a credit note, due at once.
void add_totals(InvoiceIssued& document, TaxBook* book);

/// A line, what it is taxed at, and if it corrects another one, of which day that is.
struct TaxedLine {
  InvoiceLine line;
  std::optional<TaxRate> tax;
  std::optional<Date> corrected_of = {};
};

/// One document per billing day and currency, oldest first.
class Documents {
 public:
  Documents(const Customer& customer, const LedgerSettings& settings, Date issued_on);
  void add(const Charge& charge, TaxedLine line);
  /// Also one that adds up to nothing settles something (MISSION decision 34).
  std::vector<InvoiceIssued> take(std::optional<TaxBook> book);

 private:
  InvoiceIssued& document_for(const Charge& charge);

  const Customer& customer_;
  const LedgerSettings& settings_;
  Date issued_on_;
  std::vector<InvoiceIssued> documents_;
};

}  // namespace msp
