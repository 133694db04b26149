// An invoice put into words.
#include "msp/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/identifiers.h"
#include "msp/payment_reference.h"
#include "msp/read.h"
#include "paper/phrases.h"
#include "paper/wording.h"

namespace msp {
namespace {

std::string filled(std::string_view pattern, const auto&... values) {
  return fmt::format(fmt::runtime(pattern), values...);
}

/// `Katu 1, 00100 Helsinki` as the lines of an address; one that is said in parts is that.
std::vector<std::string> address_lines(const std::string& address, const Party& party) {
  std::vector<std::string> lines;
  if (party.street) {
    lines.push_back(*party.street);
    const std::string place = party.post_code.value_or("") + " " + party.city.value_or("");
    if (place != " ") lines.push_back(place.substr(party.post_code ? 0 : 1));
    return lines;
  }
  std::string_view rest = address;
  while (!rest.empty()) {
    const auto comma = rest.find(", ");
    lines.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 2);
  }
  return lines;
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

const Step* find(const InvoiceLine& line, StepKind kind) {
  const auto same = [kind](const Step& step) { return step.kind == kind; };
  const auto found = std::find_if(line.steps.begin(), line.steps.end(), same);
  return found == line.steps.end() ? nullptr : &*found;
}

class Writer {
 public:
  Writer(const InvoiceIssued& invoice, Language language)
      : invoice_(invoice), language_(language) {}

  Document document(const CustomerId& customer, std::int64_t ordinal) {
    const bool credit = invoice_.kind == DocumentKind::credit_note;
    document_.language = language_;
    document_.issued_on = invoice_.issued_on;
    document_.title = in(credit ? phrases::credit_note : phrases::invoice);
    document_.number = invoice_.number;
    document_.page = in(phrases::page);
    document_.of = in(phrases::of);
    add_parties();
    add_lines();
    add_sums();
    add_facts(customer, payment_reference(ordinal));
    if (invoice_.gross > 0) {
      add_payment(payment_reference(ordinal));
    } else {
      document_.nothing_to_pay = in(phrases::nothing_to_pay);
    }
    return std::move(document_);
  }

 private:
  std::string in(const Phrase& phrase) const { return std::string(phrase.in(language_)); }
  std::string amount(std::int64_t minor) const {
    return amount_in(language_, minor, invoice_.currency);
  }
  std::string money(std::int64_t minor) const {
    return money_in(language_, minor, invoice_.currency);
  }
  std::string reference(const PaymentReference& reference) const {
    return reference_in(language_, reference);
  }

  void add_parties() {
    const Seller& seller = invoice_.seller;
    document_.seller.name = seller.name;
    document_.seller.lines = address_lines(seller.address, seller.party);
    add_ids(document_.seller, seller.vat_id, seller.party);
    const Buyer& buyer = invoice_.buyer;
    document_.buyer.heading = in(phrases::bill_to);
    document_.buyer.name = buyer.name;
    document_.buyer.lines = address_lines(buyer.address, buyer.party);
    // A mail within the seller's country needs no country.
    if (!seller.vat_id.starts_with(buyer.country)) document_.buyer.lines.push_back(buyer.country);
    add_ids(document_.buyer, buyer.vat_id, buyer.party);
  }

  void add_ids(DocumentParty& shown, const std::string& vat_id, const Party& party) const {
    if (!vat_id.empty()) shown.lines.push_back(in(phrases::vat_id) + " " + vat_id);
    if (!party.registration_id) return;
    const auto [scheme, id] = split_scheme(*party.registration_id);
    const Phrase& kind = scheme == "0212" ? phrases::business_id : phrases::registration;
    shown.lines.push_back(in(kind) + " " + id);
  }

  std::string terms() const {
    const std::int32_t days = invoice_.due_on - invoice_.issued_on;
    if (days <= 0) return in(phrases::at_once);
    return days == 1 ? in(phrases::a_day_net) : filled(phrases::days_net.in(language_), days);
  }

