#include "msp/e_invoice.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/ascii.h"
#include "msp/document.h"

namespace msp {
namespace {

/// Greece and Northern Ireland have VAT ids with letters of their own.
std::string country_of_vat_id(const std::string& vat_id) {
  const std::string letters = vat_id.substr(0, 2);
  if (letters == "EL") return "GR";
  return letters == "XI" ? "GB" : letters;
}

std::string country_of(const Seller& seller) {
  return seller.country.empty() ? country_of_vat_id(seller.vat_id) : seller.country;
}

std::string account_of(const Seller& seller) {
  std::string iban = in_capitals(seller.iban);
  std::erase(iban, ' ');
  return iban;
}

bool owes(const InvoiceIssued& document) { return document.gross > 0; }

/// XML has no way to say them, not even escaped.
bool has_xml_form(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20; }) &&
         text.find("\xEF\xBF\xBE") == std::string_view::npos &&
         text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

class Wanting {
 public:
  void unless(bool there, Mender mender, std::string what, std::string option = {}) {
    if (!there) found_.push_back({mender, std::move(what), std::move(option)});
  }
  void add(std::vector<Lacking> more) { found_.insert(found_.end(), more.begin(), more.end()); }
  std::vector<Lacking> take() { return std::move(found_); }

 private:
  std::vector<Lacking> found_;
};

bool charges(const InvoiceIssued& document, std::string_view category) {
  return std::any_of(document.taxes.begin(), document.taxes.end(),
                     [category](const TaxTotal& tax) { return tax.category == category; });
}

/// Every plan that is charged without a tax class, once.
std::vector<std::string> untaxed_plans(const InvoiceIssued& document) {
  std::vector<std::string> plans;
  for (const InvoiceLine& line : document.lines) {
    const std::string& plan = line.plan.text();
    const bool named = std::find(plans.begin(), plans.end(), plan) != plans.end();
    if (line.tax_category.empty() && !named) plans.push_back(plan);
  }
  return plans;
}

std::vector<Lacking> lacking_of_taxes(const InvoiceIssued& document) {
  Wanting wants;
  for (const std::string& plan : untaxed_plans(document)) {
    wants.unless(false, Mender::catalog, fmt::format("a tax class of the plan {}", plan));
  }
  const bool outside = charges(document, "O");
  wants.unless(!outside || document.taxes.size() == 1, Mender::catalog,
               "one kind of tax: what no tax is on (O) stands alone");
  // What is supplied here are services: goods within the Union would need where they went.
  wants.unless(!charges(document, "K"), Mender::catalog,
               "another tax category: K is for goods, a service within the Union has AE");
  wants.unless(outside || !document.seller.vat_id.empty(), Mender::seller, "the seller's VAT id",
               "--seller-vat-id ID");
  const bool explained =
      std::none_of(document.taxes.begin(), document.taxes.end(), [](const TaxTotal& tax) {
        return tax.category == "E" && tax.reason.empty() && tax.reason_code.empty();
      });
  wants.unless(explained, Mender::catalog, "a reason for the exemption (E)");
  const bool reverse = charges(document, "AE");
  wants.unless(!reverse || !document.buyer.vat_id.empty(), Mender::nobody,
               "the buyer's VAT id, for a reverse charge");
  return wants.take();
}

std::vector<std::string_view> texts_of(const InvoiceIssued& document) {
  std::vector<std::string_view> texts = {document.number, document.seller.name,
                                         document.seller.address, document.buyer.name,
                                         document.buyer.address};
  for (const InvoiceLine& line : document.lines) {
    texts.push_back(line.description);
    if (line.said) texts.push_back(line.said->name);
  }
  for (const TaxTotal& tax : document.taxes) texts.push_back(tax.reason);
  return texts;
}

/// The parts of `Katu 1, 00100 Helsinki`: what stands last is the place, and if a word with a digit
/// begins it, that is its post code.
void read_address(const std::string& address, EInvoiceParty& party) {
  std::string_view rest = address;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(", "), rest.size());
    party.street.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 2, rest.size()));
  }
  if (party.street.size() < 2) return;
  const std::string place = party.street.back();
  party.street.pop_back();
  const auto blank = place.find(' ');
  const std::string first = place.substr(0, blank);
  const bool coded =
      blank != std::string::npos && std::any_of(first.begin(), first.end(), is_digit);
  party.post_code = coded ? first : "";
  party.city = coded ? place.substr(blank + 1) : place;
}

