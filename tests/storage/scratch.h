// Events of any kind, recorded through the public door and never committed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "filler.h"
#include "msp/recording.h"
#include "support/desk.h"
#include "support/plans.h"

namespace msp::test {

class Scratch {
 public:
  Scratch() { ledger_.emplace(desk_.writable()); }

  /// What the ledger makes of these events, side by side with what it reads back.
  template <class Events>
  std::vector<std::pair<std::string, Event>> recorded(const Events& events) {
    Recording recording(*ledger_, batch(), 0);
    for (const Event& event : events) {
      std::visit([&](const auto& e) { record(recording, e); }, event);
    }
    std::vector<std::pair<std::string, Event>> found;
    ledger_->recorded_events({}, [&](const StoredEvent& stored, const RecordedEvent& event) {
      if (stored.seq >= recording.seqs().front()) found.emplace_back(stored.payload, event.event);
    });
    return found;
  }

  std::string payload(const Event& event) {
    return recorded(std::vector<Event>{event}).front().first;
  }

 private:
  /// Each in the stream it belongs to. An event of a customer speaks of what is not there: it is
  /// recorded, and cannot be folded.
  template <class E>
  static void record(Recording& recording, const E& event) {
    const auto append = [&](auto state) {
      recording.append(state, {event, day("2026-03-15")}, day("2026-03-14"));
    };
    if constexpr (std::constructible_from<CustomerEvent, const E&>) {
      Customer customer;
      customer.id = read<CustomerId>("acme");
      try {
        append(std::move(customer));
      } catch (const Fault& fault) {
        if (fault.code() != "ledger.history") throw;
      }
    } else if constexpr (std::constructible_from<CatalogEvent, const E&>) {
      append(Catalog{});
    } else {
      append(LedgerSettings{});
    }
  }

  static Batch batch() {
    Batch batch;
    batch.command = "test";
    return batch;
  }

  TestDesk desk_{CatalogFile{}};
  std::optional<Ledger> ledger_;
};

}  // namespace msp::test
