// The invoice run: one scan proposes, one pass issues; numbers are given inside the transaction.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "bounds.h"
#include "msp/advice.h"
#include "msp/progress.h"
#include "recorder.h"
#include "unit_counts.h"

namespace msp {
namespace {

/// A customer that the run changes, and what it gets.
struct Due {
  Customer customer;
  std::vector<Planned> planned = {};  ///< unless what was billed has to be known for it
  UnitCounts units = {};              ///< of activity, if it is to be billed
  bool parked = false;
  bool changed = false;  ///< something is recorded of it
  Settlement settlement = {};
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
  /// `watched`: nobody has said yet that what is out of the ordinary is meant so.
  Run(Ledger& ledger, const InvoiceRun& run, Date issued_on, bool watched, Recorder& recorder)
      : ledger_(ledger),
        run_(run),
        issued_on_(issued_on),
        watched_(watched),
        recorder_(recorder),
        catalog_(ledger.catalog()),
        settings_(ledger.settings()) {}

  Result<RunOutcome> issue() {
    find_due();
    for (Due& due : due_) park_or([&] { prepare(due); }, due);
    count_units();
    propose_for_all();
    if (watched_) park_conspicuous();
    if (unusual_) return *unusual_;
    issue_in_order();
    record_forgone();
    for (Due& due : due_) {
      if (due.changed) recorder_.recording().project(due.customer);
    }
    return std::move(outcome_);
  }

 private:
  /// The one scan: whoever has something due, by time or by money.
  void find_due() {
    Progress progress("customers looked at");
    const auto look = [&, this](Customer&& customer) {
      progress.step();
      Due due{std::move(customer)};
      park_or([&] { look_at(due); }, due);
    };
    if (!run_.customer) return ledger_.customers(look);
    if (auto customer = ledger_.customer(*run_.customer)) look(*std::move(customer));
  }

  void look_at(Due& due) {
    if (!next_due(due.customer, run_.date) && !needs_billed(due.customer, catalog_)) {
      plan(due);
      if (due.planned.empty()) return;
    }
    due_.push_back(std::move(due));
  }

  /// Which days are to be billed: without a change of what was invoiced none of them is already.
  void plan(Due& due) {
    for (const Subscription& subscription : due.customer.subscriptions) {
      auto planned = schedule(due.customer, subscription, catalog_, run_.date);
      due.planned.insert(due.planned.end(), planned.begin(), planned.end());
    }
  }

  /// What cannot be billed for one customer must not keep all others from being billed. A damaged
  /// ledger or a failing disk ends the run.
  template <class Work>
  void park_or(const Work& work, Due& due) {
    if (due.parked) return;
    try {
      work();
    } catch (const Unbillable& fault) {
      due.parked = true;
      outcome_.parked.push_back(
          {due.customer.id, {fault.code(), fault.what(), fault.hint(), fault.exit()}});
    }
  }

  std::vector<Proposed> proposed() const {
    std::vector<Proposed> all;
    for (const Due& due : due_) {
      for (const InvoiceIssued& each : due.settlement.documents) {
        all.push_back({due.customer.id, &each});
      }
    }
    return all;
  }

  /// What time has made due of them is recorded all the same.
  void park_conspicuous() {
    for (RunOutcome::Parked& parked : conspicuous_in(ledger_, proposed())) {
      const auto due = std::find_if(due_.begin(), due_.end(), [&](const Due& each) {
        return each.customer.id == parked.customer;
      });
      if (due->parked) continue;
      due->parked = true;
      due->settlement = {};
      outcome_.parked.push_back(std::move(parked));
    }
    unusual_ = refuse_unusual(ledger_, proposed());
  }

  /// What time has made due is recorded; then it is known which months of activity are needed.
  void prepare(Due& due) {
    const std::size_t told = outcome_.events.size();
    recorder_.sweep(due.customer, run_.date, outcome_);
    due.changed = outcome_.events.size() > told;
    if (due.changed && !needs_billed(due.customer, catalog_)) plan(due);
  }

