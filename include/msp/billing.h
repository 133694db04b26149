// What ought to be billed, and what is left of that after what has been: both pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/customer.h"

namespace msp {

/// What a unit of the subscription costs in a period that starts on `date`: the agreed price, or
/// the catalog's. Throws Fault `price.missing` if there is none.
Price price_for(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
                Date date);

/// One amount that ought to be billed on `bill_on`. (subscription, component, start) names it.
struct Charge {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Period period;
  Period full;  ///< the full billing period it is all or part of
  Date bill_on;
  PlanId plan;
  std::string description;
  Currency currency;
  std::int64_t quantity = 0;
  Decimal unit_price;
  std::int64_t per = 1;
  std::int64_t net = 0;  ///< minor units, rounded once
  std::optional<TaxId> tax;
  Date tax_on;  ///< whose rate holds: the period's last day in arrears, its first in advance
  std::int64_t payment_terms_days = 0;
  bool free_rider = false;
  std::vector<Step> steps;
};

/// What stands on issued documents for one charge: all its lines added up.
struct Billed {
  std::int64_t subscription = 0;
  LineKind component = LineKind::recurring;
  Date start;
  Period full;  ///< the full billing period, as it was billed
  std::int64_t net = 0;
  std::int64_t revisions = 0;  ///< lines issued so far
  LineRef last;                ///< the newest of them
  std::int64_t seq = 0;        ///< of the event that issued it
};

/// Folds an issued document into what is billed.
void add_billed(std::vector<Billed>& billed, const InvoiceIssued& invoice, std::int64_t seq);

/// Everything that is not yet settled and due for billing on or before `through`, oldest first.
/// The customer has been swept to `through`. What was billed keeps its periods: `billed` is needed
/// (and only looked at) where something invoiced was changed since (needs_billed).
std::vector<Charge> propose(const Customer& customer, const Catalog& catalog, Date through,
                            const std::vector<Billed>& billed = {});

/// True if propose() has to know what is billed: something invoiced was changed since.
bool needs_billed(const Customer& customer);

/// The documents that close the gap between `charges` and `billed`: one per billing day and
/// currency, oldest first, without number. A charge seen for the first time becomes a line of its
/// own; one that grew becomes an adjustment of the newest line it is billed by. One that shrank is
/// left alone: what was billed stays billed (MISSION decision 8).
std::vector<InvoiceIssued> settle(const Customer& customer, const Catalog& catalog,
                                  const Seller& seller, const std::vector<Charge>& charges,
                                  const std::vector<Billed>& billed, Date issued_on);

}  // namespace msp
