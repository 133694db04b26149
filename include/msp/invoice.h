// Issued documents. An invoice is frozen in one event as it was printed: seller, buyer, lines with
// the steps that led to each amount, tax, totals. Nothing in it is ever computed again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/ids.h"
#include "msp/money.h"
#include "msp/plan.h"

namespace msp {

enum class LineKind {
  recurring,
  decision_period,
  setup,
  activity,
  commitment,
  discount,
  adjustment,
  credit
};
template <>
inline constexpr auto words<LineKind> = worded<LineKind>("recurring", "decision-period", "setup",
                                                         "activity", "commitment", "discount",
                                                         "adjustment", "credit");

/// What a charge is for decides how it is looked at. Days of service, each of which is charged
/// once:
constexpr bool charges_days(LineKind component) {
  return component == LineKind::recurring || component == LineKind::decision_period ||
         component == LineKind::activity;
}
/// The usual of every bill: the periods of the calendar.
constexpr bool is_regular(LineKind component) {
  return component == LineKind::recurring || component == LineKind::activity;
}

/// One amount that is owed, over all documents that bill, raise or lower it (msp/charge.h).
struct ChargeName {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Date start;
  bool operator==(const ChargeName&) const = default;
};

enum class DocumentKind { invoice, credit_note };
template <>
inline constexpr auto words<DocumentKind> = worded<DocumentKind>("invoice", "credit-note");

/// Why an amount is what it is, one step of the computation, with the event it rests on.
enum class StepKind {
  quantity,    ///< of mailboxes, or 1 of what is not counted
  units,       ///< billable units of a month of activity
  unit_price,  ///< as sold or agreed
  days,        ///< `5/30`: the share of a full period
  exact,       ///< the product, before rounding
  rounded,     ///< what stands on the line
  owed,        ///< all that is known now, of what was billed before
  billed,      ///< what stands on earlier lines, negative
  tier,        ///< `11-25`: which of the units
  periods,     ///< `7 1/2`: full periods and a part
  base,        ///< what a discount is taken from
  discount,    ///< `10 %`, or an amount
  forgone,     ///< what could be credited and is not, by the plan's terms
  elsewhere,   ///< what other lines of the same correction carry
  quoted       ///< what a full month costs beyond the monthly total told at the order
};
template <>
inline constexpr auto words<StepKind> = worded<StepKind>("quantity", "units", "unit_price", "days",
                                                         "exact", "rounded", "owed", "billed",
                                                         "tier", "periods", "base", "discount",
                                                         "forgone", "elsewhere", "quoted");

struct Step {
  StepKind kind = StepKind::exact;
  std::string amount;                 ///< as text: `25`, `4.00`, `5/30`, `16.666666…`
  std::optional<std::int64_t> event;  ///< seq of the event that said so
  static constexpr void fields(auto& self, auto&& field) {
    field("step", self.kind);
    field("amount", self.amount);
    field("event", self.event);
  }
  bool operator==(const Step&) const = default;
};

/// The line of an earlier document that an adjustment or credit belongs to.
struct LineRef {
  std::string number;
  std::int64_t line = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("line", self.line);
  }
  bool operator==(const LineRef&) const = default;
};

struct InvoiceLine {
  LineKind kind = LineKind::recurring;
  LineKind component = LineKind::recurring;  ///< what is charged: the kind of the line it adjusts
  std::int64_t subscription = 0;
  PlanId plan;
  std::string description;
  Date start;                      ///< of the period charged
  Date end;                        ///< the first day after it
  std::optional<Date> full_start;  ///< of the full period it is part of, if that begins earlier
  std::optional<Date> full_end;    ///< and its end, if that is later
  /// Of the charge that this line is one part of, if that begins earlier: its name.
  std::optional<Date> charge_start;
  std::int64_t revision = 0;  ///< 0 for the first line of its charge, then counting on
  std::int64_t quantity = 0;
  Decimal unit_price;
  std::int64_t per = 1;
  std::int64_t net = 0;  ///< minor units
  std::optional<Decimal> tax_percent;
  std::string tax_category;
  bool free_rider = false;
  std::optional<LineRef> corrects;
  std::vector<Step> steps;
  std::optional<std::string> units_digest;  ///< of the detail of the units billed, in hex

  Period period() const { return {start, end}; }
  Date charged_from() const { return charge_start.value_or(start); }
  ChargeName charge() const { return {subscription, component, charged_from()}; }
  Period full_period() const { return {full_start.value_or(start), full_end.value_or(end)}; }
  static constexpr void fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("component", self.component);
    field("subscription", self.subscription);
    field("plan", self.plan);
    field("description", self.description);
    field("start", self.start);
    field("end", self.end);
    field("full_start", self.full_start);
    field("full_end", self.full_end);
    field("charge_start", self.charge_start);
    field("revision", self.revision);
    field("quantity", self.quantity);
    field("unit_price", self.unit_price);
    field("per", self.per);
    field("net", self.net);
    field("tax_percent", self.tax_percent);
    field("tax_category", self.tax_category);
    field("free_rider", self.free_rider);
    field("corrects", self.corrects);
    field("steps", self.steps);
    field("units_digest", self.units_digest);
  }
  bool operator==(const InvoiceLine&) const = default;
};

/// Tax once per rate, on the sum of its lines (MISSION decision 7).
struct TaxTotal {
  Decimal percent;
  std::string category;
  std::string reason;
  std::int64_t net = 0;
  std::int64_t tax = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("percent", self.percent);
    field("category", self.category);
    field("reason", self.reason);
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
  static constexpr void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("vat_id", self.vat_id);
    field("address", self.address);
    field("iban", self.iban);
  }
  bool operator==(const Seller&) const = default;
};

struct Buyer {
  std::string name;
  std::string address;
  std::string country;
  std::string vat_id;
  static constexpr void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("address", self.address);
    field("country", self.country);
    field("vat_id", self.vat_id);
  }
  bool operator==(const Buyer&) const = default;
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
