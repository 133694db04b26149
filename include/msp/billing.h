// What ought to be billed, and what is left of that after what has been: both pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "msp/customer.h"

namespace msp {

/// What a unit of the subscription costs on `date`, in a period that starts on `period_start`: the
/// agreed price, or the catalog's. Throws Fault `price.missing` if there is none.
Price price_for(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                Date date, Date period_start);
inline Price price_for(const Customer& customer, const Subscription& subscription,
                       const Catalog& catalog, Date date) {
  return price_for(customer, subscription, catalog, date, date);
}

/// What a full period of `quantity` units costs: minor units, exact, tiers included.
Rational cost_of(std::int64_t quantity, const Price& price);

/// A part of a charge that becomes a line of its own: some days at one count and price, the units
/// of one tier, a discount.
struct ChargePart {
  LineKind kind = LineKind::recurring;
  Period period;
  std::string description;
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

/// One amount that ought to be billed on `bill_on`. (subscription, component, start) names it.
struct Charge {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Period period;
  Period full;  ///< the full billing period it is all or part of
  Date bill_on;
  PlanId plan;
  Currency currency;
  std::vector<ChargePart> parts;  ///< none: what was billed is no longer owed
  std::int64_t net = 0;           ///< minor units: the sum of the parts
  /// What is owed if late words that lower it count only from the day they were received: with
  /// `retro_credit` never, what is billed is not lowered below it.
  std::int64_t floor = 0;
  std::int64_t refund_forgone = 0;  ///< the price of days paid, not served and not refunded
  RetroCredit retro_credit = RetroCredit::never;
  std::optional<TaxId> tax;
  Date tax_on;  ///< whose rate holds: the period's last day in arrears, its first in advance
  std::int64_t payment_terms_days = 0;
  bool free_rider = false;
  std::string reason;  ///< why less is owed than a full period costs: the end of the service
  std::optional<std::string> units_digest;  ///< of what is billed by activity
};

/// What stands on issued documents for one charge: all its lines added up.
struct Billed {
  /// A line, and what is left of it after the lines that lower it.
  struct Line {
    LineRef ref;
    std::int64_t left = 0;  ///< minor units
  };
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Period period;  ///< its start names the charge
  Period full;    ///< the full billing period, as it was billed
  PlanId plan;
  std::string description;
  Currency currency;
  std::optional<TaxRate> tax;  ///< as charged
  std::int64_t net = 0;        ///< charges and adjustments
  std::int64_t credited = 0;   ///< by hand, as a kindness: positive, not owed again
  std::int64_t refund_forgone = 0;
  std::int64_t retro_forgone = 0;
  std::int64_t revisions = 0;  ///< lines issued so far
  std::vector<Line> lines;     ///< oldest first
  std::int64_t seq = 0;        ///< of the event that issued the newest
};

/// Folds what was issued, or left, into what is billed.
void add_billed(std::vector<Billed>& billed, const InvoiceIssued& invoice, std::int64_t seq);
void add_billed(std::vector<Billed>& billed, const CreditForgone& forgone);

/// Everything that is not yet settled and due for billing on or before `through`, oldest first.
/// The customer has been swept to `through`. What was billed keeps its periods: `billed` is needed
/// (and only looked at) where something invoiced was changed since (needs_billed). `units_of` is
/// asked for the months of activity that are to be billed and whose counts are not frozen: without
/// it nobody was seen.
std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through,
                            const std::vector<Billed>& billed = {}, const UnitsOf& units_of = {});

/// True if propose() has to know what is billed: something invoiced was changed since.
bool needs_billed(const Customer& customer, const Catalog& catalog);

/// Credit that is not given, as found on a billing day.
struct Forgone {
  Date billed_on;
  CreditForgone credit;
};

/// What closes the gap between what is owed and what is billed.
struct Settlement {
  std::vector<InvoiceIssued> documents;  ///< one per billing day and currency, without number
  std::vector<Forgone> forgone;          ///< only where it differs from what is recorded
};

/// A charge seen for the first time becomes lines of its own. One that grew becomes an adjustment
/// tied to its newest line; one that shrank becomes credits tied to the lines they lower, never
/// more than those, as far as `retro_credit` and `refund` allow (MISSION decision 8). A document
/// below nothing is a credit note; one that comes to nothing waits for the next.
Settlement settle(const Customer& customer, const Catalog& catalog, const Seller& seller,
                  const std::vector<Charge>& charges, const std::vector<Billed>& billed,
                  Date issued_on);

/// What is wrong with the figures of one customer, if something is: days charged twice, credits
/// beyond what they correct, parts that do not add up. Such a customer is not billed.
std::optional<std::string> contradiction_in(const Customer& customer,
                                            const std::vector<Charge>& charges,
                                            const std::vector<Billed>& billed);

/// A credit note over `amount` minor units of one line (absent: all that is left of it), at the
/// line's own tax rate.
/// Refusals: credit.nothing, credit.no_charge (the line is itself a credit), credit.too_much (more
/// than is left of the line).
Result<InvoiceIssued> credit_note(const InvoiceIssued& invoice, std::int64_t line,
                                  std::optional<std::int64_t> amount,
                                  const std::vector<Billed>& billed, const std::string& reason,
                                  Date issued_on);

/// Why there is nothing to bill for a subscription on a day.
struct NothingToBill {
  struct Cause {
    std::string why;
    std::int64_t event = 0;  ///< that it rests on
  };
  std::int64_t subscription = 0;
  std::vector<Cause> causes;    ///< the first one first; none: there is something to bill
  std::optional<Date> bill_on;  ///< when it will be billed next, if nobody says anything else
};

/// One answer for each subscription, as of `date`; `units_of` as of propose().
std::vector<NothingToBill> why_not(const Customer& customer, const Catalog& catalog, Date date,
                                   const std::vector<Billed>& billed, const UnitsOf& units_of = {});

}  // namespace msp
