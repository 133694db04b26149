#include "rate.h"

#include <numeric>

#include "calendar.h"
#include "component.h"
#include "stretch.h"

namespace msp {
namespace {

/// Units of one stretch at one price, and what a share of a full period costs of them.
struct Piece {
  const Stretch& stretch;
  TierUnits units;
  Rational share;
  Rational exact() const { return cost_of(units.count(), units.amount, stretch.price) * share; }
};

/// Every price of a period is made of these.
std::vector<Piece> pieces_of(const std::vector<Stretch>& stretches, const Share& share,
                             const Terms& terms) {
  std::vector<Piece> pieces;
  for (const Stretch& stretch : stretches) {
    const Rational part = stretches.size() == 1
                              ? share.part
                              : share.part * daily_share(terms, stretch.days, share.days);
    for (const TierUnits& units : units_by_price(stretch.quantity.value, stretch.price)) {
      pieces.push_back({stretch, units, part});
    }
  }
  return pieces;
}

void add_step(ChargePart& part, StepKind kind, const StepAmount& amount,
              std::optional<std::int64_t> event = {}) {
  part.steps.push_back({kind, amount, event});
}

const PlanVersion& version_of(const RatingBasis& basis) {
  const Date on = basis.planned.terms_on;
  return version_of(basis.catalog, basis.subscription.plan_on(on).plan, on);
}

/// Of the days a full period counts as, or, where these do not come out even, of its own.
StepAmount days_of(const RatingBasis& basis, const Piece& piece) {
  const std::int32_t whole = counted_days(basis.terms, basis.planned.nominal);
  const Rational counted = piece.share * Rational(whole);
  const std::int64_t count = counted.rounded();
  return Rational(count) == counted
             ? StepAmount::share(count, whole)
             : StepAmount::share(counted_days(basis.terms, piece.stretch.days),
                                 counted_days(basis.terms, basis.planned.share.days));
}

/// The event that made a period cost less than a full one: the end of service, or its start.
std::optional<std::int64_t> reason_for_share(const RatingBasis& basis) {
  const Subscription& subscription = basis.subscription;
  if (subscription.ending && subscription.ending->ends_on < basis.planned.nominal.end) {
    return subscription.ending->seq;
  }
  return subscription.trial ? subscription.trial->seq : subscription.ordered_seq;
}

/// The event by which a commitment was left: an end, or a change of plan.
std::int64_t left_by(const RatingBasis& basis) {
  const auto& on = basis.planned.rest.front().commitment.left_on;
  return on ? basis.subscription.plan_on(*on).seq : basis.subscription.ending->seq;
}

void add_share(ChargePart& part, const RatingBasis& basis, const Piece& piece) {
  if (basis.planned.component == LineKind::commitment) {
    add_step(part, StepKind::periods, StepAmount::mixed(piece.share), left_by(basis));
  } else if (piece.share != Rational(1)) {
    add_step(part, StepKind::days, days_of(basis, piece), reason_for_share(basis));
  }
}

/// Count, price and share as its steps; what it comes to follows.
ChargePart part_of(const RatingBasis& basis, const Piece& piece) {
  const auto& [days, quantity, price] = piece.stretch;
  const TierUnits& units = piece.units;
  ChargePart part;
  part.kind = basis.planned.component;
  part.period = days;
  part.said = {version_of(basis).name, {}, version_of(basis).words};
  part.quantity = units.count();
  part.unit_price = units.amount;
  part.per = price.per;
  add_step(part, basis.units ? StepKind::units : StepKind::quantity,
           StepAmount::count(quantity.value), quantity.event);
  if (quantity.fewer) {
    add_step(part, StepKind::counted, StepAmount::count(*quantity.fewer), quantity.fewer_event);
  }
  if (price.tiers) {
    add_step(part, StepKind::tier, StepAmount::range(units.first, units.last), price.seq);
  }
  add_step(part, StepKind::unit_price, StepAmount::decimal(units.amount, price.currency.exponent()),
           price.seq);
  add_share(part, basis, piece);
  return part;
}

/// Days at one count and price, by tier, then the discounts.
std::vector<ChargePart> rate_period(const RatingBasis& basis,
                                    const std::optional<LineRemark>& remark = {}) {
  Rounding rounding;
  const Share& share = basis.planned.share;
  std::vector<ChargePart> parts = parts_of(basis, stretches_of(basis), share, rounding, remark);
  add_discounts(parts, basis, share);
  return parts;
}

RemarkKind remark_of(EndReason reason) {
  switch (reason) {
    case EndReason::declined:
      return RemarkKind::declined;
    case EndReason::cancelled:
      return RemarkKind::cancelled;
    case EndReason::deactivated:
      return RemarkKind::deactivated;
    case EndReason::undecided:
      break;
  }
  return RemarkKind::undecided;
}

/// The same period at another share of its price.
std::int64_t net_at(const Share& share, const RatingBasis& basis) {
  Planned other = basis.planned;
  other.share = share;
  return sum_of(rate_period({basis.customer, basis.subscription, basis.catalog, basis.terms, other,
                             basis.units_of, basis.commitments, basis.units}));
}

}  // namespace

std::int64_t Rounding::next(const Rational& exact) {
  sum_ = sum_ + exact;
  const std::int64_t before = rounded_;
  rounded_ = sum_.rounded();
  return rounded_ - before;
}

const PlanVersion& version_of(const Catalog& catalog, const PlanId& id, Date on) {
  const Plan& plan = *catalog.plan(id);
  const PlanVersion* version = plan.version_on(on);
  return version ? *version : plan.versions.front();
}

std::vector<ChargePart> parts_of(const RatingBasis& basis, const std::vector<Stretch>& stretches,
                                 const Share& share, Rounding& rounding,
                                 const std::optional<LineRemark>& remark) {
  std::vector<ChargePart> parts;
  for (const Piece& piece : pieces_of(stretches, share, basis.terms)) {
    ChargePart& part = parts.emplace_back(part_of(basis, piece));
    if (remark) part.said.remarks.push_back(*remark);
    round_to(part, piece.exact(), rounding.next(piece.exact()), basis.subscription.currency);
  }
  return parts;
}

void round_to(ChargePart& part, const Rational& exact, std::int64_t net, Currency currency) {
  add_step(part, StepKind::exact, StepAmount::exact(exact, currency));
  add_step(part, StepKind::rounded, StepAmount::money(net, currency));
  part.net = net;
}

std::int64_t sum_of(const std::vector<ChargePart>& parts) {
  return std::accumulate(
      parts.begin(), parts.end(), std::int64_t{0},
      [](std::int64_t sum, const ChargePart& part) { return checked_add(sum, part.net); });
}

FullPrice price_of_month(const Customer& customer, const Subscription& subscription,
                         const Catalog& catalog, Date on, std::int64_t quantity) {
  const std::vector<Stretch> month{
      {{on, on + 1}, {quantity, {}}, price_for(customer, subscription, catalog, on)}};
  FullPrice full{month.front().price, 0};
  for (const Piece& piece : pieces_of(month, {month.front().days, 1}, Terms{})) {
    full.exact = full.exact + piece.exact();
  }
  return full;
}

std::optional<LineRemark> remark_on_end(const Subscription& subscription, Date end) {
  const auto& ending = subscription.ending;
  if (!ending || end <= ending->ends_on) return std::nullopt;
  return LineRemark{remark_of(ending->reason), ending->received_on};
}

void rate_decision_period(const RatingBasis& basis, Charge& charge) {
  charge.parts = rate_period(basis, LineRemark{RemarkKind::decision_month});
  charge.free_rider = basis.subscription.free_rider();
  if (charge.free_rider) {
    charge.parts.front().said.remarks.push_back({RemarkKind::nobody_decided});
  }
}

void rate_recurring(const RatingBasis& basis, Charge& charge) {
  charge.parts = rate_period(basis);
  if (const auto& left = basis.planned.if_refunded) {
    charge.refund_forgone = sum_of(charge.parts) - net_at(*left, basis);
  }
}

/// MISSION S1: who was seen once in a calendar month costs the month, whole, in the one in which
/// the service begins or ends too. Nobody seen, no charge.
void rate_activity(const RatingBasis& basis, Charge& charge) {
  const auto& [customer, subscription, catalog, terms, planned, units_of, commitments, units] =
      basis;
  const Month month = Month::of(planned.share.days.start);
  UnitCount count;
  if (const FrozenUnits* frozen = subscription.frozen_in(month)) {
    count = {frozen->units, frozen->digest, frozen->seq};
  } else if (units_of) {
    count = units_of(customer, subscription, month);
  }
  if (count.units == 0) return;
  charge.parts =
      rate_period({customer, subscription, catalog, terms, planned, units_of, commitments, count});
  charge.units_digest = count.digest;
}

void rate_setup(const RatingBasis& basis, Charge& charge) {
  const Subscription& subscription = basis.subscription;
  const Currency currency = subscription.currency;
  ChargePart& part = charge.parts.emplace_back();
  part.kind = LineKind::setup;
  part.period = basis.planned.share.days;
  part.said = {version_of(basis).name, {{RemarkKind::setup}}, version_of(basis).words};
  const Date begins = basis.planned.terms_on;
  part.unit_price =
      terms_begun_with(basis.customer, subscription, basis.catalog, begins)->setup_fee;
  add_step(part, StepKind::quantity, StepAmount::count(1), subscription.plan_on(begins).seq);
  add_step(part, StepKind::unit_price, StepAmount::decimal(part.unit_price, currency.exponent()),
           version_of(basis).seq);
  const Rational exact =
      Rational(part.unit_price.micros(), Decimal::scale) * Rational(currency.minor_per_unit());
  round_to(part, exact, exact.rounded(), currency);
}

Charge rate(const Planned& planned, const Customer& customer, const Catalog& catalog,
            const UnitsOf& units_of) {
  const Subscription& subscription = *customer.subscription(planned.subscription);
  const AgreedTerms terms = terms_on(customer, subscription, catalog, planned.terms_on);
  const Period days = planned.share.days;
  Charge charge;
  charge.subscription = planned.subscription;
  charge.component = planned.component;
  charge.period = days;
  charge.full = planned.nominal;
  charge.bill_on = planned.due.date;
  charge.plan = subscription.plan_on(planned.terms_on).plan;
  charge.currency = subscription.currency;
  charge.retro_credit = terms->retro_credit;
  charge.tax = terms->tax;
  charge.tax_on = terms->timing == Timing::arrears ? days.through() : days.start;
  charge.payment_terms_days = terms->payment_terms_days;
  charge.ended = remark_on_end(subscription, planned.nominal.end);
  const auto commitments = commitments_of(customer, subscription, catalog);
  component_of(planned.component)
      .rate({customer, subscription, catalog, *terms, planned, units_of, commitments}, charge);
  charge.net = sum_of(charge.parts);
  charge.stands = charge.net;
  return charge;
}

void compare_with_quote(const Planned& planned, const Customer& customer, const Catalog& catalog,
                        Charge& charge) {
  const Subscription& subscription = *customer.subscription(charge.subscription);
  const bool quoted =
      charge.component == LineKind::recurring || charge.component == LineKind::decision_period;
  const bool first = !subscription.settled_through && subscription.decisions_settled.empty();
  if (!quoted || !first || !subscription.monthly_total) return;
  const Rational told = Rational(subscription.monthly_total->micros(), Decimal::scale) *
                        Rational(subscription.currency.minor_per_unit());
  const AgreedTerms terms = terms_on(customer, subscription, catalog, planned.terms_on);
  const auto commitments = commitments_of(customer, subscription, catalog);
  const std::int64_t difference =
      net_at({planned.share.days, 1},
             {customer, subscription, catalog, *terms, planned, {}, commitments}) -
      told.rounded();
  auto& steps = charge.parts.front().steps;
  steps.insert(steps.begin(),
               {StepKind::quoted, StepAmount::money(difference, subscription.currency),
                subscription.ordered_seq});  // said before all else
}

}  // namespace msp
