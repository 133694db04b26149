// What is ordered and not yet served, and drafts.
#pragma once

#include <functional>
#include <string>

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns order_columns();
/// What is ordered and not yet served: the last step done, since when, whether it is late (over
/// 72 h after mx-changed, MISSION D4), whose turn it is and to do what. Of drafts each line.
Table order_list(const Ledger& ledger, const Query& query, bool only_late = false);

Columns review_columns();
/// The lines of an open draft of the customer, as if they were ordered on `today`: the price of a
/// full period, when it is billed first if nobody says anything else, and why it cannot be ordered
/// yet, as `in_words` says it.
Table order_review(const Customer& customer, const Catalog& catalog, std::int64_t draft, Date today,
                   const std::function<std::string(const Refusal&)>& in_words);

}  // namespace msp
