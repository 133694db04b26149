// The invoice run: one scan proposes, one pass issues; numbers are given inside the transaction.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "bounds.h"
#include "recorder.h"

namespace msp {
namespace {

/// A customer that the run changes, and what it gets.
struct Due {
  Customer customer;
  std::optional<std::vector<Charge>> charges;  ///< if the scan has found them already
  Settlement settlement;
};

/// Only subscriptions billed on the group's day, if the run is for one: all that is due of them,
/// or what they owed as members of another group would never be billed.
void keep_group(std::vector<Charge>& charges, const InvoiceRun& run, const Customer& customer,
                const Catalog& catalog) {
  if (!run.group) return;
  std::erase_if(charges, [&](const Charge& charge) {
    const Subscription& subscription = *customer.subscription(charge.subscription);
    const AgreedTerms terms = terms_on(customer, subscription, catalog, run.date);
    return billing_day_on(customer, *terms, run.date) != static_cast<unsigned>(*run.group);
  });
}

class Run {
 public:
  Run(Ledger& ledger, const InvoiceRun& run, Recorder<RunOutcome>& recorder)
      : ledger_(ledger),
        run_(run),
        recorder_(recorder),
        catalog_(ledger.catalog()),
        settings_(ledger.settings()) {}

  RunOutcome issue() {
    find_due();
    for (Due& due : due_) park_or([&] { propose_for(due); }, due.customer.id);
    issue_in_order();
    record_forgone();
    for (Due& due : due_) recorder_.recording().project(due.customer);
    return std::move(outcome_);
  }

 private:
  /// The one scan: whoever has something due, by time or by money. Without a change of what was
  /// invoiced nothing proposed can be billed already, and what the scan finds is what is owed.
  void find_due() {
    const auto look = [this](Customer&& customer) {
      const CustomerId id = customer.id;
      park_or([&] { look_at(std::move(customer)); }, id);
    };
    if (!run_.customer) return ledger_.customers(look);
    if (auto customer = ledger_.customer(*run_.customer)) look(*std::move(customer));
  }

  void look_at(Customer&& customer) {
    outcome_.by_activity += count_by_activity(customer);
    if (next_due(customer, run_.date) || needs_billed(customer, catalog_)) {
      due_.push_back({std::move(customer), std::nullopt, {}});
      return;
    }
    auto charges = propose(customer, catalog_, run_.date);
    if (!charges.empty()) due_.push_back({std::move(customer), std::move(charges), {}});
  }

  /// What cannot be billed for one customer must not keep all others from being billed.
  template <class Work>
  void park_or(const Work& work, const CustomerId& id) {
    try {
      work();
    } catch (const Fault& fault) {
      outcome_.parked.push_back({id, fault.what()});
    }
  }

  std::int64_t count_by_activity(const Customer& customer) const {
    return std::count_if(
        customer.subscriptions.begin(), customer.subscriptions.end(), [&](const Subscription& s) {
          const bool billed = s.billing_from && *s.billing_from <= run_.date;
          return billed && s.status_on(run_.date) != Status::ended &&
                 terms_on(customer, s, catalog_, run_.date)->basis == Basis::activity;
        });
  }

  void propose_for(Due& due) {
    recorder_.sweep(due.customer, run_.date, outcome_);
    std::vector<Billed> billed;
    if (!due.charges) {
      if (needs_billed(due.customer, catalog_)) billed = ledger_.billed(due.customer.id);
      due.charges = propose(due.customer, catalog_, run_.date, billed);
    }
    std::vector<Charge> charges = *std::move(due.charges);
    if (const auto wrong = contradiction_in(due.customer, charges, billed)) {
      throw Fault(Exit::refused, "customer.contradiction", *wrong);
    }
    keep_group(charges, run_, due.customer, catalog_);
    due.settlement = settle(due.customer, catalog_, settings_.seller, charges, billed, run_.date);
  }

  void record_forgone() {
    for (Due& due : due_) {
      for (const auto& [billed_on, credit] : due.settlement.forgone) {
        recorder_.record(due.customer, {credit, billed_on}, outcome_);
        ++outcome_.forgone;
      }
    }
  }

  /// MISSION decisions 9 and 10: the oldest billing day first, numbers without holes.
  void issue_in_order() {
    struct Place {
      Due* due;
      InvoiceIssued* document;
    };
    std::vector<Place> order;
    for (Due& due : due_) {
      for (InvoiceIssued& document : due.settlement.documents) order.push_back({&due, &document});
    }
    std::sort(order.begin(), order.end(), [](const Place& a, const Place& b) {
      return std::tie(a.document->billed_on, a.due->customer.id, a.document->currency) <
             std::tie(b.document->billed_on, b.due->customer.id, b.document->currency);
    });
    std::int64_t ordinal = recorder_.recording().next_invoice_ordinal();
    for (const auto& [due, document] : order) {
      document->number = invoice_number_text(settings_.invoice_number, ordinal++, run_.date);
      recorder_.record(due->customer, {*document, run_.date}, outcome_);
      outcome_.documents.push_back({due->customer.id, std::move(*document)});
    }
  }

  Ledger& ledger_;
  const InvoiceRun& run_;
  Recorder<RunOutcome>& recorder_;
  Catalog catalog_;
  LedgerSettings settings_;
  std::vector<Due> due_;
  RunOutcome outcome_;
};

}  // namespace

Result<RunOutcome> run_invoices(Ledger& ledger, const Envelope& envelope, const InvoiceRun& run,
                                const std::function<std::string(const RunOutcome&)>& describe) {
  Recorder<RunOutcome> recorder(ledger, envelope);
  if (auto earlier = recorder.earlier()) return *std::move(earlier);
  if (run.date > envelope.request.today && !envelope.dry_run) {
    return Refusal{"invoice.future",
                   fmt::format("{} has not come yet: today is {}", run.date.text(),
                               envelope.request.today.text()),
                   "--dry-run shows what that day would bill."};
  }
  if (run.customer && !ledger.customer(*run.customer)) {
    return unknown_customer(ledger, *run.customer);
  }
  RunOutcome outcome = Run(ledger, run, recorder).issue();
  if (!envelope.dry_run && !envelope.request.confirmed) {
    if (auto refusal = refuse_unusual(ledger, outcome)) return *refusal;
  }
  recorder.finish(outcome, describe);
  return outcome;
}

}  // namespace msp
