// What a customer ought to be charged, and what is.
//
// A *charge* is one amount that is owed: a period of a service, the month of decision, a month of
// activity, a setup fee, what is left of a commitment. That is its *component*. Subscription,
// component and first day are its name (ChargeName): under it the charge is found again on whatever
// document bills, raises or lowers it. That, and no mark on anything, is how a second run knows
// what the first has done.
//
// Bills come about in three steps, each a function of values:
//
//   schedule   which days are charged, as which part of what, and when that is due: no money
//   rate       what they cost: parts, each rounded, that add up to the charge, with their steps
//   settle     what is owed minus what is billed, as lines of documents
//
// The *nominal* period is the full one that the price is of, from billing day to billing day; the
// *days* are those of it that are charged, the *share* is what part of its price they cost: all,
// 5/30, nothing. Of a commitment's rest it is how many full periods that comes to.
//
// Within its days a count or a price may change: a *stretch* is days at one count and one price.
// Each stretch, each tier of a price and each discount is a *part* of the charge and becomes a
// line.
//
// What is billed and was changed since is *reopened*: scheduled again, to stand beside what is
// billed next. What is no longer owed at all then is a charge without parts. What *stands* of a
// charge is what is owed; or more, if it was lowered by late words, received after its billing day,
// that are not credited (`retro_credit`). It follows from what was said and when it was received,
// never from when a run was made (MISSION decision 24).
//
// components[] in src/billing/component.cpp has one row per component: how it is scheduled, how it
// is rated, how a subscription remembers that it is settled.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "msp/commitment.h"

namespace msp {

/// Days that are charged, and what part of a full period's price they cost.
struct Share {
  Period days;  ///< as printed
  Rational part;
};

/// When something is billed; `again`: it is billed already and was changed since, what that makes
/// of it stands beside what is billed next after `date`.
struct DueDate {
  Date date;
  bool again = false;
  Date first = date;  ///< the day it was due first, or the later one on which the desk heard of it
};

/// What nothing else charges of a period that a commitment was to last, because of who left.
struct LeftPeriod {
  Date starts;    ///< the period: discounts go by it
  Period days;    ///< those that are left of it
  Rational part;  ///< of a full period's price
  Commitment commitment;
};

/// A charge that has no price yet.
struct Planned {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Share share;
  Period nominal;
  Date terms_on;  ///< the day whose terms hold
  DueDate due;
  std::optional<Share> if_refunded = {};  ///< what a refund would leave where none is given
  std::optional<Month> to_count = {};     ///< whose units decide what it costs: they are not frozen
  std::vector<LeftPeriod> rest = {};      ///< of commitments: for each what is left of a period

  ChargeName name() const { return {subscription, component, share.days.start}; }
};

/// A part of a charge that becomes a line of its own: some days at one count and price, the units
/// of one tier, a discount.
struct ChargePart {
  LineKind kind = LineKind::recurring;
  Period period;
  LineSaid said;
  std::int64_t quantity = 1;
  Decimal unit_price;
  std::int64_t per = 1;
  std::int64_t net = 0;  ///< minor units; the parts add up to the charge, to the cent
  std::vector<Step> steps;
};

/// What a month of activity comes to for one subscription.
struct UnitCount {
  std::int64_t units = 0;
  std::string digest;                      ///< of the units' detail_text(), in hex
  std::optional<std::int64_t> event = {};  ///< seq of the event that froze it
  bool operator==(const UnitCount&) const = default;
};

/// Counts a month's evidence for a subscription of a customer as given. The month is over.
using UnitsOf = std::function<UnitCount(const Customer&, const Subscription&, Month)>;

/// One amount that ought to be billed on `bill_on`.
struct Charge {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Period period;
  Period full;  ///< the nominal period it is all or part of
  Date bill_on;
  PlanId plan;
  Currency currency;
  std::vector<ChargePart> parts;           ///< none: what was billed is no longer owed
  std::int64_t net = 0;                    ///< minor units: the sum of the parts, what is owed
  std::int64_t stands = 0;                 ///< what is billed of it in all
  std::vector<ChargePart> standing_parts;  ///< that add up to it, if it is more than is owed
  std::int64_t refund_forgone = 0;         ///< the price of days paid, not served and not refunded
  RetroCredit retro_credit = RetroCredit::never;
  std::optional<TaxId> tax;
  Date tax_on;  ///< whose rate holds: the period's last day in arrears, its first in advance
  std::int64_t payment_terms_days = 0;
  bool free_rider = false;
  std::optional<LineRemark> ended;          ///< why less is owed than a full period costs
  std::optional<Mistake> mistake;           ///< why it is looked at again
  std::optional<std::string> units_digest;  ///< of what is billed by activity

  ChargeName name() const { return {subscription, component, period.start}; }
};

/// What stands on issued documents for one charge: all its lines added up.
struct Billed {
  /// A line, and what is left of it after the lines that lower it.
  struct Line {
    LineRef ref;
    LineKind kind = LineKind::recurring;
    std::int64_t left = 0;  ///< minor units
    std::int64_t net = 0;
    Date issued_on;
    std::optional<TaxRate> tax = {};  ///< as charged
    /// Of one that lowers an earlier document: which, and what it took back of its tax. Of several
    /// lines of one document at one rate the first says it of all.
    std::optional<std::string> takes_from = {};
    std::int64_t tax_taken = 0;
  };
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Period period;  ///< its start names the charge
  Period full;    ///< the full billing period, as it was billed
  PlanId plan;
  LineSaid said;  ///< by its first line
  Currency currency;
  std::int64_t net = 0;       ///< charges and adjustments
  std::int64_t credited = 0;  ///< by hand, as a kindness: positive, not owed again
  std::int64_t refund_forgone = 0;
  std::int64_t retro_forgone = 0;
  std::int64_t revisions = 0;  ///< lines issued so far
  std::vector<Line> lines;     ///< oldest first
  std::int64_t seq = 0;        ///< of the event that issued the newest

  ChargeName name() const { return {subscription, component, period.start}; }
};

/// The charge, the plan or the entry of that name in a list of them; nullptr if it is not there.
template <class T>
auto* named(T& list, const ChargeName& name) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&name](const auto& each) { return each.name() == name; });
  return found == list.end() ? nullptr : &*found;
}

/// What is left of what a document charges for one charge, discounts taken off.
std::int64_t left_on(const Billed& entry, const std::string& number);

/// Folds what was issued, or left, into what is billed.
void add_billed(std::vector<Billed>& billed, const InvoiceIssued& invoice, std::int64_t seq);
void add_billed(std::vector<Billed>& billed, const CreditForgone& forgone);

}  // namespace msp