EInvoiceParty party_of(const std::string& name, const std::string& vat_id,
                       const std::string& country, const std::string& address, const Party& party) {
  EInvoiceParty shown{name, vat_id, country, {}, {}, {}, {}, {}, {}};
  if (party.street) {
    shown.street = {*party.street};
    shown.city = party.city.value_or("");
    shown.post_code = party.post_code.value_or("");
  } else {
    read_address(address, shown);
  }
  shown.registration = split_scheme(party.registration_id.value_or(""));
  shown.endpoint = split_scheme(party.endpoint.value_or(""));
  shown.operator_id = party.operator_id.value_or(party.bic.value_or(""));
  return shown;
}

/// The one for a category whose catalog names none: without a reason those are refused.
std::string reason_code_of(const TaxTotal& tax) {
  if (!tax.reason_code.empty()) return tax.reason_code;
  if (tax.category == "AE") return "VATEX-EU-AE";
  if (tax.category == "G") return "VATEX-EU-G";
  return tax.category == "O" ? "VATEX-EU-O" : "";
}

class Translator {
 public:
  Translator(const InvoiceIssued& document, const Document& printed, EInvoice& invoice)
      : document_(document), printed_(printed), invoice_(invoice) {}

  void add_taxes() {
    for (const TaxTotal& tax : document_.taxes) {
      EInvoiceTax& total = total_of(tax);
      total.net += sign() * tax.net;
      total.tax += sign() * tax.tax;
    }
  }

  void add_lines() {
    for (std::size_t i = 0; i < document_.lines.size(); ++i) {
      if (!take_off(i)) add_line(i);
    }
  }

  void add_period() {
    for (const EInvoiceLine& line : invoice_.lines) {
      if (!line.period) continue;
      if (!invoice_.period) invoice_.period = line.period;
      invoice_.period->start = std::min(invoice_.period->start, line.period->start);
      invoice_.period->end = std::max(invoice_.period->end, line.period->end);
    }
  }

 private:
  int sign() const { return invoice_.credit_note ? -1 : 1; }

  static bool is_charge(const InvoiceLine& line) {
    return line.kind != LineKind::discount && line.kind != LineKind::adjustment &&
           line.kind != LineKind::credit && line.net >= 0 && line.quantity > 0;
  }

  bool multiplies(const InvoiceLine& line) const {
    const Rational price(line.unit_price.micros(), Decimal::scale);
    const Rational exact = Rational(line.quantity) * price *
                           Rational(document_.currency.minor_per_unit()) /
                           Rational(std::max<std::int64_t>(line.per, 1));
    return !exact.negative() && exact.rounded() == line.net;
  }

  EInvoiceTax& total_of(const TaxTotal& tax) {
    for (EInvoiceTax& total : invoice_.taxes) {
      if (total.category == tax.category && total.percent == tax.percent) return total;
    }
    const bool explained = tax.category != "S" && tax.category != "Z";
    return invoice_.taxes.emplace_back(EInvoiceTax{tax.category, tax.percent, 0, 0,
                                                   explained ? tax.reason : "",
                                                   explained ? reason_code_of(tax) : ""});
  }

  /// A discount off the charge just before it, if that stays above nothing.
  bool take_off(std::size_t place) {
    const InvoiceLine& line = document_.lines[place];
    const bool follows = line.kind == LineKind::discount && line.net <= 0 && charge_ &&
                         charge_->charge() == line.charge() &&
                         charge_->tax_category == line.tax_category &&
                         charge_->tax_percent == line.tax_percent;
    if (!follows || invoice_.credit_note || invoice_.lines.back().net + line.net < 0) return false;
    EInvoiceLine& lowered = invoice_.lines.back();
    lowered.allowances.push_back({printed_.lines[place].description, -line.net});
    lowered.net += line.net;
    return true;
  }

  void add_line(std::size_t place) {
    const InvoiceLine& line = document_.lines[place];
    EInvoiceLine& shown = invoice_.lines.emplace_back();
    shown.name = printed_.lines[place].description;
    shown.note = fmt::format("{}", fmt::join(printed_.lines[place].notes, "; "));
    shown.item = line.plan.text();
    if (line.said) shown.description = line.said->words.item.value_or("");
    if (line.start < line.end) shown.period = line.period();
    shown.category = line.tax_category;
    shown.percent = line.tax_percent.value_or(Decimal{});
    if (is_charge(line)) {
      const bool exact = multiplies(line);
      shown.quantity = line.quantity;
      const bool counted = line.kind != LineKind::setup && line.said && line.said->words.unit;
      if (counted) shown.unit = *line.said->words.unit;
      shown.price = exact ? line.unit_price : decimal_of(line.net, document_.currency);
      shown.base_quantity = exact ? std::max<std::int64_t>(line.per, 1) : line.quantity;
    } else {
      shown.quantity = line.net < 0 ? -1 : 1;
      shown.price = decimal_of(line.net < 0 ? -line.net : line.net, document_.currency);
    }
    shown.quantity *= sign();
    shown.net = sign() * line.net;
    charge_ = is_charge(line) ? &line : nullptr;
  }

