// Every change, who asked for it and where that is written (MISSION D10).
#include <unordered_map>

#include "batches.h"
#include "msp/report/changes.h"
#include "msp/report/ledger_log.h"
#include "selection.h"
#include "told.h"

namespace msp {

Columns change_columns() {
  return {{"seq", "the event", ColumnKind::count},
          {"effective_on", "from when it holds", ColumnKind::date},
          {"received_on", "when the request reached the desk", ColumnKind::date},
          {"recorded_at", "when it was written down, UTC"},
          {"customer", "whose history it is"},
          {"subscription", "the one it is about; empty: the customer"},
          {"what", "what was changed"},
          {"old", "what was there before"},
          {"new", "what is there now"},
          {"actor", "who typed it: the claim, and what the system knows"},
          {"requested_by", "who asked for it"},
          {"ref", "where the request is written"},
          {"reason", "why"}};
}

namespace {

/// Folds the customers as the events come by, so that what was before each is known.
class Changes {
 public:
  Changes(const Ledger& ledger, const Query& query) : query_(query), batches_(ledger) {}

  void see(const CustomerId& id, const Recorded<CustomerEvent>& recorded) {
    Customer& customer = customers_[id.text()];
    customer.id = id;
    if (in_time(query_, recorded.effective_on)) {
      for (const Change& change : changes_of(customer, recorded)) add(customer, recorded, change);
    }
    evolve(customer, recorded);
  }

  Table take() { return std::move(table_); }

 private:
  void add(const Customer& customer, const Recorded<CustomerEvent>& recorded,
           const Change& change) {
    const Batch batch = batches_.of(recorded);
    const bool whole = change.subscription == 0;
    table_.add({std::to_string(recorded.seq), recorded.effective_on.text(),
                recorded.received_on.text(), instant_text(recorded.recorded_at), customer.id.text(),
                whole ? "" : SubscriptionRef{customer.id, change.subscription}.text(), change.what,
                change.before, change.after, actor_text(batch.actor), batch.requested_by, batch.ref,
                batch.reason});
  }

  const Query& query_;
  Batches batches_;
  std::unordered_map<std::string, Customer> customers_;
  Table table_{change_columns()};
};

}  // namespace

Table changes_report(const Ledger& ledger, const Query& query) {
  Changes changes(ledger, query);
  EventFilter filter;
  filter.customer = query.customer;
  ledger.customer_events(
      filter, [&](const CustomerId& id, const auto& recorded) { changes.see(id, recorded); });
  return changes.take();
}

}  // namespace msp