  /// One scan per month that anybody needs.
  void count_units() {
    std::map<Month, std::unordered_map<std::string, Due*>> months;
    for (Due& due : due_) {
      for (const Planned& each : due.planned) {
        if (each.to_count) months[*each.to_count][due.customer.id.text()] = &due;
      }
    }
    for (const auto& [month, dues] : months) {
      const auto count = [&, this, month = month](const CustomerId& id,
                                                  const std::vector<Activity>& activity) {
        const auto found = dues.find(id.text());
        if (found == dues.end()) return;
        Due& due = *found->second;
        park_or([&] { due.units.add(due.customer, catalog_, month, activity); }, due);
      };
      if (run_.customer) {
        count(*run_.customer, ledger_.activity(*run_.customer, month));
      } else {
        ledger_.activity(month, count);
      }
    }
  }

  void propose_for_all() {
    Progress progress("customers", static_cast<std::int64_t>(due_.size()));
    for (Due& due : due_) {
      progress.step();
      park_or([&] { propose_for(due); }, due);
    }
  }

  [[noreturn]] static void left_out(const Refusal& why) {
    throw Unbillable(why.exit, why.code, why.message, why.hint);
  }

  void propose_for(Due& due) {
    std::vector<Billed> billed;
    std::vector<Charge> charges;
    if (needs_billed(due.customer, catalog_)) {
      billed = ledger_.billed(due.customer.id);
      charges = propose(due.customer, catalog_, run_.date, billed, counted_in(ledger_, catalog_));
    } else {
      charges = propose(due.customer, catalog_, due.planned, due.units.known());
    }
    if (const auto wrong = contradiction_in(due.customer, charges, billed)) left_out(*wrong);
    keep_group(charges, run_, due.customer, catalog_);
    due.settlement = settle(due.customer, catalog_, settings_, charges, billed, issued_on_);
    for (const InvoiceIssued& document : due.settlement.documents) {
      if (const auto refusal = refuse_document(document, due.customer.id)) {
        due.settlement = {};
        left_out(*refusal);
      }
    }
    due.changed =
        due.changed || !due.settlement.documents.empty() || !due.settlement.forgone.empty();
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
    Progress progress("documents", static_cast<std::int64_t>(order.size()));
    for (const auto& [due, document] : order) {
      progress.step();
      document->number = invoice_number_text(settings_.invoice_number, ordinal++, issued_on_);
      recorder_.record(due->customer, {*document, issued_on_}, outcome_);
      outcome_.documents.push_back({due->customer.id, std::move(*document)});
    }
  }

  Ledger& ledger_;
  const InvoiceRun& run_;
  Date issued_on_;
  bool watched_;
  Recorder& recorder_;
  Catalog catalog_;
  LedgerSettings settings_;
  std::vector<Due> due_;
  RunOutcome outcome_;
  std::optional<Refusal> unusual_;
};

}  // namespace

Result<RunOutcome> run_invoices(Ledger& ledger, const Envelope& envelope, const InvoiceRun& run,
                                const Describe<RunOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<RunOutcome> {
    if (run.date > envelope.request.today && !envelope.dry_run) {
      return Refusal{"invoice.future",
                     fmt::format("{} has not come yet: today is {}", run.date.text(),
                                 envelope.request.today.text()),
                     Advice::rehearse_run};
    }
    if (run.customer && !ledger.customer(*run.customer)) {
      return unknown_customer(ledger, *run.customer);
    }
    const Date issued_on = std::max(run.date, envelope.request.today);
    const auto too_early = refuse_issue(ledger, issued_on);
    const bool watched = !envelope.dry_run && !envelope.request.confirmed;
    auto outcome = Run(ledger, run, issued_on, watched, recorder).issue();
    if (outcome && too_early && !outcome->documents.empty()) return *too_early;
    return outcome;
  });
}

}  // namespace msp
