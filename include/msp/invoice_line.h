// One line of an issued document: what it charges, what it says, and the steps that led to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/ids.h"
#include "msp/money.h"
#include "msp/plan_words.h"
#include "msp/step_amount.h"

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

/// What a component is for decides how its charges are looked at.
struct ComponentTraits {
  bool charges_days = false;  ///< of service, each of which is charged once
  bool regular = false;       ///< periods of the calendar, the usual of every bill
};
constexpr ComponentTraits traits_of(LineKind component) {
  switch (component) {
    case LineKind::recurring:
    case LineKind::activity:
      return {true, true};
    case LineKind::decision_period:
      return {true, false};
    case LineKind::setup:
    case LineKind::commitment:
    case LineKind::discount:
    case LineKind::adjustment:
    case LineKind::credit:
      break;
  }
  return {};
}
constexpr bool charges_days(LineKind component) { return traits_of(component).charges_days; }
constexpr bool is_regular(LineKind component) { return traits_of(component).regular; }

/// One amount that is owed, over all documents that bill, raise or lower it (msp/charge.h).
struct ChargeName {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Date start;
  bool operator==(const ChargeName&) const = default;
};

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
  quoted,      ///< what a full month costs beyond the monthly total told at the order
  counted      ///< fewer than the quantity: that many are committed
};
template <>
inline constexpr auto words<StepKind> = worded<StepKind>("quantity", "units", "unit_price", "days",
                                                         "exact", "rounded", "owed", "billed",
                                                         "tier", "periods", "base", "discount",
                                                         "forgone", "elsewhere", "quoted", since(2),
                                                         "counted");

struct Step {
  StepKind kind = StepKind::exact;
  StepAmount amount;
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

/// What a line says beside its figures: each language has its own words for it.
enum class RemarkKind {
  decision_month,  ///< in which a trial is decided about (MISSION decision 4)
  nobody_decided,
  setup,
  commitment,  ///< what is left of one, through `date`
  declined,    ///< the service ended before its period, as the desk was told on `date`
  cancelled,
  deactivated,
  undecided,
  credited,  ///< by hand, for what `text` says
  mistake,   ///< of the desk's, taken back on `date`
  reason     ///< for that: `text`
};
template <>
inline constexpr auto words<RemarkKind> = worded<RemarkKind>("decision-month", "nobody-decided",
                                                             "setup", "commitment", "declined",
                                                             "cancelled", "deactivated",
                                                             "undecided", "credited", since(2),
                                                             "mistake", "reason");

struct LineRemark {
  RemarkKind kind = RemarkKind::setup;
  std::optional<Date> date = {};
  std::optional<std::string> text = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("remark", self.kind);
    field("date", self.date);
    field("text", self.text);
  }
  bool operator==(const LineRemark&) const = default;
};

struct LineSaid {
  std::string name;  ///< of what is charged: the plan's on its first day, or a discount's code
  std::vector<LineRemark> remarks;
  PlanWords words = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("remarks", self.remarks);
    PlanWords::fields(self.words, field);
  }
  bool operator==(const LineSaid&) const = default;
};

struct InvoiceLine {
  LineKind kind = LineKind::recurring;
  LineKind component = LineKind::recurring;  ///< what is charged: the kind of the line it adjusts
  std::int64_t subscription = 0;
  PlanId plan;
  std::string description;         ///< what it says, frozen in English for readers of an export
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
  std::optional<LineSaid> said;             ///< not of documents of msp 0.1.0, see said_of()

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
    field("said", self.said, since(2));
  }
  bool operator==(const InvoiceLine&) const = default;
};

/// True if the last amount of a line is not its exact one rounded, but what the others of one whole
/// leave: parts are rounded so that they add up (MISSION decision 7).
bool is_rest_of_whole(const std::vector<Step>& steps);

/// What a line says. Of one that has only its English description, that is read.
LineSaid said_of(const InvoiceLine& line);

/// The description of a line that says so, as it is frozen.
std::string description_of(LineKind kind, const LineSaid& said);

}  // namespace msp
