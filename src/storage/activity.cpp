#include "activity.h"
#include "msp/advice.h"

#include <algorithm>
#include <utility>

namespace msp {
namespace {

constexpr std::size_t most_key_bytes = std::size_t{48} << 20;
constexpr std::size_t most_rows = std::size_t{1} << 20;
constexpr std::size_t month_size = 4;
constexpr std::size_t stream_size = 8;

/// Big-endian: bytes in the order of the numbers.
void append_number(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i));
}

std::uint64_t number_at(std::string_view bytes, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

/// The text before the next NUL, which no text holds, and what is behind it.
std::string_view next_text(std::string_view& key) {
  const std::size_t end = key.find('\0');
  const std::string_view text = key.substr(0, end);
  key.remove_prefix(end + 1);
  return text;
}

}  // namespace

const std::string activity_columns =
    "SELECT month, stream, \"user\", device, device_kind, days FROM activity";

ActivityRow activity_row(const Statement& row) {
  return {row.text(0), row.number(1), row.text(2), row.text(3), row.text(4), row.number(5)};
}

Activity activity_of(const ActivityRow& row) {
  return {std::string(row.user), std::string(row.device), from_word<DeviceKind>(row.device_kind),
          static_cast<Days>(row.days)};
}

std::optional<std::string> problem_of(const ActivityRow& row) {
  const auto month = Month::from_text(row.month);
  if (!month || row.month == "9999-12") return "no month";  // it would have no end
  const auto all = static_cast<std::int64_t>(days_of(*month, month->period()));
  if (row.days <= 0 || (row.days & ~all) != 0) return "days that the month does not have";
  if (row.user.empty() && row.device.empty()) return "neither a user nor a device";
  const bool has_kind = from_word<DeviceKind>(row.device_kind).has_value();
  if (row.device.empty() ? !row.device_kind.empty() : !has_kind) {
    return "a device kind that does not fit";
  }
  return std::nullopt;
}

void MonthHash::add(std::string_view stream, const ActivityRow& row) {
  frame_.clear();
  const std::string days = std::to_string(row.days);
  for (const std::string_view text :
       {stream, row.user, row.device, row.device_kind, std::string_view(days)}) {
    for (std::size_t i = 0; i < 8; ++i) frame_ += static_cast<char>(text.size() >> (8 * i));
    frame_ += text;
  }
  digest_.add(frame_);
}

std::string MonthHash::finish() { return hex(digest_.finish()); }

MonthDigest digest_of_month(Database& db, const std::string& month, std::int64_t without) {
  MonthHash hash;
  const auto rows = db.prepare(
      fmt::format(
          "SELECT a.month, a.stream, a.\"user\", a.device, a.device_kind, a.days, s.name "
          "FROM activity a JOIN stream s ON s.id=a.stream WHERE a.month=?1 AND a.stream<>?2 "
          "ORDER BY a.stream, a.\"user\", a.device, a.device_kind"),
      month, without);
  while (rows->step()) hash.add(rows->text(6), activity_row(*rows));
  return {Month::from_text(month).value_or(Month()), hash.finish()};
}

ActivityWriter::ActivityWriter(Database& db)
    : statement_(db.prepare(
          fmt::format("INSERT INTO activity VALUES (?1,?2,?3,?4,?5,?6) "
                      "ON CONFLICT ({}) DO UPDATE SET days=activity.days | excluded.days",
                      activity_table.key))) {}

void ActivityWriter::add(const ActivityRow& row) {
  statement_->lend(1, row.month);
  statement_->bind(2, row.stream);
  statement_->lend(3, row.user);
  statement_->lend(4, row.device);
  statement_->lend(5, row.device_kind);
  statement_->bind(6, row.days);
  statement_->run();
}

/// Month and stream as numbers, then user, device and kind, each ended by a NUL.
void ActivityTally::take_key(const Sighting& sighting) {
  if (key_.empty() || sighting.on != day_) {
    day_ = sighting.on;
    day_number_ = day_.day();
    month_start_ = (day_ - static_cast<std::int32_t>(day_number_ - 1)).days();
  }
  key_.clear();
  // Days before 1970 are negative: the offset keeps their order.
  append_number(key_, static_cast<std::uint32_t>(month_start_) + 0x80000000U, month_size);
  append_number(key_, static_cast<std::uint64_t>(sighting.stream), stream_size);
  (key_ += sighting.user) += '\0';
  (key_ += sighting.device) += '\0';
  if (sighting.device_kind) key_ += word(*sighting.device_kind);
  key_ += '\0';
}

