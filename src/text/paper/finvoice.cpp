// Finvoice 3.0 (Finanssiala ry). The order of elements is the schema's; decimals have a comma.
#include <fmt/format.h>

#include <algorithm>

#include "msp/e_invoice.h"
#include "paper/xml_tree.h"

namespace msp {
namespace {

constexpr std::size_t most_of_number = 20;
constexpr std::size_t most_of_address = 35;
constexpr std::size_t most_of_name = 70;
constexpr std::size_t most_of_article = 100;
constexpr std::size_t most_of_text = 512;

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// The first characters of a text, never a part of one.
std::string cut_to(const std::string& text, std::size_t most) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && seen++ == most) return text.substr(0, i);
  }
  return text;
}

std::string with_comma(std::string number) {
  std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

std::string compact_date(Date date) {
  std::string text = date.text();
  std::erase(text, '-');
  return text;
}

bool fits(const std::string& text, std::size_t most) {
  return length_of(text) >= 2 && length_of(text) <= most;
}

bool has_address(const EInvoiceParty& party) {
  const auto street = [](const std::string& line) { return fits(line, most_of_address); };
  return !party.street.empty() && std::all_of(party.street.begin(), party.street.end(), street) &&
         fits(party.city, most_of_address) && fits(party.post_code, most_of_address);
}

class FinvoiceWriter {
 public:
  explicit FinvoiceWriter(const EInvoice& invoice)
      : invoice_(invoice), sign_(invoice.credit_note ? -1 : 1) {}

  std::string write() {
    XmlNode root = xml_root(tree_, "Finvoice");
    xml_attribute(root, "Version", "3.0");
    add_transmission(root);
    add_party(root, "Seller", invoice_.seller);
    add_party(root, "Buyer", invoice_.buyer);
    add_details(xml_add(root, "InvoiceDetails"));
    for (const EInvoiceLine& line : invoice_.lines) add_row(xml_add(root, "InvoiceRow"), line);
    add_payment(xml_add(root, "EpiDetails"));
    return xml_text(tree_);
  }

 private:
  void add_transmission(XmlNode root) {
    XmlNode transmission = xml_add(root, "MessageTransmissionDetails");
    XmlNode sender = xml_add(transmission, "MessageSenderDetails");
    add_endpoint(sender, "FromIdentifier", invoice_.seller.endpoint);
    xml_add(sender, "FromIntermediator", invoice_.seller.operator_id);
    XmlNode receiver = xml_add(transmission, "MessageReceiverDetails");
    add_endpoint(receiver, "ToIdentifier", invoice_.buyer.endpoint);
    xml_add(receiver, "ToIntermediator", invoice_.buyer.operator_id);
    XmlNode message = xml_add(transmission, "MessageDetails");
    xml_add(message, "MessageIdentifier", "msp-" + invoice_.number);
    xml_add(message, "MessageTimeStamp", invoice_.issued_on.text() + "T00:00:00Z");
    xml_add(message, "SpecificationIdentifier", "EN16931");
  }

  static void add_endpoint(XmlNode parent, const char* name, const SchemedId& endpoint) {
    xml_attribute(xml_add(parent, name, endpoint.id), "SchemeID", endpoint.scheme);
  }

  static void add_party(XmlNode root, const std::string& who, const EInvoiceParty& said) {
    const auto named = [&who](const char* rest) { return who + rest; };
    XmlNode party = xml_add(root, named("PartyDetails").c_str());
    if (!said.registration.id.empty()) {
      XmlNode id = xml_add(party, named("PartyIdentifier").c_str(), said.registration.id);
      if (!said.registration.scheme.empty())
        xml_attribute(id, "SchemeID", said.registration.scheme);
    }
    xml_add(party, named("OrganisationName").c_str(), said.name);
    xml_add_if(party, named("OrganisationTaxCode").c_str(), said.vat_id);
    XmlNode address = xml_add(party, named("PostalAddressDetails").c_str());
    for (const std::string& line : said.street) {
      xml_add(address, named("StreetName").c_str(), line);
    }
    xml_add(address, named("TownName").c_str(), said.city);
    xml_add(address, named("PostCodeIdentifier").c_str(), said.post_code);
    xml_add(address, "CountryCode", said.country);
  }

  void add_details(XmlNode details) {
    const bool credit = invoice_.credit_note;
    xml_add(details, "InvoiceTypeCode", credit ? "INV02" : "INV01");
    xml_add(details, "InvoiceTypeCodeUN", credit ? "381" : "380");
    xml_add(details, "InvoiceTypeText", credit ? "CREDIT NOTE" : "INVOICE");
    xml_add(details, "OriginCode", "Original");
    xml_add(details, "InvoiceNumber", invoice_.number);
    add_date(details, "InvoiceDate", invoice_.issued_on);
    for (const CorrectedDocument& corrected : invoice_.corrects) {
      XmlNode reference = xml_add(details, "OriginalInvoiceReference");
      xml_add(reference, "InvoiceNumber", corrected.number);
      add_date(reference, "InvoiceDate", corrected.issued_on);
    }
    if (invoice_.period) {
      add_date(details, "InvoicingPeriodStartDate", invoice_.period->start);
      add_date(details, "InvoicingPeriodEndDate", invoice_.period->through());
    }
    xml_add(details, "SellersBuyerIdentifier", cut_to(invoice_.customer, most_of_address));
    xml_add_if(details, "OrderIdentifier", invoice_.purchase_order);
    xml_add_if(details, "AgreementIdentifier", invoice_.contract);
    xml_add_if(details, "BuyerReferenceIdentifier", invoice_.buyer_reference);
    add_amount(details, "InvoiceTotalVatExcludedAmount", invoice_.net);
    add_amount(details, "InvoiceTotalVatAmount", invoice_.tax);
    add_amount(details, "InvoiceTotalVatIncludedAmount", invoice_.gross);
    for (const EInvoiceTax& tax : invoice_.taxes) {
      XmlNode part = xml_add(details, "VatSpecificationDetails");
      add_amount(part, "VatBaseAmount", tax.net);
      if (tax.category != "O") xml_add(part, "VatRatePercent", with_comma(tax.percent.text()));
      xml_add(part, "VatCode", tax.category);
      add_amount(part, "VatRateAmount", tax.tax);
      xml_add_if(part, "VatFreeText", cut_to(tax.reason, most_of_name));
      xml_add_if(part, "VatExemptionReasonCode", tax.reason_code);
    }
    if (invoice_.due_on) {
      add_date(xml_add(details, "PaymentTermsDetails"), "InvoiceDueDate", *invoice_.due_on);
    }
  }

  void add_row(XmlNode row, const EInvoiceLine& line) {
    xml_add_if(row, "ArticleIdentifier", line.item);
    xml_add(row, "ArticleName", cut_to(line.name, most_of_article));
    xml_add_if(row, "ArticleDescription", cut_to(line.description, most_of_text));
    add_quantity(row, "InvoicedQuantity", sign_ * line.quantity, line.unit);
    if (line.period) {
      add_date(row, "StartDate", line.period->start);
      add_date(row, "EndDate", line.period->through());
    }
    std::int64_t allowed = 0;
    std::string note = length_of(line.name) > most_of_article ? line.name : "";
    const auto remark = [&note](const std::string& text) {
      if (!text.empty()) note += (note.empty() ? "" : "; ") + text;
    };
    remark(line.note);
    for (const EInvoiceAllowance& allowance : line.allowances) {
      allowed += allowance.amount;
      remark(allowance.reason);
    }
    add_price(row, line, allowed);
    xml_add_if(row, "RowFreeText", cut_to(note, most_of_text));
    if (allowed != 0) add_amount(row, "RowDiscountAmount", allowed);
    if (line.category != "O") xml_add(row, "RowVatRatePercent", with_comma(line.percent.text()));
    xml_add(row, "RowVatCode", line.category);
    add_amount(row, "RowVatExcludedAmount", line.net);
  }

  /// At most five decimals: what takes six is priced as a whole.
  void add_price(XmlNode row, const EInvoiceLine& line, std::int64_t allowed) {
    const bool fine = line.price.micros() % 10 == 0;
    const std::int64_t whole = line.net + allowed;
    const Decimal price =
        fine ? line.price : decimal_of(whole < 0 ? -whole : whole, invoice_.currency);
    const std::int64_t quantity = line.quantity < 0 ? -line.quantity : line.quantity;
    const std::int64_t base = fine ? line.base_quantity : quantity;
    XmlNode node = xml_add(row, "UnitPriceAmount", with_comma(price.text(2)));
    xml_attribute(node, "AmountCurrencyIdentifier", invoice_.currency.text());
    if (base != 1) add_quantity(row, "UnitPriceBaseQuantity", base, line.unit);
  }

  void add_payment(XmlNode epi) {
    XmlNode about = xml_add(epi, "EpiIdentificationDetails");
    add_date(about, "EpiDate", invoice_.issued_on);
    xml_add(about, "EpiReference", invoice_.number);
    XmlNode parties = xml_add(epi, "EpiPartyDetails");
    XmlNode bank = xml_add(parties, "EpiBfiPartyDetails");
    if (!invoice_.bic.empty()) {
      xml_attribute(xml_add(bank, "EpiBfiIdentifier", invoice_.bic), "IdentificationSchemeName",
                    "BIC");
    }
    XmlNode payee = xml_add(parties, "EpiBeneficiaryPartyDetails");
    xml_add(payee, "EpiNameAddressDetails", cut_to(invoice_.seller.name, most_of_address));
    const std::string& id = invoice_.seller.registration.id;
    if (id.size() >= 8 && id.size() <= 11) xml_add(payee, "EpiBei", id);
    xml_attribute(xml_add(payee, "EpiAccountID", invoice_.iban), "IdentificationSchemeName",
                  "IBAN");
    XmlNode payment = xml_add(epi, "EpiPaymentInstructionDetails");
    xml_attribute(xml_add(payment, "EpiRemittanceInfoIdentifier", invoice_.reference.national),
                  "IdentificationSchemeName", "SPY");
    // What is credited is not to be paid.
    const std::int64_t pay = invoice_.credit_note ? 0 : invoice_.gross;
    add_amount(payment, "EpiInstructedAmount", pay);
    xml_attribute(xml_add(payment, "EpiCharge", "SHA"), "ChargeOption", "SHA");
    add_date(payment, "EpiDateOptionDate", invoice_.due_on.value_or(invoice_.issued_on));
  }

  void add_amount(XmlNode parent, const char* name, std::int64_t minor) {
    const std::string amount = decimal_of(sign_ * minor, invoice_.currency).text(2);
    XmlNode node = xml_add(parent, name, with_comma(amount));
    xml_attribute(node, "AmountCurrencyIdentifier", invoice_.currency.text());
  }

  static void add_date(XmlNode parent, const char* name, Date date) {
    xml_attribute(xml_add(parent, name, compact_date(date)), "Format", "CCYYMMDD");
  }

  static void add_quantity(XmlNode parent, const char* name, std::int64_t quantity,
                           const std::string& unit) {
    XmlNode node = xml_add(parent, name, std::to_string(quantity));
    xml_attribute(node, "QuantityUnitCode", "kpl");
    xml_attribute(node, "QuantityUnitCodeUN", unit);
  }

  const EInvoice& invoice_;
  std::int64_t sign_;  // amounts of a credit note are negative here
  XmlTree tree_;
};

}  // namespace