  const InvoiceIssued& document_;
  const Document& printed_;
  EInvoice& invoice_;
  const InvoiceLine* charge_ = nullptr;  // what the newest line charges
};

}  // namespace

InvoiceIssued completed(InvoiceIssued document, const LedgerSettings& settings,
                        const CustomerDetailsSet& customer) {
  const Seller& known = settings.sellers.empty() ? settings.seller : settings.sellers.back().seller;
  Seller& seller = document.seller;
  for (const auto field :
       {&Seller::name, &Seller::country, &Seller::vat_id, &Seller::address, &Seller::iban}) {
    if ((seller.*field).empty()) seller.*field = known.*field;
  }
  seller.party = with_said(known.party, seller.party);
  Buyer& buyer = document.buyer;
  if (buyer.country.empty()) buyer.country = customer.country;
  buyer.party = with_said(customer.party, buyer.party);
  return document;
}

std::vector<Lacking> lacking_of(const Seller& seller) {
  Wanting wants;
  wants.unless(!seller.name.empty(), Mender::seller, "the seller's name", "--seller-name NAME");
  wants.unless(!country_of(seller).empty(), Mender::seller, "the seller's country",
               "--seller-country CC");
  wants.unless(seller.party.endpoint.has_value(), Mender::seller, "the seller's endpoint",
               "--seller-endpoint SCHEME:ID");
  return wants.take();
}

std::vector<Lacking> lacking_of(const Buyer& buyer) {
  Wanting wants;
  wants.unless(!buyer.country.empty(), Mender::customer, "the buyer's country", "--country CC");
  wants.unless(buyer.party.endpoint.has_value(), Mender::customer, "the buyer's endpoint",
               "--endpoint SCHEME:ID");
  return wants.take();
}

std::vector<Lacking> lacking_of(const InvoiceIssued& document) {
  Wanting wants;
  wants.add(lacking_of(document.seller));
  wants.add(lacking_of(document.buyer));
  wants.unless(!owes(document) || is_iban(account_of(document.seller)), Mender::seller,
               "the seller's IBAN", "--seller-iban IBAN");
  wants.add(lacking_of_taxes(document));
  const bool credit = document.kind == DocumentKind::credit_note;
  wants.unless(!credit || !document.corrects.empty(), Mender::nobody,
               "number and date of what it corrects");
  wants.unless(document.currency.exponent() <= 2, Mender::nobody,
               "a currency of at most two decimals");
  const auto texts = texts_of(document);
  wants.unless(std::all_of(texts.begin(), texts.end(), has_xml_form), Mender::nobody,
               "texts without control characters, which XML has no form for");
  return wants.take();
}

EInvoice e_invoice_of(const InvoiceIssued& document, const CustomerId& customer,
                      std::int64_t ordinal, Language language) {
  const Seller& seller = document.seller;
  const Buyer& buyer = document.buyer;
  EInvoice invoice;
  invoice.credit_note = document.kind == DocumentKind::credit_note;
  invoice.number = document.number;
  invoice.issued_on = document.issued_on;
  if (owes(document)) invoice.due_on = document.due_on;
  invoice.currency = document.currency;
  invoice.customer = customer.text();
  invoice.purchase_order = buyer.party.purchase_order.value_or("");
  invoice.buyer_reference = buyer.party.buyer_reference.value_or("");
  invoice.contract = document.contract.value_or("");
  invoice.corrects = document.corrects;
  invoice.seller =
      party_of(seller.name, seller.vat_id, country_of(seller), seller.address, seller.party);
  invoice.buyer = party_of(buyer.name, buyer.vat_id, buyer.country, buyer.address, buyer.party);
  invoice.iban = account_of(seller);
  invoice.bic = seller.party.bic.value_or("");
  invoice.reference = payment_reference(ordinal);
  const int sign = invoice.credit_note ? -1 : 1;
  invoice.net = sign * document.net;
  invoice.tax = sign * document.tax;
  invoice.gross = sign * document.gross;
  const Document printed = document_of(document, customer, ordinal, language);
  Translator translator(document, printed, invoice);
  translator.add_taxes();
  translator.add_lines();
  translator.add_period();
  return invoice;
}

}  // namespace msp
