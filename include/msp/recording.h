// The one way into the ledger: a batch of events, all of them or none.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "msp/ledger.h"

namespace msp {

/// One batch being recorded: begun with the ledger's write lock, gone without a trace unless
/// committed.
class Recording {
 public:
  /// `now` is the clock, in microseconds; instants never go back behind the ledger's newest.
  Recording(Ledger& ledger, Batch batch, std::int64_t now);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  /// The batch that this request id recorded before, if any.
  std::optional<Batch> earlier(const std::string& request_id) const;
  Head head_of(std::int64_t batch) const;  ///< the newest event of a batch

  /// Appends to a customer's stream and folds into `customer`, which must be as stored.
  void append(Customer& customer, const Fact& fact, Date received_on);
  void append(Catalog& catalog, const CatalogFact& fact, Date received_on);
  void append(LedgerSettings& settings, const LedgerFact& fact, Date received_on);
  /// Writes a customer's projections; needed once after its last append.
  void project(const Customer& customer);
  std::int64_t next_invoice_ordinal() const;
  /// The number of a customer's stream; the customer is in the ledger.
  std::int64_t stream_of(const CustomerId& id);
  /// Adds a day to the evidence of activity. Evidence is no event: whoever adds to it appends a
  /// UsageImported too, or commit() leaves it out.
  void see(const Sighting& sighting);
  /// Writes what was seen so far. The event that adds it says what the months are now.
  std::vector<MonthDigest> write_activity();
  /// What the months that a customer was seen in are without it.
  std::vector<MonthDigest> activity_without(const CustomerId& id);
  /// Removes personal_data() with its salts, so that not even its bytes stay in the file, folds the
  /// customer anew from what is left, and projects it. Whoever erases appends a CustomerErased
  /// first: who asked for that is erased too.
  void erase(Customer& customer);
  /// Removes all activity of the months before `month`, so that not even its bytes stay in the
  /// file; returns how many rows. Whoever removes it appends a UsagePurged.
  std::int64_t purge_activity(Month month);

  const std::vector<std::int64_t>& seqs() const;  ///< of what was appended, in order
  /// Records the batch, reads everything back, compares, and commits: durable on return.
  /// Nothing appended: nothing is recorded, not even the batch.
  Head commit(const std::string& answer);

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace msp
