// Peppol BIS Billing 3.0: UBL 2.1 as its guideline narrows it. The order of elements is the
// schema's.
#include <fmt/format.h>

#include "msp/e_invoice.h"
#include "paper/xml_tree.h"

namespace msp {
namespace {

class UblWriter {
 public:
  explicit UblWriter(const EInvoice& invoice) : invoice_(invoice) {}

  std::string write() {
    const std::string kind = invoice_.credit_note ? "CreditNote" : "Invoice";
    XmlNode root = xml_root(tree_, kind);
    const std::string ubl = "urn:oasis:names:specification:ubl:schema:xsd:";
    xml_attribute(root, "xmlns", ubl + kind + "-2");
    xml_attribute(root, "xmlns:cac", ubl + "CommonAggregateComponents-2");
    xml_attribute(root, "xmlns:cbc", ubl + "CommonBasicComponents-2");
    add_head(root);
    add_references(root);
    add_party(xml_add(root, "cac:AccountingSupplierParty"), invoice_.seller);
    add_party(xml_add(root, "cac:AccountingCustomerParty"), invoice_.buyer);
    add_payment(root);
    add_taxes(root);
    add_totals(root);
    for (std::size_t i = 0; i < invoice_.lines.size(); ++i) add_line(root, i);
    return xml_text(tree_);
  }

 private:
  static constexpr const char* credit_code = "381";
  static constexpr const char* invoice_code = "380";

  void add_head(XmlNode root) {
    xml_add(root, "cbc:CustomizationID",
            "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0");
    xml_add(root, "cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");
    xml_add(root, "cbc:ID", invoice_.number);
    xml_add(root, "cbc:IssueDate", invoice_.issued_on.text());
    if (invoice_.credit_note) {
      xml_add(root, "cbc:CreditNoteTypeCode", credit_code);
    } else {
      if (invoice_.due_on) xml_add(root, "cbc:DueDate", invoice_.due_on->text());
      xml_add(root, "cbc:InvoiceTypeCode", invoice_code);
    }
    xml_add(root, "cbc:DocumentCurrencyCode", invoice_.currency.text());
    // One of the two has to be there; a customer's own name is better than none.
    const bool referred = !invoice_.buyer_reference.empty() || !invoice_.purchase_order.empty();
    xml_add_if(root, "cbc:BuyerReference", referred ? invoice_.buyer_reference : invoice_.customer);
  }

  void add_references(XmlNode root) {
    add_period(root, invoice_.period);
    if (!invoice_.purchase_order.empty()) {
      xml_add(xml_add(root, "cac:OrderReference"), "cbc:ID", invoice_.purchase_order);
    }
    for (const CorrectedDocument& corrected : invoice_.corrects) {
      XmlNode document =
          xml_add(xml_add(root, "cac:BillingReference"), "cac:InvoiceDocumentReference");
      xml_add(document, "cbc:ID", corrected.number);
      xml_add(document, "cbc:IssueDate", corrected.issued_on.text());
    }
    if (!invoice_.contract.empty()) {
      xml_add(xml_add(root, "cac:ContractDocumentReference"), "cbc:ID", invoice_.contract);
    }
  }

  static void add_period(XmlNode parent, const std::optional<Period>& period) {
    if (!period) return;
    XmlNode node = xml_add(parent, "cac:InvoicePeriod");
    xml_add(node, "cbc:StartDate", period->start.text());
    xml_add(node, "cbc:EndDate", period->through().text());
  }

  void add_party(XmlNode parent, const EInvoiceParty& said) {
    XmlNode party = xml_add(parent, "cac:Party");
    add_id(party, "cbc:EndpointID", said.endpoint);
    XmlNode address = xml_add(party, "cac:PostalAddress");
    if (!said.street.empty()) xml_add(address, "cbc:StreetName", said.street[0]);
    if (said.street.size() > 1) xml_add(address, "cbc:AdditionalStreetName", said.street[1]);
    xml_add_if(address, "cbc:CityName", said.city);
    xml_add_if(address, "cbc:PostalZone", said.post_code);
    if (said.street.size() > 2) {
      xml_add(xml_add(address, "cac:AddressLine"), "cbc:Line",
              fmt::format("{}", fmt::join(said.street.begin() + 2, said.street.end(), ", ")));
    }
    xml_add(xml_add(address, "cac:Country"), "cbc:IdentificationCode", said.country);
    // Where no tax is on anything (O), a VAT id is not allowed either.
    if (!said.vat_id.empty() && !is_untaxed()) {
      XmlNode tax = xml_add(party, "cac:PartyTaxScheme");
      xml_add(tax, "cbc:CompanyID", said.vat_id);
      xml_add(xml_add(tax, "cac:TaxScheme"), "cbc:ID", "VAT");
    }
    XmlNode entity = xml_add(party, "cac:PartyLegalEntity");
    xml_add(entity, "cbc:RegistrationName", said.name);
    if (!said.registration.id.empty()) add_id(entity, "cbc:CompanyID", said.registration);
  }

  static void add_id(XmlNode parent, const char* name, const SchemedId& said) {
    XmlNode id = xml_add(parent, name, said.id);
    if (!said.scheme.empty()) xml_attribute(id, "schemeID", said.scheme);
  }