  void add_facts(const CustomerId& customer, const PaymentReference& payment) {
    auto& facts = document_.facts;
    facts.push_back({in(phrases::issued_on), date_in(language_, invoice_.issued_on)});
    if (invoice_.gross > 0) {
      facts.push_back({in(phrases::due_on), date_in(language_, invoice_.due_on)});
      facts.push_back({in(phrases::terms), terms()});
      facts.push_back({in(phrases::reference), reference(payment)});
    }
    facts.push_back({in(phrases::customer), customer.text()});
    const Party& party = invoice_.buyer.party;
    const auto add = [&](const Phrase& label, const std::optional<std::string>& value) {
      if (value) facts.push_back({in(label), *value});
    };
    add(phrases::your_reference, party.buyer_reference);
    add(phrases::purchase_order, party.purchase_order);
    add(phrases::contract, invoice_.contract);
    if (invoice_.kind != DocumentKind::credit_note) return;
    for (const CorrectedDocument& corrected : invoice_.corrects) {
      facts.push_back({in(phrases::corrects), corrected.number});
      facts.push_back({in(phrases::dated), date_in(language_, corrected.issued_on)});
    }
    if (invoice_.corrects.empty()) add_corrected_by_lines();
  }

  /// Of documents of msp 0.1.0, which say no more.
  void add_corrected_by_lines() {
    std::vector<std::string> named;
    for (const InvoiceLine& line : invoice_.lines) {
      if (!line.corrects) continue;
      const std::string& number = line.corrects->number;
      if (std::find(named.begin(), named.end(), number) != named.end()) continue;
      document_.facts.push_back({in(phrases::corrects), number});
      named.push_back(number);
    }
  }

  void add_lines() {
    DocumentLine& headings = document_.headings;
    headings.number = in(phrases::line);
    headings.description = in(phrases::description);
    headings.period = in(phrases::period);
    headings.quantity = in(phrases::quantity);
    headings.unit_price = in(phrases::unit_price);
    headings.tax_rate = in(phrases::vat);
    headings.net = filled(phrases::net_column.in(language_), invoice_.currency.text());
    for (const InvoiceLine& line : invoice_.lines) add_line(line);
  }

  void add_line(const InvoiceLine& line) {
    DocumentLine& shown = document_.lines.emplace_back();
    shown.number = std::to_string(document_.lines.size());
    shown.description = description_of(line);
    shown.period = period_in(language_, line.period());
    shown.net = amount(line.net);
    if (line.tax_percent) shown.tax_rate = percent_in(language_, line.tax_percent->text());
    if (line.kind == LineKind::adjustment || line.kind == LineKind::credit) {
      add_correction(shown, line);
    } else if (line.kind == LineKind::discount) {
      add_discount(shown, line);
    } else {
      add_charge(shown, line);
    }
  }

  std::string name_in(const LineSaid& said) const {
    if (!said.words.names) return said.name;
    const auto& [en, fi] = *said.words.names;
    return (language_ == Language::fi ? fi : en).value_or(said.name);
  }

  std::string description_of(const InvoiceLine& line) const {
    const LineSaid said = said_of(line);
    std::string text;
    if (line.kind == LineKind::credit) text = in(phrases::credit_for);
    if (line.kind == LineKind::discount) text = in(phrases::discount);
    text += name_in(said);
    for (const auto& [kind, date, words] : said.remarks) {
      text += in(phrases::remarks[static_cast<std::size_t>(kind)]);
      text += date ? date_in(language_, *date) : words.value_or("");
    }
    return text;
  }

  void add_charge(DocumentLine& shown, const InvoiceLine& line) const {
    shown.quantity = number_in(language_, std::to_string(line.quantity));
    shown.unit_price = number_in(language_, line.unit_price.text(invoice_.currency.exponent()));
    if (line.per != 1) shown.unit_price += " / " + number_in(language_, std::to_string(line.per));
    if (const Step* tier = find(line, StepKind::tier)) {
      shown.notes.push_back(
          filled(phrases::of_tier.in(language_), tier->amount.units(), tier->amount.of));
    }
    if (const Step* days = find(line, StepKind::days)) {
      shown.notes.push_back(
          filled(phrases::of_days.in(language_), days->amount.units(), days->amount.of));
    }
    if (const Step* periods = find(line, StepKind::periods)) {
      shown.notes.push_back(filled(phrases::of_periods.in(language_), periods->amount.text()));
    }
    if (is_rest_of_whole(line.steps)) shown.notes.push_back(in(phrases::rest_of_whole));
  }

  void add_discount(DocumentLine& shown, const InvoiceLine& line) const {
    const Step* base = find(line, StepKind::base);
    const Step* discount = find(line, StepKind::discount);
    if (!base || !discount || discount->amount.form != StepAmount::Form::percent) return;
    shown.notes.push_back(filled(phrases::of_base.in(language_),
                                 percent_in(language_, discount->amount.number_text()),
                                 number_in(language_, base->amount.text())));
  }

