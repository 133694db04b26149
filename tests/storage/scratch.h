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
    Catalog catalog;  // its stream takes any event: what is not about a plan changes nothing
    for (const Event& event : events) {
      recording.append(catalog, {event, day("2026-03-15")}, day("2026-03-14"));
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
  static Batch batch() {
    Batch batch;
    batch.command = "test";
    return batch;
  }

  TestDesk desk_{CatalogFile{}};
  std::optional<Ledger> ledger_;
};

}  // namespace msp::test
