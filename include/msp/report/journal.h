// The journal of what was issued, and whether a file of it is still what the documents say.
#pragma once

#include <optional>
#include <string>

#include "msp/journal.h"
#include "msp/ledger.h"
#include "msp/table.h"

namespace msp {

/// Which documents; what is left out lets everything through.
struct JournalSelection {
  std::optional<std::string> from = {};  ///< number of the first document
  std::optional<std::string> to = {};    ///< and of the last one
  std::optional<Month> month = {};       ///< of the date on them
  bool since_last = false;               ///< only those that were not handed over yet
};

/// Documents that were chosen, as entries by date, and by number within a day.
struct ChosenJournal {
  Journal entries;
  std::int64_t first = 0;  ///< ordinals of the documents, as they were issued; 0: there are none
  std::int64_t last = 0;
  /// Numbers of documents before the last one that were not handed over, and are not among these.
  std::vector<std::string> left_out = {};
};

/// Refusals: invoice.unknown; usage.range (exit 2: the first comes after the last);
/// accounts.unmapped (exit 3).
Result<ChosenJournal> journal_of(const Ledger& ledger, const JournalSelection& selection,
                                 const Accounts& accounts);

Columns journal_columns();
/// One row per posting.
Table journal_table(const Journal& journal);

Columns journal_check_columns();
/// Where `journal`, read from a file, differs from the documents that it names, or from those
/// between them; no row: nowhere.
Table journal_check(const Ledger& ledger, const JournalFile& journal);

}  // namespace msp
