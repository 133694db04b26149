// Folding the whole ledger: what rebuild writes and verify compares.
#pragma once

#include <functional>

#include "json_codec.h"
#include "projections.h"
#include "store.h"

namespace msp {

/// Folds every event of `ledger` in order and writes all projections through `projections`.
/// `look` sees each event first, as stored and as read.
void refold(SQLite::Database& ledger, Projections& projections, PersonalTexts& personal,
            const std::function<void(const StoredEvent&, const RecordedEvent&)>& look);

/// The projections: name and the order their rows are compared in.
struct ProjectionTable {
  const char* name;
  const char* order;
};
constexpr ProjectionTable projection_tables[] = {
    {"snapshot", "stream"},
    {"customer", "stream"},
    {"subscription", "stream, number"},
    {"invoice", "ordinal"},
    {"invoice_line", "ordinal, line"},
};

}  // namespace msp
