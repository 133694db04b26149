// Heads kept where who changes the ledger does not reach: a file that only grows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "msp/ledger.h"

namespace msp::cli {

/// A head as any command printed it: at least 16 of the hash's digits.
struct ExpectedHead {
  std::int64_t seq = 0;
  std::string digits;
};
std::optional<ExpectedHead> head_from_text(std::string_view text);

/// Of heads that should be in the ledger, what is wrong with those that are not.
std::vector<std::string> missing(const Ledger& ledger, const std::vector<ExpectedHead>& heads);

/// A line of it is a day and the head at its end: `2026-03-15 17:…`, all 64 digits.
class Witness {
 public:
  /// Refused (exit 3) if the file is there and cannot be read, or is not made of such lines.
  explicit Witness(std::string path);
  const std::vector<ExpectedHead>& heads() const { return heads_; }
  /// Writes a line, synced, unless it is the last one already. Faults system.witness (exit 6).
  void add(Date day, const Head& head) const;

 private:
  std::string path_;
  std::vector<ExpectedHead> heads_;
  std::string last_;
};

}  // namespace msp::cli
