// What the desk recorded by mistake is never deleted: an event takes it back, and the stream it
// stands in is folded without it (msp/fold.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msp {

/// All that a batch recorded in a stream, and what time had made of that since, counts for nothing
/// (MISSION 25). The effective day is the first that any of it was about. Of a batch that is in
/// several streams one stands in each; one that is taken back itself counts for nothing either.
struct BatchTakenBack {
  static constexpr std::string_view type = "batch_taken_back";  // disk format: never rename
  static constexpr int since = 2;
  std::int64_t batch = 0;
  std::vector<std::int64_t> seqs;     ///< of this stream: what is left out
  std::optional<std::string> reason;  ///< as documents say it that correct what was billed by it
  static constexpr void fields(auto& self, auto&& field) {
    field("batch", self.batch);
    field("seqs", self.seqs);
    field("reason", self.reason);
  }
  bool operator==(const BatchTakenBack&) const = default;
};

}  // namespace msp
