// An issued document as machines read it, in the words of EN 16931: what Peppol BIS Billing 3.0 and
// Finvoice 3.0 write of it is decided here, once.
//
// What is frozen is said as it is: every amount of a document stands in its e-invoice to the cent.
// What a document does not say about the two parties (one of an older msp, or whose endpoint nobody
// had told yet) is taken from what is known of them now, so that a word about it mends it; what it
// says stays.
//
// Amounts. A line is quantity × price / base. A charge that those do not multiply to (parts of
// periods, tiers) is priced as a whole: its net per its quantity. A correction is one, or minus
// one, of its amount, because no price may be negative. A discount is an allowance on the charge
// before it as long as that one stays above nothing, else a line of its own. On a credit note every
// amount changes its sign.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/customer.h"
#include "msp/identifiers.h"
#include "msp/ledger_settings.h"
#include "msp/payment_reference.h"

namespace msp {

struct EInvoiceParty {
  std::string name;
  std::string vat_id;
  std::string country;
  std::vector<std::string> street;  ///< one line or more; none where the address is not said
  std::string city;
  std::string post_code;
  SchemedId registration;
  SchemedId endpoint;
  std::string operator_id;  ///< of Finvoice
};

struct EInvoiceTax {
  std::string category;  ///< S, Z, E, AE, G, O …
  Decimal percent;
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::string reason;
  std::string reason_code;  ///< VATEX-EU-AE
};

struct EInvoiceAllowance {
  std::string reason;
  std::int64_t amount = 0;
};

struct EInvoiceLine {
  std::string name;
  std::string note;
  std::string item;  ///< the plan
  std::string description;
  std::optional<Period> period;
  std::int64_t quantity = 1;
  std::string unit = "C62";  ///< UN/ECE 20: one
  Decimal price;             ///< of `base_quantity`, never negative
  std::int64_t base_quantity = 1;
  std::vector<EInvoiceAllowance> allowances;
  std::int64_t net = 0;  ///< less allowances
  std::string category;
  Decimal percent;
};

struct EInvoice {
  bool credit_note = false;
  std::string number;
  Date issued_on;
  std::optional<Date> due_on;  ///< where there is something to pay
  Currency currency;
  std::string customer;
  std::string buyer_reference;
  std::string purchase_order;
  std::string contract;
  std::optional<Period> period;
  std::vector<CorrectedDocument> corrects;
  EInvoiceParty seller;
  EInvoiceParty buyer;
  std::string iban;
  std::string bic;
  PaymentReference reference;
  std::vector<EInvoiceTax> taxes;  ///< one per category and rate
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::int64_t gross = 0;
  std::vector<EInvoiceLine> lines;
};

/// Who can mend what is lacking.
enum class Mender { seller, customer, catalog, nobody };
struct Lacking {
  Mender mender = Mender::nobody;
  std::string what;         ///< `the seller's endpoint`
  std::string option = {};  ///< of `ledger edit` or `customer edit` that says it
};

/// `document`, and what it does not say of seller and buyer as it is known now.
InvoiceIssued completed(InvoiceIssued document, const LedgerSettings& settings,
                        const CustomerDetailsSet& customer);

/// What nobody can do without, beyond a document's own figures: of who sells …
std::vector<Lacking> lacking_of(const Seller& seller);
/// … and of who buys.
std::vector<Lacking> lacking_of(const Buyer& buyer);

/// Why a completed document cannot be an e-invoice; nothing: it can. Also what the official rules
/// let pass: a due date and an account where there is something to pay, what a credit note
/// corrects, both VAT ids under reverse charge.
std::vector<Lacking> lacking_of(const InvoiceIssued& document);

/// A completed document that lacks nothing. `ordinal` as of document_of().
EInvoice e_invoice_of(const InvoiceIssued& document, const CustomerId& customer,
                      std::int64_t ordinal, Language language);

/// Peppol BIS Billing 3.0 (UBL 2.1): an invoice 380 or a credit note 381. The same bytes for the
/// same document.
std::string ubl_text(const EInvoice& invoice);

/// Finvoice 3.0. It takes less than the other: what it has no room for is lacking. On a credit note
/// amounts are negative.
std::string finvoice_text(const EInvoice& invoice);
std::vector<Lacking> lacking_for_finvoice(const InvoiceIssued& document);

}  // namespace msp
