// The one proof of a ledger's part 1, walked by all who read it as a whole: verify tells what it
// finds, and rebuild, import, backup and restore refuse.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "msp/ledger_care.h"
#include "projections.h"
#include "store.h"

namespace msp {

/// What is told of a ledger at most; the rest of a broken one is no news.
constexpr std::size_t most_problems = 20;

class Proof {
 public:
  explicit Proof(Database& db);
  ~Proof();
  Proof(const Proof&) = delete;
  Proof& operator=(const Proof&) = delete;

  /// Checks batches, texts about people, the chain, what every event may say, and the evidence of
  /// activity; folds the events and writes what follows through `projections`. False: some event
  /// is not to be believed; from there on nothing is folded, and nothing that counts is written.
  bool walk(Projections& projections);

  void problem(std::string text);
  /// Runs `work`; what it finds out by failing is a problem too. False if it fails.
  bool attempt(const std::function<void()>& work);

  /// Throws Fault ledger.not_whole (exit 5), naming the first thing that is wrong, if any is.
  void require_whole() const;

  VerifyReport& report() { return report_; }
  int format() const;  ///< that is needed to read the events

 private:
  class Events;
  VerifyReport report_;
  std::unique_ptr<Events> events_;
};

}  // namespace msp