std::string finvoice_text(const EInvoice& invoice) { return FinvoiceWriter(invoice).write(); }

std::vector<Lacking> lacking_for_finvoice(const InvoiceIssued& document) {
  const EInvoice invoice = e_invoice_of(document, CustomerId(), 1, Language::en);
  std::vector<Lacking> found;
  const auto unless = [&found](bool there, Mender mender, const char* what, const char* option) {
    if (!there) found.push_back({mender, what, option});
  };
  unless(fits(invoice.seller.operator_id, most_of_address), Mender::seller, "the seller's operator",
         "--seller-operator ID");
  unless(has_address(invoice.seller), Mender::seller,
         "the seller's address in parts of at most 35 characters",
         "--seller-street STREET --seller-city CITY --seller-post-code CODE");
  unless(fits(invoice.seller.name, most_of_name), Mender::nobody,
         "a seller's name of at most 70 characters", "");
  unless(invoice.due_on || is_iban(invoice.iban), Mender::seller, "the seller's IBAN",
         "--seller-iban IBAN");
  unless(fits(invoice.buyer.operator_id, most_of_address), Mender::customer, "the buyer's operator",
         "--operator ID");
  unless(has_address(invoice.buyer), Mender::customer,
         "the buyer's address in parts of at most 35 characters",
         "--street STREET --city CITY --post-code CODE");
  unless(fits(invoice.buyer.name, most_of_name), Mender::nobody,
         "a buyer's name of at most 70 characters", "");
  unless(length_of(invoice.number) <= most_of_number, Mender::nobody,
         "a number of at most 20 characters", "");
  unless(length_of(invoice.purchase_order) <= most_of_name &&
             length_of(invoice.buyer_reference) <= most_of_name &&
             length_of(invoice.contract) <= most_of_name,
         Mender::nobody, "references of at most 70 characters", "");
  return found;
}

}  // namespace msp
