#include "rating.h"

#include <fmt/format.h>

#include <numeric>

#include "price.h"
#include "stretch.h"

namespace msp {
namespace {

/// Rounds parts so that they add up to their rounded sum, however many there are.
class Rounding {
 public:
  std::int64_t next(const Rational& exact) {
    sum_ = sum_ + exact;
    const std::int64_t before = rounded_;
    rounded_ = sum_.rounded();
    return rounded_ - before;
  }

 private:
  Rational sum_;
  std::int64_t rounded_ = 0;
};

class Steps {
 public:
  explicit Steps(ChargePart& part) : part_(part) {}
  void add(StepKind kind, std::string amount, std::optional<std::int64_t> event = {}) {
    part_.steps.push_back({kind, std::move(amount), event});
  }
  void round(const Rational& exact, std::int64_t net, Currency currency) {
    add(StepKind::exact, exact.amount_text(currency));
    add(StepKind::rounded, amount_text(net, currency));
    part_.net = net;
  }

 private:
  ChargePart& part_;
};

const PlanVersion& version_of(const RatingBasis& basis) {
  const Date start = basis.share.covered.start;
  const Plan& plan = *basis.catalog.plan(basis.subscription.plan_on(start).plan);
  const PlanVersion* version = plan.version_on(start);
  return version ? *version : plan.versions.front();
}

const std::string& name_of(const RatingBasis& basis) { return version_of(basis).name; }

/// `5/30`: of the days a full period counts as, or, where these do not come out even, of its own.
std::string days_text(const RatingBasis& basis, const Rational& share, Period days) {
  const std::int32_t whole = counted_days(basis.terms, basis.nominal);
  const Rational counted = share * Rational(whole);
  const std::int64_t count = counted.rounded();
  return Rational(count) == counted ? fmt::format("{}/{}", count, whole)
                                    : fmt::format("{}/{}", days.days(), basis.share.covered.days());
}

/// The event that made a period cost less than a full one: the end of service, or its start.
std::optional<std::int64_t> reason_for_share(const RatingBasis& basis) {
  const Subscription& subscription = basis.subscription;
  if (subscription.ending && subscription.ending->ends_on < basis.nominal.end) {
    return subscription.ending->seq;
  }
  return subscription.trial ? subscription.trial->seq : subscription.ordered_seq;
}

/// So many units at one price: count and price stand in its steps, what share of it is charged
/// follows.
ChargePart priced_part(const RatingBasis& basis, const SourcedCount& quantity,
                       const TierUnits& units, const Price& price, Period period) {
  ChargePart part;
  part.kind = basis.component;
  part.period = period;
  part.description = name_of(basis);
  part.quantity = units.count();
  part.unit_price = units.amount;
  part.per = price.per;
  Steps steps(part);
  steps.add(basis.units ? StepKind::units : StepKind::quantity, std::to_string(quantity.value),
            quantity.event);
  if (price.tiers) {
    steps.add(StepKind::tier, fmt::format("{}-{}", units.first, units.last), price.seq);
  }
  steps.add(StepKind::unit_price, units.amount.text(price.currency.exponent()), price.seq);
  return part;
}

class PeriodRating {
 public:
  explicit PeriodRating(const RatingBasis& basis) : basis_(basis) {}

  std::vector<ChargePart> parts() {
    const std::vector<Stretch> stretches = stretches_of(basis_);
    const std::int32_t days = basis_.share.covered.days();
    for (const Stretch& stretch : stretches) {
      const Rational share = stretches.size() == 1
                                 ? basis_.share.charged
                                 : basis_.share.charged * Rational(stretch.days.days(), days);
      for (const TierUnits& units : units_by_price(stretch.quantity.value, stretch.price)) {
        add(stretch, units, share);
      }
    }
    return std::move(parts_);
  }

 private:
  void add(const Stretch& stretch, const TierUnits& units, const Rational& share) {
    ChargePart part = priced_part(basis_, stretch.quantity, units, stretch.price, stretch.days);
    if (basis_.component == LineKind::decision_period) part.description += ", month of decision";
    Steps steps(part);
    if (share != Rational(1)) {
      steps.add(StepKind::days, days_text(basis_, share, stretch.days), reason_for_share(basis_));
    }
    const Rational exact = cost_of(units.count(), units.amount, stretch.price) * share;
    steps.round(exact, rounding_.next(exact), basis_.subscription.currency);
    parts_.push_back(std::move(part));
  }

  const RatingBasis& basis_;
  Rounding rounding_;
  std::vector<ChargePart> parts_;
};

/// The last count before the end of the service.
SourcedCount last_count(const RatingBasis& basis) {
  const Subscription& subscription = basis.subscription;
  if (basis.terms.basis != Basis::mailbox) return {1, subscription.ordered_seq};
  const CountFrom* count = subscription.count_on(subscription.ending->ends_on - 1);
  return count ? SourcedCount{count->mailboxes, count->seq} : SourcedCount{};
}

}  // namespace

std::vector<ChargePart> rate_period(const RatingBasis& basis) {
  std::vector<ChargePart> parts = PeriodRating(basis).parts();
  add_discounts(parts, basis);
  return parts;
}

std::vector<ChargePart> rate_setup(const RatingBasis& basis) {
  const Subscription& subscription = basis.subscription;
  const Currency currency = subscription.currency;
  ChargePart part;
  part.kind = LineKind::setup;
  part.period = basis.share.covered;
  part.description = name_of(basis) + ", setup";
  part.unit_price = basis.terms.setup_fee;
  Steps steps(part);
  steps.add(StepKind::quantity, "1", subscription.ordered_seq);
  steps.add(StepKind::unit_price, part.unit_price.text(currency.exponent()), version_of(basis).seq);
  const Rational exact =
      Rational(part.unit_price.micros(), Decimal::scale) * Rational(currency.minor_per_unit());
  steps.round(exact, exact.rounded(), currency);
  return {part};
}

std::vector<ChargePart> rate_commitment(const RatingBasis& basis, const Rational& periods) {
  const Subscription& subscription = basis.subscription;
  const SourcedCount quantity = last_count(basis);
  const Price price =
      price_for(basis.customer, subscription, basis.catalog, subscription.ending->ends_on - 1);
  Rounding rounding;
  std::vector<ChargePart> parts;
  for (const TierUnits& units : units_by_price(quantity.value, price)) {
    ChargePart part = priced_part(basis, quantity, units, price, basis.share.covered);
    part.description += ", commitment through " + part.period.through().text();
    Steps steps(part);
    steps.add(StepKind::periods, periods.text(), subscription.ending->seq);
    const Rational exact = cost_of(units.count(), units.amount, price) * periods;
    steps.round(exact, rounding.next(exact), subscription.currency);
    parts.push_back(std::move(part));
  }
  return parts;
}

std::int64_t sum_of(const std::vector<ChargePart>& parts) {
  return std::accumulate(
      parts.begin(), parts.end(), std::int64_t{0},
      [](std::int64_t sum, const ChargePart& part) { return checked_add(sum, part.net); });
}

}  // namespace msp
