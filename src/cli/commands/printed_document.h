// Issued documents as files: the one way to print an invoice, for whoever needs the bytes.
#pragma once

#include <optional>
#include <string>

#include "line/invocation.h"
#include "msp/desk.h"
#include "msp/document.h"

namespace msp::cli {

enum class Paper { html, pdf, text, ubl, finvoice };

/// What is configured, or said with --logo; none. Refused (exit 3) if it cannot be read.
std::optional<Logo> logo_of(const Invocation& invocation);

/// The document `number` as it is printed. Its language is the one `asked` for, else its
/// customer's, else the one that is `configured`. Refusal invoice.unknown is thrown as Refused.
Document document_named(const Ledger& ledger, const std::string& number,
                        std::optional<Language> asked, Language configured);

/// Its bytes: the same for the same document. PDF is made by the program weasyprint from the HTML,
/// with the fonts that it finds: there the same bytes take the same fonts and version. It needs no
/// ledger; read what there is to read before.
/// Faults (exit 6): paper.no_renderer where weasyprint is not installed, paper.no_font where no
/// font draws a character of it, paper.failed with what it said, child.timeout.
std::string printed_document(const Document& document, Paper paper);

}  // namespace msp::cli
