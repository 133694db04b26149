// Issued documents as files for machines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/printed_document.h"
#include "msp/e_invoice.h"

namespace msp::cli {

/// All that an e-invoice is made of, out of the ledger.
struct MachineDocument {
  InvoiceIssued document;  ///< completed
  CustomerId customer;
  std::int64_t ordinal = 0;
  Language language = Language::en;
};

/// Refusal invoice.unknown is thrown as Refused.
MachineDocument machine_document(const Ledger& ledger, const std::string& number,
                                 std::optional<Language> asked, Language configured);

/// Why it cannot be written as that.
std::vector<Lacking> lacking(const MachineDocument& source, Paper paper);

/// `the seller's endpoint, the buyer's endpoint`
std::string in_words(const std::vector<Lacking>& lacking);
/// The commands that mend it: `msp customer edit acme --endpoint SCHEME:ID`.
std::string mended_by(const std::vector<Lacking>& lacking, const CustomerId& customer);

/// Its bytes. Refusal e_invoice.lacking, with what mends it, is thrown as Refused.
std::string e_invoice_text(const MachineDocument& source, Paper paper);

}  // namespace msp::cli