/// Where the row with this key is, or would be.
ActivityTally::Row& ActivityTally::slot_of(std::uint32_t hash, std::string_view key) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    Row& row = slots_[slot];
    if (row.size == 0 || (row.hash == hash && key_of(row) == key)) return row;
  }
}

void ActivityTally::grow() {
  std::vector<Row> rows(std::max<std::size_t>(slots_.size() * 2, 1024));
  rows.swap(slots_);
  for (const Row& row : rows) {
    if (row.size != 0) slot_of(row.hash, key_of(row)) = row;
  }
}

ActivityTally::Row& ActivityTally::find_key() {
  if (rows_ * 2 >= slots_.size()) grow();
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(key_));
  Row& row = slot_of(hash, key_);
  if (row.size == 0) {
    ++rows_;
    row = {static_cast<std::uint32_t>(keys_.size()), static_cast<std::uint32_t>(key_.size()), hash,
           0};
    keys_ += key_;
  }
  return row;
}

void ActivityTally::add(const Sighting& sighting) {
  take_key(sighting);
  find_key().days |= Days{1} << (day_number_ - 1);
  if (rows_ >= most_rows || keys_.size() >= most_key_bytes) write();
}

void ActivityTally::write() {
  if (rows_ == 0) return;
  std::vector<Row> rows = std::exchange(slots_, {});
  std::erase_if(rows, [](const Row& row) { return row.size == 0; });
  std::sort(rows.begin(), rows.end(),
            [this](const Row& a, const Row& b) { return key_of(a) < key_of(b); });
  ActivityWriter writer(db_);
  std::string month;
  std::uint64_t month_of_text = 0;
  for (const Row& row : rows) {
    std::string_view rest = key_of(row);
    const std::uint64_t start = number_at(rest, month_size);
    if (start != month_of_text) {
      month_of_text = start;
      month = Month::of(Date::from_days(static_cast<std::int32_t>(start - 0x80000000U))).text();
      months_.insert(month);
    }
    rest.remove_prefix(month_size);
    ActivityRow stored;
    stored.month = month;
    stored.stream = static_cast<std::int64_t>(number_at(rest, stream_size));
    rest.remove_prefix(stream_size);
    stored.user = next_text(rest);
    stored.device = next_text(rest);
    stored.device_kind = next_text(rest);
    stored.days = row.days;
    writer.add(stored);
  }
  rows_ = 0;
  keys_.clear();
}

std::int64_t purge_activity(Database& db, Month month) {
  constexpr std::string_view purged = " FROM activity WHERE month<?1";
  const std::int64_t rows = db.number(fmt::format("SELECT count(*){}", purged), month.text());
  db.run(fmt::format("DELETE{}", purged), month.text());
  db.scrub(activity_table);
  return rows;
}

// ---- reading ----

std::vector<std::pair<Month, std::int64_t>> Ledger::activity_months() const {
  std::vector<std::pair<Month, std::int64_t>> months;
  const auto rows =
      store_->db->prepare("SELECT month, count(*) FROM activity GROUP BY month ORDER BY month");
  while (rows->step()) {
    months.emplace_back(Month::from_text(rows->text(0)).value_or(Month()), rows->number(1));
  }
  return months;
}

std::vector<Activity> Ledger::activity(const CustomerId& id, Month month) const {
  const auto rows = store_->db->prepare(
      fmt::format("{} WHERE month=?1 AND stream=(SELECT id FROM stream WHERE name=?2) ORDER BY {}",
                  activity_columns, activity_table.key),
      month.text(), stream_name(id));
  std::vector<Activity> activity;
  while (rows->step()) activity.push_back(activity_of(activity_row(*rows)));
  return activity;
}

void Ledger::activity(
    Month month,
    const std::function<void(const CustomerId&, std::vector<Activity>&&)>& visit) const {
  const auto rows = store_->db->prepare(
      fmt::format("{} WHERE month=?1 ORDER BY {}", activity_columns, activity_table.key),
      month.text());
  const auto name = store_->db->prepare("SELECT name FROM stream WHERE id=?1");
  std::int64_t stream = 0;
  std::vector<Activity> activity;
  const auto hand_out = [&] {
    if (activity.empty()) return;
    name->reset();
    name->bind(1, stream);
    const auto id = name->step() ? customer_of(name->text(0)) : std::nullopt;
    if (!id) {
      throw Fault(Exit::ledger, "ledger.damaged", "activity belongs to no customer",
                  Advice::verify);
    }
    visit(*id, std::move(activity));
    activity.clear();
  };
  while (rows->step()) {
    const ActivityRow row = activity_row(*rows);
    if (row.stream != stream) hand_out();
    stream = row.stream;
    activity.push_back(activity_of(row));
  }
  hand_out();
}

}  // namespace msp
