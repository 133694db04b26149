// The fold of a whole stream. evolve() tells a state one event; which of them count is decided
// here, in one place for all who fold: commands, rebuild, verify, import and looking back.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "msp/event.h"

namespace msp {

/// Events of the stream of a `State`, in order.
template <class State>
using EventsOf = std::vector<Recorded<EventOf<State>>>;

/// What of a stream is taken back, by the takings back that stand in it.
class LeftOut {
 public:
  LeftOut() = default;
  template <class Any>
  explicit LeftOut(const std::vector<Recorded<Any>>& events) {
    for (auto each = events.rbegin(); each != events.rend(); ++each) {
      const auto* taken = std::get_if<BatchTakenBack>(&each->event);
      if (taken) add_before(each->seq, *taken);
    }
  }
  /// One that was recorded before all that were added: from the newest to the oldest.
  void add_before(std::int64_t seq, const BatchTakenBack& taken);

  bool contains(std::int64_t seq) const { return by_.contains(seq); }
  /// The event that takes it back.
  std::optional<std::int64_t> by(std::int64_t seq) const;

 private:
  std::map<std::int64_t, std::int64_t> by_;
};

/// `state` is as the stream begins: of a customer, its id. What is left out leaves one trace:
/// numbers that were given stay given.
Customer folded(Customer state, const EventsOf<Customer>& events);
Catalog folded(Catalog state, const EventsOf<Catalog>& events);
LedgerSettings folded(LedgerSettings state, const EventsOf<LedgerSettings>& events);

/// What is left of an event for a customer who is folded without it.
void keep_numbers(Customer& customer, const Recorded<CustomerEvent>& left_out);

}  // namespace msp
