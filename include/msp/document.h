// An issued document as people read it: every word and amount in one language, decided once, and
// printed as text, as HTML, and from that as PDF.
//
// What a person wrote (names, addresses, reasons) and what the catalog calls things stays as it was
// frozen into the invoice. What the ledger added to the name of a plan (`, setup`) was frozen in
// English and is said in the document's language: it follows from the line's kind.
//
// A charge shows quantity and unit price, and where these do not multiply to its amount, why: the
// days of a part of a period, the tier. A discount, an adjustment and a credit is one amount, with
// what it was taken from or corrects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/customer.h"
#include "msp/invoice.h"
#include "msp/result.h"

namespace msp {

/// What a fact is called, and what it is.
struct Labelled {
  std::string label;
  std::string value;
};

struct DocumentParty {
  std::string heading;  ///< `Bill to`; none for the seller
  std::string name;
  std::vector<std::string> lines;  ///< of the address, the VAT id last
};

struct DocumentLine {
  std::string number;
  std::string description;
  std::vector<std::string> notes;  ///< smaller, below it
  std::string period;
  std::string quantity;    ///< empty: one amount
  std::string unit_price;  ///< without the currency
  std::string tax_rate;
  std::string net;
};

struct DocumentTax {
  std::string name;  ///< `VAT 25.5 %`, `VAT 0 %: reverse charge`
  std::string net;
  std::string tax;
};

/// How to pay; only where there is something to pay and an account to pay it to.
struct DocumentPayment {
  std::string heading;
  std::vector<Labelled> facts;
  std::string barcode_label;
  std::optional<std::string> barcode;  ///< bank_barcode(), for Finnish payers
  std::string qr_label;
  std::optional<std::string> qr;  ///< a SEPA credit transfer as EPC069-12 writes it, for others
};

/// Stands above who sells, in HTML and PDF.
struct Logo {
  std::string type;  ///< `image/png`
  std::string bytes;
};
/// PNG, or SVG that fetches and runs nothing. Refusals: logo.too_large, logo.form, logo.leads_out.
Result<Logo> read_logo(std::string bytes);

struct Document {
  Language language = Language::en;
  Date issued_on;
  std::string title;   ///< `Invoice`
  std::string number;  ///< of the invoice
  std::optional<Logo> logo;
  DocumentParty seller;
  DocumentParty buyer;
  std::vector<Labelled> facts;
  DocumentLine headings;  ///< of the columns of `lines`
  std::vector<DocumentLine> lines;
  DocumentTax tax_headings;
  std::vector<DocumentTax> taxes;  ///< none where nothing is taxed
  std::vector<Labelled> totals;    ///< the last one is what counts
  std::optional<DocumentPayment> payment;
  std::optional<std::string> nothing_to_pay;  ///< the sentence, instead of a payment
  std::string page;                           ///< `Page`
  std::string of;                             ///< `of`, between a page's number and their count
};

/// `invoice` as it is printed for `customer`. `ordinal` counts the ledger's documents and makes the
/// payment reference, see payment_reference().
Document document_of(const InvoiceIssued& invoice, const CustomerId& customer, std::int64_t ordinal,
                     Language language);

/// For a mail or a terminal: UTF-8, at most 80 columns (only a single longer word overhangs),
/// figures aligned, no trailing blanks.
std::string document_text(const Document& document);

/// One HTML file that needs nothing else: its style is in it, no script, no font, no address. Page
/// size, page numbers and repeated headings are CSS for paged media.
std::string document_html(const Document& document);

}  // namespace msp
