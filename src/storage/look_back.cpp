// A ledger as it was known at an earlier event. The projections know only the present.
#include <algorithm>
#include <ranges>

#include "format/event_rows.h"
#include "msp/advice.h"
#include "store.h"

namespace msp {

void Ledger::look_back_to(std::int64_t seq) {
  store_->db->hide_later_than(seq);
  store_->states = folded_states(*store_->db);
  store_->looks_back = true;
}

bool Ledger::looks_back() const { return store_->looks_back; }

std::int64_t Ledger::newest_at(std::int64_t instant) const {
  // Events are numbered without holes, and their instants never go back.
  const auto row = store_->db->prepare("SELECT recorded_at FROM event WHERE seq=?1");
  const auto known = [&](std::int64_t seq) {
    row->reset();
    row->bind(1, seq);
    return row->step() && row->number(0) <= instant;
  };
  const auto seqs = std::views::iota(std::int64_t{1}, newest(*store_->db).seq + 1);
  const auto first_unknown = std::ranges::partition_point(seqs, known);
  return static_cast<std::int64_t>(first_unknown - seqs.begin());
}

Date Ledger::last_received() const {
  const auto row = store_->db->prepare("SELECT max(received_on) FROM event");
  const auto day = row->step() ? Date::from_text(row->text(0)) : std::nullopt;
  if (!day) {
    throw Fault(Exit::ledger, "ledger.damaged", "no event says when it was received",
                Advice::verify);
  }
  return *day;
}

}  // namespace msp