  bool is_untaxed() const {
    return invoice_.taxes.size() == 1 && invoice_.taxes.front().category == "O";
  }

  void add_payment(XmlNode root) {
    if (!invoice_.due_on) return;
    XmlNode means = xml_add(root, "cac:PaymentMeans");
    const bool sepa = invoice_.currency == Currency();
    xml_add(means, "cbc:PaymentMeansCode", sepa ? "58" : "30");  // SEPA, or any credit transfer
    xml_add(means, "cbc:PaymentID", invoice_.reference.international);
    XmlNode account = xml_add(means, "cac:PayeeFinancialAccount");
    xml_add(account, "cbc:ID", invoice_.iban);
    if (!invoice_.bic.empty()) {
      xml_add(xml_add(account, "cac:FinancialInstitutionBranch"), "cbc:ID", invoice_.bic);
    }
  }

  void add_taxes(XmlNode root) {
    XmlNode total = xml_add(root, "cac:TaxTotal");
    add_amount(total, "cbc:TaxAmount", invoice_.tax);
    for (const EInvoiceTax& tax : invoice_.taxes) {
      XmlNode part = xml_add(total, "cac:TaxSubtotal");
      add_amount(part, "cbc:TaxableAmount", tax.net);
      add_amount(part, "cbc:TaxAmount", tax.tax);
      XmlNode category = add_category(part, "cac:TaxCategory", tax.category, tax.percent);
      xml_add_if(category, "cbc:TaxExemptionReasonCode", tax.reason_code);
      xml_add_if(category, "cbc:TaxExemptionReason", tax.reason);
      xml_add(xml_add(category, "cac:TaxScheme"), "cbc:ID", "VAT");
    }
  }

  static XmlNode add_category(XmlNode parent, const char* name, const std::string& category,
                              Decimal percent) {
    XmlNode node = xml_add(parent, name);
    xml_add(node, "cbc:ID", category);
    if (category != "O") xml_add(node, "cbc:Percent", percent.text());
    return node;
  }

  void add_totals(XmlNode root) {
    XmlNode totals = xml_add(root, "cac:LegalMonetaryTotal");
    add_amount(totals, "cbc:LineExtensionAmount", invoice_.net);
    add_amount(totals, "cbc:TaxExclusiveAmount", invoice_.net);
    add_amount(totals, "cbc:TaxInclusiveAmount", invoice_.gross);
    add_amount(totals, "cbc:PayableAmount", invoice_.gross);
  }

  XmlNode add_amount(XmlNode parent, const char* name, std::int64_t minor) {
    XmlNode node = xml_add(parent, name, amount_text(minor, invoice_.currency));
    xml_attribute(node, "currencyID", invoice_.currency.text());
    return node;
  }

  void add_line(XmlNode root, std::size_t place) {
    const EInvoiceLine& said = invoice_.lines[place];
    XmlNode line = xml_add(root, invoice_.credit_note ? "cac:CreditNoteLine" : "cac:InvoiceLine");
    xml_add(line, "cbc:ID", std::to_string(place + 1));
    xml_add_if(line, "cbc:Note", said.note);
    add_quantity(line, invoice_.credit_note ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                 said.quantity, said.unit);
    add_amount(line, "cbc:LineExtensionAmount", said.net);
    add_period(line, said.period);
    for (const EInvoiceAllowance& allowance : said.allowances) {
      XmlNode node = xml_add(line, "cac:AllowanceCharge");
      xml_add(node, "cbc:ChargeIndicator", "false");
      xml_add(node, "cbc:AllowanceChargeReasonCode", "95");  // UNCL 5189: a discount
      xml_add(node, "cbc:AllowanceChargeReason", allowance.reason);
      add_amount(node, "cbc:Amount", allowance.amount);
    }
    XmlNode item = xml_add(line, "cac:Item");
    xml_add_if(item, "cbc:Description", said.description);
    xml_add(item, "cbc:Name", said.name);
    if (!said.item.empty()) {
      xml_add(xml_add(item, "cac:SellersItemIdentification"), "cbc:ID", said.item);
    }
    XmlNode category = add_category(item, "cac:ClassifiedTaxCategory", said.category, said.percent);
    xml_add(xml_add(category, "cac:TaxScheme"), "cbc:ID", "VAT");
    XmlNode price = xml_add(line, "cac:Price");
    XmlNode amount = xml_add(price, "cbc:PriceAmount", said.price.text());
    xml_attribute(amount, "currencyID", invoice_.currency.text());
    if (said.base_quantity != 1) {
      add_quantity(price, "cbc:BaseQuantity", said.base_quantity, said.unit);
    }
  }

  static void add_quantity(XmlNode parent, const char* name, std::int64_t quantity,
                           const std::string& unit) {
    xml_attribute(xml_add(parent, name, std::to_string(quantity)), "unitCode", unit);
  }

  const EInvoice& invoice_;
  XmlTree tree_;
};

}  // namespace

std::string ubl_text(const EInvoice& invoice) { return UblWriter(invoice).write(); }

}  // namespace msp
