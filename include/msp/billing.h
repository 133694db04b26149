// What ought to be billed, and what is left of that after what has been: both pure. The words are
// explained in charge.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/charge.h"
#include "msp/ledger_settings.h"
#include "msp/price.h"

namespace msp {

/// How many are charged for on a day: what was said, and what was committed at least (MISSION 17);
/// 1 of what is not counted. Nothing of what is billed by activity: its months are counted.
std::optional<std::int64_t> counted_on(const Customer& customer, const Subscription& subscription,
                                       const Catalog& catalog, Date on);

/// What leaving costs beyond what is served: the rests of commitments that an end or a change of
/// plan left, as far as they are not billed yet. Nothing where that cannot be told (Unbillable).
struct CostOfLeaving {
  std::int64_t net = 0;  ///< minor units; 0: nothing is left of any
  Date through;          ///< the last day committed
};
CostOfLeaving cost_of_leaving(const Customer& customer, const Subscription& subscription,
                              const Catalog& catalog);

/// What a full period costs, before discounts.
struct FullPrice {
  Price price;     ///< of a unit
  Rational exact;  ///< minor units
  std::int64_t net() const { return exact.rounded(); }
};

/// Of `quantity` units, at the price of a period that would start on `on`: what rate() makes of
/// one full period. Throws Unbillable `price.missing`.
FullPrice price_of_month(const Customer& customer, const Subscription& subscription,
                         const Catalog& catalog, Date on, std::int64_t quantity);

/// The charges of a subscription that are not yet settled and due for billing on or before
/// `through`, by component. The customer has been swept to `through`. What was billed keeps its
/// periods: `billed` is needed (and only looked at) where something invoiced was changed since
/// (needs_billed).
std::vector<Planned> schedule(const Customer& customer, const Subscription& subscription,
                              const Catalog& catalog, Date through,
                              const std::vector<Billed>& billed = {});

/// What a planned charge costs; without parts if that turns out to be nothing. `units_of` is asked
/// for the months of activity whose counts are not frozen: without it nobody was seen.
/// Throws Unbillable `price.missing`.
Charge rate(const Planned& planned, const Customer& customer, const Catalog& catalog,
            const UnitsOf& units_of = {});

/// Everything of a customer's that is not yet settled and due on or before `through`, scheduled and
/// rated, with what is no longer owed of what was billed; oldest first.
std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through,
                            const std::vector<Billed>& billed = {}, const UnitsOf& units_of = {});

/// The same of what was scheduled before, of all subscriptions, where needs_billed() says no.
std::vector<Charge> propose(const Customer& customer, const Catalog& catalog,
                            const std::vector<Planned>& planned, const UnitsOf& units_of);

/// True if propose() has to know what is billed: something was changed since it was invoiced, or
/// was due to be.
bool needs_billed(const Customer& customer, const Catalog& catalog);

/// Every month of activity that is over, as if somebody is seen in it.
UnitCount somebody(const Customer& customer, const Subscription& subscription, Month month);

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

/// How corrections are taxed: since MISSION decision 21, or as msp 0.1.0 did it, at the rate of the
/// charge's first line and by the sum of each document.
enum class TaxRule { by_supply, by_document };

/// A charge seen for the first time becomes lines of its own. One that grew becomes an adjustment
/// tied to its newest line that is no discount; one that shrank becomes credits tied to the lines
/// they lower, never more than those, as far as `retro_credit` and `refund` allow (MISSION decision
/// 8). A document below nothing is a credit note.
Settlement settle(const Customer& customer, const Catalog& catalog, const LedgerSettings& settings,
                  const std::vector<Charge>& charges, const std::vector<Billed>& billed,
                  Date issued_on, TaxRule rule = TaxRule::by_supply);

/// Why a document may not be issued as it stands: it charges under reverse charge, and does not
/// show the VAT ids of both (MISSION 22).
std::optional<Refusal> refuse_document(const InvoiceIssued& document, const CustomerId& customer);

/// What is wrong with the figures of one customer, if something is: days charged twice, credits
/// beyond what they correct, parts that do not add up. Such a customer is not billed.
std::optional<Refusal> contradiction_in(const Customer& customer,
                                        const std::vector<Charge>& charges,
                                        const std::vector<Billed>& billed);

/// A credit note over `amount` minor units of one line (absent: all that is left of it), at the
/// line's own tax rate.
/// Refusals: credit.nothing, credit.no_charge (the line is itself a credit), credit.too_much (more
/// than is left of the line).
Result<InvoiceIssued> credit_note(const InvoiceIssued& invoice, std::int64_t line,
                                  std::optional<std::int64_t> amount,
                                  const std::vector<Billed>& billed, const std::string& reason,
                                  Date issued_on, TaxRule rule = TaxRule::by_supply);

/// One over all that is left of a document, line by line. Refusal credit.too_much if that is
/// nothing.
Result<InvoiceIssued> credit_note_over_all(const InvoiceIssued& invoice,
                                           const std::vector<Billed>& billed,
                                           const std::string& reason, Date issued_on);

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

/// Why a customer with something to bill is left out by every run, if it is; `charges` and `billed`
/// are what propose() says and saw.
std::optional<Refusal> why_unbillable(const Customer& customer, const Catalog& catalog,
                                      const LedgerSettings& settings, Date date,
                                      const std::vector<Billed>& billed, const UnitsOf& units_of);

/// One answer for each subscription, as of `date`; `units_of` as of propose().
std::vector<NothingToBill> why_not(const Customer& customer, const Catalog& catalog, Date date,
                                   const std::vector<Billed>& billed, const UnitsOf& units_of = {});

}  // namespace msp