  void add_correction(DocumentLine& shown, const InvoiceLine& line) const {
    if (line.corrects) {
      const Phrase& says = line.kind == LineKind::credit ? phrases::credits : phrases::adjusts;
      shown.notes.push_back(filled(says.in(language_), line.corrects->number, line.corrects->line));
    }
    const Step* owed = find(line, StepKind::owed);
    const Step* billed = find(line, StepKind::billed);
    if (!owed || !billed) return;
    const std::int64_t now = owed->amount.units();
    const std::int64_t before = billed->amount.units();
    // Where something is forgone, or other lines carry a part, the two do not make up the line.
    if (now + before != line.net) return;
    shown.notes.push_back(filled(phrases::now_owed.in(language_), amount(now), amount(-before)));
  }

  std::string tax_name(const TaxTotal& total) const {
    std::string name = in(phrases::vat) + " " + percent_in(language_, total.percent.text());
    for (const auto& [code, words] : phrases::categories) {
      if (code == total.category) name += ", " + in(words);
    }
    return total.reason.empty() ? name : name + ": " + total.reason;
  }

  void add_sums() {
    document_.tax_headings = {in(phrases::vat_breakdown), in(phrases::taxable), in(phrases::vat)};
    for (const TaxTotal& total : invoice_.taxes) {
      document_.taxes.push_back({tax_name(total), amount(total.net), amount(total.tax)});
    }
    if (!invoice_.taxes.empty()) {
      document_.totals.push_back({in(phrases::net_total), amount(invoice_.net)});
      document_.totals.push_back({in(phrases::tax_total), amount(invoice_.tax)});
    }
    const Phrase& total = invoice_.gross > 0   ? phrases::total
                          : invoice_.gross < 0 ? phrases::total_credit
                                               : phrases::total_nothing;
    document_.totals.push_back(
        {filled(total.in(language_), invoice_.currency.text()), amount(invoice_.gross)});
  }

  void add_payment(const PaymentReference& payment) {
    const std::string iban = without_blanks(invoice_.seller.iban);
    if (!is_iban(iban)) return;
    DocumentPayment& shown = document_.payment.emplace();
    shown.heading = in(phrases::payment);
    shown.facts = {{in(phrases::payee), invoice_.seller.name},
                   {in(phrases::iban), in_fours(iban)},
                   {in(phrases::bic), invoice_.seller.party.bic.value_or("")},
                   {in(phrases::reference), reference(payment)},
                   {in(phrases::due_on), date_in(language_, invoice_.due_on)},
                   {in(phrases::amount), money(invoice_.gross)}};
    std::erase_if(shown.facts, [](const Labelled& fact) { return fact.value.empty(); });
    if (invoice_.currency != Currency()) return;  // both codes are for euros
    shown.barcode_label = in(phrases::barcode);
    shown.qr_label = in(phrases::qr);
    if (language_ == Language::fi) {
      shown.barcode = bank_barcode(iban, invoice_.gross, payment.national, invoice_.due_on);
    }
    if (!shown.barcode) shown.qr = credit_transfer(iban, payment.international);
  }

  /// EPC069-12 2.1: service tag, version, UTF-8, SEPA credit transfer, no BIC, payee, account,
  /// amount, no purpose, reference. A payee of more than 70 characters does not fit, nor does
  /// 1,000,000,000.00.
  std::optional<std::string> credit_transfer(const std::string& iban,
                                             const std::string& reference) const {
    constexpr std::int64_t most_cents = 99'999'999'999;
    const std::string& payee = invoice_.seller.name;
    const auto characters = std::count_if(payee.begin(), payee.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    if (payee.empty() || characters > 70 || invoice_.gross > most_cents) return std::nullopt;
    return fmt::format("BCD\n002\n1\nSCT\n\n{}\n{}\nEUR{}\n\n{}", payee, iban,
                       amount_text(invoice_.gross, invoice_.currency), reference);
  }

  const InvoiceIssued& invoice_;
  Language language_;
  Document document_;
};

}  // namespace

Document document_of(const InvoiceIssued& invoice, const CustomerId& customer, std::int64_t ordinal,
                     Language language) {
  return Writer(invoice, language).document(customer, ordinal);
}

}  // namespace msp
