// The evidence of activity: gathered while a file is read, written in key order, checked.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "msp/usage.h"
#include "store.h"

namespace msp {

/// A row of `activity`, as stored; its texts live until the statement steps on.
struct ActivityRow {
  std::string_view month;
  std::int64_t stream = 0;
  std::string_view user;
  std::string_view device;
  std::string_view device_kind;
  std::int64_t days = 0;
};

constexpr KeyedTable activity_table{"activity", "month, stream, \"user\", device, device_kind"};

extern const std::string activity_columns;  ///< SELECT … FROM activity
ActivityRow activity_row(const Statement& row);
Activity activity_of(const ActivityRow& row);

/// Why no import can have written this row; nothing if one can.
std::optional<std::string> problem_of(const ActivityRow& row);

/// The digest of a month: of its rows in the order of the key, the texts and then the days of each
/// framed as the columns of an event are, with the stream's name for its number.
class MonthHash {
 public:
  void add(std::string_view stream, const ActivityRow& row);
  std::string finish();

 private:
  Digest digest_;
  std::string frame_;
};

/// Of what now stands in `activity`, but for the rows of one stream.
MonthDigest digest_of_month(Database& db, const std::string& month, std::int64_t without = 0);

/// Writes rows; of one that is there already the days are added. In key order it is fast.
class ActivityWriter {
 public:
  explicit ActivityWriter(Database& db);
  void add(const ActivityRow& row);

 private:
  Prepared statement_;
};

/// Sightings of one import, folded: a row per month, stream, user, device and kind. What no longer
/// fits into memory is written on the way, so that memory does not grow with the file.
class ActivityTally {
 public:
  explicit ActivityTally(Database& db) : db_(db) {}
  void add(const Sighting& sighting);
  void write();  ///< all that is gathered, in key order
  const std::set<std::string>& months() const { return months_; }  ///< of what was written

 private:
  struct Row {
    std::uint32_t start = 0;  // of its key in keys_
    std::uint32_t size = 0;   // 0: no row
    std::uint32_t hash = 0;
    Days days = 0;
  };
  void take_key(const Sighting& sighting);
  Row& find_key();
  Row& slot_of(std::uint32_t hash, std::string_view key);
  void grow();
  std::string_view key_of(const Row& row) const {
    return std::string_view(keys_).substr(row.start, row.size);
  }

  Database& db_;
  std::string key_;         // of the sighting at hand: bytes that sort as the table does
  std::string keys_;        // of all rows, one after the other
  std::vector<Row> slots_;  // by hash, at least half of them empty
  std::size_t rows_ = 0;
  std::set<std::string> months_;
  Date day_;  // of the sighting before, and what follows from it
  std::int32_t month_start_ = 0;
  unsigned day_number_ = 0;
};

/// Removes the rows before `month`, bytes and all; returns how many there were.
std::int64_t purge_activity(Database& db, Month month);

}  // namespace msp
