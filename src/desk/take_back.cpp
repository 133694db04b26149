// Taking back a command: in every stream it is in, or in none.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "corrections.h"
#include "msp/advice.h"
#include "msp/take_back.h"
#include "msp/undo.h"
#include "recorder.h"

namespace msp {
namespace {

constexpr std::size_t most_named = 20;

Refusal unknown_event(std::int64_t seq) {
  return {"undo.unknown", fmt::format("there is no event {}", seq), Advice::list_events};
}

/// A customer's stream, and what of it is taken back.
struct OfCustomer {
  CustomerId id;
  TakingBack taking;
};

bool is_by(const Actor& actor, const Batch& batch) {
  return batch.actor.uid == actor.uid && batch.actor.claim == actor.claim;
}

class Undo {
 public:
  Undo(Ledger& ledger, const Envelope& envelope, Recorder& recorder)
      : ledger_(ledger), envelope_(envelope), recorder_(recorder), catalog_(ledger.catalog()) {}

  Result<UndoOutcome> run(std::int64_t seq) {
    const auto batch = ledger_.batch_with(seq);
    if (batch.empty()) return unknown_event(seq);
    outcome_.event = seq;
    outcome_.taken = ledger_.batch(batch.front().event.batch);
    outcome_.recorded_at = batch.front().event.recorded_at;
    if ((outcome_.taken_back_by = taken_back_by(batch, seq))) return std::move(outcome_);
    for (const auto& stream : streams_of(batch)) {
      if (auto refusal = look_at(stream)) return *refusal;
    }
    if (customers_.empty() && !catalog_part_ && !settings_part_) return *nothing_;
    if (!stands_.empty()) return stood_on(batch.front().event.seq);
    record();
    return std::move(outcome_);
  }

  /// The newest command of whoever asks; not an undo, nothing that is taken back, nothing that time
  /// did by itself.
  Result<std::int64_t> newest() const {
    for (std::int64_t seq = ledger_.head().seq; seq > 0;) {
      const auto batch = ledger_.batch_with(seq);
      const bool asked = std::any_of(batch.begin(), batch.end(), [](const EventInStream& each) {
        return !is_due_by_time(each.event.event) &&
               !std::holds_alternative<BatchTakenBack>(each.event.event);
      });
      seq = batch.front().event.seq - 1;
      if (!asked || !is_by(envelope_.note.actor, ledger_.batch(batch.front().event.batch)))
        continue;
      const std::int64_t first = decided_first(batch);
      if (!taken_back_by(batch, first)) return first;
    }
    return Refusal{"undo.none", "nothing that stands was recorded by you", Advice::list_events};
  }

 private:
  static std::int64_t decided_first(const std::vector<EventInStream>& batch) {
    const auto found = std::find_if(batch.begin(), batch.end(), [](const EventInStream& each) {
      return !is_due_by_time(each.event.event);
    });
    return found->event.seq;
  }

  static std::vector<EventInStream> streams_of(const std::vector<EventInStream>& batch) {
    std::vector<EventInStream> streams;
    std::set<std::string> seen;
    for (const EventInStream& each : batch) {
      if (seen.insert(each.stream).second) streams.push_back(each);
    }
    return streams;
  }

  std::optional<std::int64_t> taken_back_by(const std::vector<EventInStream>& batch,
                                            std::int64_t seq) const {
    const auto about = std::find_if(batch.begin(), batch.end(), [seq](const EventInStream& each) {
      return each.event.seq == seq;
    });
    if (about->customer) return LeftOut(ledger_.history(*about->customer)).by(seq);
    return is_catalog(*about) ? LeftOut(ledger_.catalog_history()).by(seq)
                              : LeftOut(ledger_.settings_history()).by(seq);
  }

  static bool is_catalog(const EventInStream& each) { return each.stream == "catalog"; }

  /// What is to be taken back in one stream of the batch.
  std::optional<Refusal> look_at(const EventInStream& in) {
    auto taking = in.customer ? take_back(*in.customer, ledger_.history(*in.customer), catalog_,
                                          in.event.batch)
                  : is_catalog(in) ? take_back(ledger_.catalog_history(), in.event.batch)
                                   : take_back(ledger_.settings_history(), in.event.batch);
    if (!taking) {
      if (taking.refusal().code != "undo.nothing") return taking.refusal();
      nothing_ = taking.refusal();  // of this stream; another may have more
      return std::nullopt;
    }
    stands_.insert(taking->stands.begin(), taking->stands.end());
    if (in.customer) {
      add_missing(*in.customer, *taking);
      customers_.push_back({*in.customer, *std::move(taking)});
    } else if (is_catalog(in)) {
      catalog_part_ = *std::move(taking);
      add_used(*catalog_part_);
    } else {
      settings_part_ = *std::move(taking);
    }
    return std::nullopt;
  }

