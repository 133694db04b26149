// Folding the whole ledger: what rebuild writes and verify compares.
#pragma once

#include <functional>

#include "format/json_codec.h"
#include "projections.h"
#include "store.h"

namespace msp {

/// Reads an event as stored; its stream had `version_before` before it. Nothing: it is not to be
/// believed. What nobody recorded is not folded: evolve() relies on what decide() made sure of.
using ReadEvent =
    std::function<std::optional<RecordedEvent>(const StoredEvent&, std::int64_t version_before)>;

/// Reads every event of `ledger` in order, folds it, and writes all projections through
/// `projections`. From the first event not to be believed on it only reads, and writes nothing:
/// false.
bool refold(Database& ledger, Projections& projections, const ReadEvent& read);

/// Drops all projections of `ledger` and writes them anew. Fault ledger.not_whole (exit 5): what
/// they would be derived from is not what was recorded.
void refold(Database& ledger);

constexpr KeyedTable projection_tables[] = {
    {"snapshot", "stream"},
    {"customer", "stream"},
    {"subscription", "stream, number"},
    {"invoice", "ordinal"},
    {"invoice_line", "ordinal, line"},
};
/// True for those that keep a folded state, in the last column.
constexpr bool has_state(const KeyedTable& table) {
  const std::string_view name = table.name;
  return name == "snapshot" || name == "customer";
}

}  // namespace msp
