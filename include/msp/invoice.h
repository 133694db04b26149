// Issued documents. An invoice is frozen in one event as it was printed: seller, buyer, lines with
// the steps that led to each amount, tax, totals. Nothing in it is ever computed again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/invoice_line.h"
#include "msp/party.h"
#include "msp/terms.h"

namespace msp {

enum class DocumentKind { invoice, credit_note };
template <>
inline constexpr auto words<DocumentKind> = worded<DocumentKind>("invoice", "credit-note");

/// Tax once per rate, on the sum of its lines (MISSION decision 7). What takes back a part of an
/// earlier document takes back of its tax what makes it, with all that was taken back before, the
/// rounded tax of the whole (decision 21): it may be a cent beside the tax of this sum.
struct TaxTotal {
  Decimal percent;
  std::string category;
  std::string reason;
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::string reason_code = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("percent", self.percent);
    field("category", self.category);
    field("reason", self.reason);
    field("reason_code", self.reason_code, since(2, ""));
    field("net", self.net);
    field("tax", self.tax);
  }
  bool operator==(const TaxTotal&) const = default;
};

struct Seller {
  std::string name;
  std::string vat_id;
  std::string address;
  std::string iban;
  std::string country = {};  ///< ISO 3166; empty: that of its VAT id
  Party party = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("vat_id", self.vat_id);
    field("address", self.address);
    field("iban", self.iban);
    field("country", self.country, since(2, ""));
    Party::fields(self.party, field);
  }
  bool operator==(const Seller&) const = default;
};

struct Buyer {
  std::string name;
  std::string address;
  std::string country;
  std::string vat_id;
  Party party = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("address", self.address);
    field("country", self.country);
    field("vat_id", self.vat_id);
    Party::fields(self.party, field);
  }
  bool operator==(const Buyer&) const = default;
};

/// An earlier document that one corrects.
struct CorrectedDocument {
  std::string number;
  Date issued_on;
  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("issued_on", self.issued_on);
  }
  bool operator==(const CorrectedDocument&) const = default;
};

struct InvoiceIssued {
  static constexpr std::string_view type = "invoice_issued";  // disk format: never rename
  std::string number;
  DocumentKind kind = DocumentKind::invoice;
  Date issued_on;
  Date due_on;
  Date billed_on;  ///< the billing day it is for
  Currency currency;
  Seller seller;
  Buyer buyer;
  std::vector<InvoiceLine> lines;
  std::vector<TaxTotal> taxes;
  std::vector<CorrectedDocument> corrects = {};  ///< of documents of msp 0.1.0 the lines say which
  std::optional<std::string> contract = {};      ///< that all of its services were ordered under
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::int64_t gross = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("kind", self.kind);
    field("issued_on", self.issued_on);
    field("due_on", self.due_on);
    field("billed_on", self.billed_on);
    field("currency", self.currency);
    field("seller", self.seller);
    field("buyer", self.buyer);
    field("lines", self.lines);
    field("taxes", self.taxes);
    field("corrects", self.corrects, since(2));
    field("contract", self.contract, since(2));
    field("net", self.net);
    field("tax", self.tax);
    field("gross", self.gross);
  }
  bool operator==(const InvoiceIssued&) const = default;
};

/// Billed, no longer owed, and not credited because the plan's terms say so (MISSION decision 8):
/// `amount` is the whole of it for this charge as of the effective day, 0 once it is gone.
struct CreditForgone {
  static constexpr std::string_view type = "credit_forgone";  // disk format: never rename
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Date charge_start;
  Date end;  ///< the first day after the period charged
  Currency currency;
  std::int64_t refund = 0;        ///< minor units kept by the term `refund`
  std::int64_t retro_credit = 0;  ///< minor units kept by the term `retro_credit`
  std::optional<LineRef> line;    ///< the newest line of the charge

  ChargeName charge() const { return {subscription, component, charge_start}; }
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("component", self.component);
    field("charge_start", self.charge_start);
    field("end", self.end);
    field("currency", self.currency);
    field("refund", self.refund);
    field("retro_credit", self.retro_credit);
    field("line", self.line);
  }
  bool operator==(const CreditForgone&) const = default;
};

}  // namespace msp
