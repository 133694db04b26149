// Care of the ledger: it is checked, folded anew, carried elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/ledger.h"

namespace msp {

struct VerifyReport {
  std::int64_t events = 0;
  std::int64_t batches = 0;
  std::int64_t customers = 0;
  std::int64_t invoices = 0;
  std::int64_t erased = 0;    ///< personal texts no longer there
  std::int64_t activity = 0;  ///< rows of evidence of activity
  Head head;
  std::vector<std::string> problems;  ///< none: every check passed
  std::vector<std::string> stale;     ///< those of them that rebuild() mends
};

/// Hashes every event anew, opens every commitment, folds everything in memory, compares with the
/// projections, checks totals, and lets the engine check the file. Reads only.
VerifyReport verify(const Ledger& ledger);

/// Drops all projections and folds them from the events: the same bytes, or verify() was right.
/// What verify() would tell of the events, or of what stands beside them, is refused: Fault
/// ledger.not_whole (exit 5), and nothing is changed.
void rebuild(Ledger& ledger);

/// The whole of part 1 as JSON lines, newest head last; `write` gets it in pieces.
void export_ledger(const Ledger& ledger, const std::function<void(std::string_view)>& write);
/// Fills an empty ledger from an export: the same head, or a Fault (exit 3) and nothing.
Head import_ledger(Ledger& ledger, const std::function<bool(std::string&)>& next_line);

/// A copy of the ledger as a file of its own, made while others go on reading. Refuses to
/// overwrite (ledger.exists). A copy of what verify() finds broken is worth nothing: ask it first.
void backup_ledger(const Ledger& ledger, const std::string& path);

/// What is never written over by anything else. Both paths are real ones: no link is followed.
/// `path` is the ledger, under whatever name, or what the engine keeps beside it.
bool is_of_ledger(const std::string& path, const std::string& ledger);
/// `path` begins as the files of an engine do. Not for a ledger that is open here (is_of_ledger()).
bool is_database(const std::string& path);

}  // namespace msp