  template <class State>
  State state_after(State state, EventsOf<State> events, const TakingBack& taking) const {
    auto& taken = events.emplace_back();
    taken.seq = ledger_.head().seq + 1;
    taken.event = taking.event;
    return folded(std::move(state), events);
  }

  /// An order that comes back wants its plan, which may have been taken back since.
  void add_missing(const CustomerId& id, const TakingBack& taking) {
    if (!taking.stands.empty()) return;
    Customer nobody;
    nobody.id = id;
    const Customer after = state_after(std::move(nobody), ledger_.history(id), taking);
    if (is_ordered_by(catalog_, after)) return;
    for (const auto& recorded : ledger_.catalog_history()) {
      if (std::holds_alternative<BatchTakenBack>(recorded.event)) stands_.insert(recorded.seq);
    }
  }

  /// Who has ordered, or was billed, by what the catalog would lack.
  void add_used(const TakingBack& taking) {
    const Catalog without = state_after(Catalog(), ledger_.catalog_history(), taking);
    ledger_.customers([&](Customer&& customer) {
      const auto used = used_of(catalog_, without, taking.event.seqs.front(), customer);
      if (used != 0) stands_.insert(used);
    });
  }

  /// Names what stands on it by the first event of each command, the newest first.
  Refusal stood_on(std::int64_t first) const {
    std::string names;
    std::size_t named = 0;
    std::int64_t newest = 0;
    std::set<std::int64_t> batches;
    for (auto each = stands_.rbegin(); each != stands_.rend(); ++each) {
      const auto batch = ledger_.batch_with(*each);
      if (!batches.insert(batch.front().event.batch).second) continue;
      if (newest == 0) newest = *each;
      if (++named > most_named) continue;
      names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", *each,
                           ledger_.batch(batch.front().event.batch).command);
    }
    if (named > most_named) names += fmt::format(" and {} more", named - most_named);
    return {"undo.stood_on",
            fmt::format("what was decided later stands on event {} ({}): {}", first,
                        outcome_.taken.command, names),
            Hint(Advice::take_back_first, {std::to_string(newest)})};
  }

  void record() {
    if (catalog_part_) {
      record_in(catalog_, *catalog_part_);
    }
    if (settings_part_) {
      LedgerSettings settings = ledger_.settings();
      record_in(settings, *settings_part_);
    }
    for (const auto& [id, taking] : customers_) record_of(id, taking);
  }

  template <class State>
  void record_in(State& state, const TakingBack& taking) {
    BatchTakenBack event = taking.event;
    if (!envelope_.note.reason.empty()) event.reason = envelope_.note.reason;
    outcome_.left_out += event.seqs.size();
    recorder_.record(state, {std::move(event), taking.from}, outcome_);
  }

  void record_of(const CustomerId& id, const TakingBack& taking) {
    Customer customer = *ledger_.customer(id);
    UndoOutcome::About& about = outcome_.customers.emplace_back();
    about.before = customer;
    const auto before = corrections_ahead(ledger_, customer, catalog_, envelope_.request.today);
    add_sent(customer, taking.event);
    record_in(customer, taking);
    recorder_.sweep_after(customer, envelope_.request.today, outcome_);
    recorder_.recording().project(customer);
    const auto after = corrections_ahead(ledger_, customer, catalog_, envelope_.request.today);
    outcome_.moves.add(before, after);
    about.after = std::move(customer);
  }

  /// Mails that said so and have left.
  void add_sent(const Customer& customer, const BatchTakenBack& taken) {
    for (const Message& message : customer.messages) {
      const bool left =
          message.stage == MessageStage::sent || message.stage == MessageStage::sending;
      const bool about =
          std::binary_search(taken.seqs.begin(), taken.seqs.end(), message.key.cause);
      if (left && about && !message.key.due_on) {
        outcome_.sent.push_back({{customer.id, message.key}, message.to.value, message.settled_on});
      }
    }
  }

  Ledger& ledger_;
  const Envelope& envelope_;
  Recorder& recorder_;
  Catalog catalog_;
  UndoOutcome outcome_;
  std::vector<OfCustomer> customers_;
  std::optional<TakingBack> catalog_part_;
  std::optional<TakingBack> settings_part_;
  std::optional<Refusal> nothing_;
  std::set<std::int64_t> stands_;
};

}  // namespace

Result<UndoOutcome> undo(Ledger& ledger, const Envelope& envelope,
                         std::optional<std::int64_t> event, const Describe<UndoOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<UndoOutcome> {
    Undo taking(ledger, envelope, recorder);
    if (event) return taking.run(*event);
    const auto newest = taking.newest();
    return newest ? taking.run(*newest) : Result<UndoOutcome>(newest.refusal());
  });
}

}  // namespace msp
