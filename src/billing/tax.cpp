#include "tax.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/advice.h"
#include "msp/country.h"

namespace msp {
namespace {

std::string country_of(const Seller& seller) {
  return seller.country.empty() ? country_of_vat_id(seller.vat_id) : seller.country;
}

/// Which class stands for one whose home is `home`; nothing: it itself holds.
std::optional<TaxId> class_abroad(const TaxAbroad& abroad, const std::string& home,
                                  const CustomerDetailsSet& buyer, Date on) {
  if (buyer.country.empty() || buyer.country == home) return std::nullopt;
  const std::string registered = country_of_vat_id(buyer.vat_id);
  const bool in_union = in_european_union(buyer.country, on);
  if (in_union && registered != home && in_european_union(registered, on)) {
    return abroad.eu_business;
  }
  // Who is in the Union with a seller and has no VAT id is taxed where the seller is.
  return in_union && in_european_union(home, on) ? std::nullopt : abroad.elsewhere;
}

void refuse_other_country(const Tax& tax, const Seller& seller, Date on) {
  const std::string country = country_of(seller);
  if (!tax.country || country.empty() || country == *tax.country) return;
  throw Unbillable(Exit::refused, "tax.other_country",
                   fmt::format("tax class {} is for sellers in {}, and on {} the seller is in {}",
                               tax.id.text(), *tax.country, on.text(), country),
                   Advice::edit_seller_country);
}

std::string text_of(const TaxTotal& total) { return total.percent.text() + total.category; }

bool is_of(const InvoiceLine& line, const TaxTotal& total) {
  return line.tax_percent == total.percent && line.tax_category == total.category;
}

}  // namespace

std::optional<TaxRate> rate_of(const Charge& charge, const Customer& customer,
                               const LedgerSettings& settings, const Catalog& catalog) {
  const Date on = charge.tax_on;
  const Tax* tax = charge.tax ? catalog.tax(*charge.tax) : nullptr;
  if (!tax) return std::nullopt;
  refuse_other_country(*tax, settings.seller_on(on), on);
  const auto abroad = tax->abroad ? class_abroad(*tax->abroad, tax->country.value_or(std::string()),
                                                 customer.details_on(on), on)
                                  : std::nullopt;
  if (abroad) tax = catalog.tax(*abroad);
  const TaxRate* rate = tax ? tax->rate_on(on) : nullptr;
  if (abroad && !rate) {
    throw Unbillable(
        Exit::refused, "tax.no_rate",
        fmt::format("tax class {} has no rate on {}", abroad->text(), on.text()),
        Hint("Load a catalog with a [[tax." + abroad->text() + ".rate]] from that day."));
  }
  return rate ? std::optional(*rate) : std::nullopt;
}

std::optional<TaxRate> tax_of(const InvoiceLine& line, const InvoiceIssued& invoice) {
  if (!line.tax_percent) return std::nullopt;
  const auto total = std::find_if(invoice.taxes.begin(), invoice.taxes.end(),
                                  [&line](const TaxTotal& each) { return is_of(line, each); });
  TaxRate rate{{}, *line.tax_percent, line.tax_category, {}};
  if (total == invoice.taxes.end()) return rate;
  rate.reason = total->reason;
  rate.reason_code = total->reason_code;
  return rate;
}

bool same_rate(const std::optional<TaxRate>& a, const std::optional<TaxRate>& b) {
  if (!a || !b) return !a && !b;
  return a->percent == b->percent && a->category == b->category;
}

std::optional<Refusal> refuse_document(const InvoiceIssued& document, const CustomerId& customer) {
  const auto of_buyer = [](const InvoiceLine& line) {
    return line.net > 0 && (line.tax_category == "AE" || line.tax_category == "K");
  };
  const auto owed = std::find_if(document.lines.begin(), document.lines.end(), of_buyer);
  if (owed == document.lines.end()) return std::nullopt;
  const auto missing = [&owed](const std::string& whose) {
    return fmt::format(
        "the buyer owes the tax (category {}), so the document has to show the VAT id of {}, and "
        "nobody has said it",
        owed->tax_category, whose);
  };
  if (document.seller.vat_id.empty()) {
    return Refusal{"tax.no_seller_vat_id", missing("the seller"), Advice::give_seller_vat_id};
  }
  if (document.buyer.vat_id.empty()) {
    return Refusal{"tax.no_vat_id", missing(customer.text()),
                   Hint(Advice::give_vat_id, {customer.text()})};
  }
  return std::nullopt;
}

TaxBook::TaxBook(const std::vector<Billed>& billed) {
  for (const Billed& entry : billed) {
    for (const Billed::Line& line : entry.lines) {
      if (!line.takes_from || !line.tax) continue;
      Taken& taken = taken_[{*line.takes_from, line.tax->percent.text() + line.tax->category}];
      taken.net = checked_add(taken.net, -line.net);
      taken.tax = checked_add(taken.tax, line.tax_taken);
    }
  }
}

TaxBook::Parts TaxBook::parts_of(const InvoiceIssued& document, const TaxTotal& total) {
  Parts parts;
  for (std::size_t place = 0; place < document.lines.size(); ++place) {
    const InvoiceLine& line = document.lines[place];
    if (!is_of(line, total)) continue;
    if (!takes_back(line)) {
      parts.own = checked_add(parts.own, line.net);
      continue;
    }
    const auto same = [&line](const Share& share) { return share.number == line.corrects->number; };
    auto share = std::find_if(parts.taken.begin(), parts.taken.end(), same);
    if (share == parts.taken.end()) {
      share = parts.taken.insert(share, Share{line.corrects->number, 0, place});
    }
    share->net = checked_add(share->net, -line.net);
  }
  return parts;
}

std::int64_t TaxBook::take(const std::string& number, const TaxTotal& total, std::int64_t net) {
  Taken& taken = taken_[{number, text_of(total)}];
  taken.net = checked_add(taken.net, net);
  const std::int64_t tax = percent_of(taken.net, total.percent) - taken.tax;
  taken.tax = checked_add(taken.tax, tax);
  return tax;
}

std::int64_t TaxBook::tax_of_total(const InvoiceIssued& document, const TaxTotal& total) {
  const auto same = [&total](const TaxTotal& each) { return text_of(each) == text_of(total); };
  const auto alike = std::count_if(document.taxes.begin(), document.taxes.end(), same);
  if (alike > 1) return percent_of(total.net, total.percent);  // kept apart by reasons: no tax
  const Parts parts = parts_of(document, total);
  std::int64_t tax = percent_of(parts.own, total.percent);
  for (const Share& share : parts.taken) tax -= take(share.number, total, share.net);
  return tax;
}

std::map<std::size_t, std::int64_t> TaxBook::taken_by(const InvoiceIssued& issued) {
  std::map<std::size_t, std::int64_t> taken;
  for (const TaxTotal& total : issued.taxes) {
    const Parts parts = parts_of(issued, total);
    std::int64_t rest = percent_of(parts.own, total.percent) - total.tax;
    for (const Share& share : parts.taken) {
      const bool last = &share == &parts.taken.back();
      const std::int64_t tax = last ? rest : take(share.number, total, share.net);
      taken.emplace(share.place, tax);
      rest -= tax;
    }
  }
  return taken;
}

}  // namespace msp
