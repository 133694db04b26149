// Every change, who asked for it and where that is written (MISSION D10).
#include <unordered_map>

#include "batches.h"
#include "cells.h"
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
          {"reason", "why"},
          {"taken_back_by", "the event that says it was a mistake", ColumnKind::count}};
}

namespace {

/// Folds the customers as the events come by, so that what was before each is known.
class Changes {
 public:
  Changes(const Ledger& ledger, const Query& query)
      : ledger_(ledger), query_(query), batches_(ledger) {
    EventFilter filter;
    filter.customer = query.customer;
    filter.type = BatchTakenBack::type;
    ledger.customer_events(filter, [this](const CustomerId& id, const auto& recorded) {
      takings_[id.text()].emplace_back(recorded.seq, std::get<BatchTakenBack>(recorded.event));
    });
    for (const auto& [id, takings] : takings_) {
      for (auto each = takings.rbegin(); each != takings.rend(); ++each) {
        left_out_[id].add_before(each->first, each->second);
      }
    }
  }

  void see(const CustomerId& id, const Recorded<CustomerEvent>& recorded) {
    Customer& customer = customers_[id.text()];
    customer.id = id;
    if (in_time(query_, recorded.effective_on)) {
      for (const Change& change : changes_of(customer, recorded)) add(customer, recorded, change);
    }
    tell(customer, recorded);
  }

  Table take() { return std::move(table_); }

 private:
  /// As it was known then: what is taken back later counts until then.
  void tell(Customer& customer, const Recorded<CustomerEvent>& recorded) {
    if (!std::holds_alternative<BatchTakenBack>(recorded.event)) return evolve(customer, recorded);
    auto events = ledger_.history(customer.id);
    std::erase_if(events, [&](const auto& each) { return recorded.seq < each.seq; });
    Customer fresh;
    fresh.id = customer.id;
    customer = folded(std::move(fresh), events);
  }

  void add(const Customer& customer, const Recorded<CustomerEvent>& recorded,
           const Change& change) {
    const Batch batch = batches_.of(recorded);
    const bool whole = change.subscription == 0;
    const auto found = left_out_.find(customer.id.text());
    const auto taken_back_by =
        found == left_out_.end() ? std::nullopt : found->second.by(recorded.seq);
    table_.add({std::to_string(recorded.seq), recorded.effective_on.text(),
                recorded.received_on.text(), instant_text(recorded.recorded_at), customer.id.text(),
                whole ? "" : SubscriptionRef{customer.id, change.subscription}.text(), change.what,
                change.before, change.after, actor_text(batch.actor), batch.requested_by, batch.ref,
                batch.reason, cell(taken_back_by)});
  }

  const Ledger& ledger_;
  const Query& query_;
  Batches batches_;
  std::unordered_map<std::string, std::vector<std::pair<std::int64_t, BatchTakenBack>>> takings_;
  std::unordered_map<std::string, LeftOut> left_out_;
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
