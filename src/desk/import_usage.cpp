// A file of activity, row by row: who is meant, on what day, what was seen; what is wrong is
// collected, and then nothing is recorded.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "msp/ascii.h"
#include "msp/identity.h"
#include "msp/nearest.h"
#include "msp/read.h"
#include "msp/usage_import.h"
#include "recorder.h"

namespace msp {
namespace {

const std::vector<CsvColumn> usage_columns = {
    {"customer"}, {"date"}, {"user"}, {"device"}, {"device_kind"}};
struct UsageColumn {
  enum Place : std::size_t { customer, date, user, device, device_kind };
};

/// Whose activity is taken: a customer served by activity, now or once.
struct Owner {
  std::string id;
  std::int64_t stream = 0;
  bool by_activity = false;
  std::optional<Date> ends_on = {};  ///< the first day no longer served by activity
  bool seen = false;
  std::optional<Date> invoiced_before = {};  ///< days of months by activity that are
  std::vector<Month> counted = {};  ///< of which the counts stand, whatever is left of the detail
};

/// What is known of a month that is invoiced already: rows that are in it add nothing.
class LateMonth {
 public:
  explicit LateMonth(const std::vector<Activity>& activity) {
    for (const Activity& row : activity)
      days_[about(row.user, row.device, row.device_kind)] |= row.days;
  }
  void add(const Sighting& seen) {
    Days& days = days_[about(seen.user, seen.device, seen.device_kind)];
    const Days day = days_of(Month::of(seen.on), {seen.on, seen.on + 1});
    news_ = news_ || (days & day) == 0;
    days |= day;
  }
  bool has_news() const { return news_; }

 private:
  using About = std::tuple<std::string, std::string, std::optional<DeviceKind>>;
  static About about(std::string_view user, std::string_view device,
                     std::optional<DeviceKind> kind) {
    return {identity_of(user), identity_of(device), kind};
  }

  std::map<About, Days> days_;
  bool news_ = false;
};

/// When `subscription` is no longer served by activity; nothing if it never was.
struct Service {
  std::optional<Date> ends_on;
};
std::optional<Service> service_by_activity(const Customer& customer,
                                           const Subscription& subscription,
                                           const Catalog& catalog) {
  std::optional<Service> service;
  for (std::size_t i = 0; i < subscription.plans.size(); ++i) {
    const Date from = subscription.plans[i].from;
    if (terms_on(customer, subscription, catalog, from)->basis != Basis::activity) continue;
    service.emplace();
    if (i + 1 < subscription.plans.size()) service->ends_on = subscription.plans[i + 1].from;
  }
  const auto& ending = subscription.ending;
  if (service && ending && (!service->ends_on || ending->ends_on < *service->ends_on)) {
    service->ends_on = ending->ends_on;
  }
  return service;
}

/// Most of what names users and devices: printable ASCII that read_identifier() would hand back.
bool is_simple(std::string_view text) {
  constexpr std::size_t longest = 200;
  const auto printable = [](char c) { return c >= ' ' && c < 0x7F; };
  return text.size() <= longest && std::all_of(text.begin(), text.end(), printable) &&
         (text.empty() || (text.front() != ' ' && text.back() != ' '));
}

bool may_hold_card_number(std::string_view text) {
  return std::count_if(text.begin(), text.end(), is_digit) >= 13;
}

class UsageRows {
 public:
  UsageRows(const Ledger& ledger, Recording& recording, const UsageFile& file, Date today)
      : ledger_(ledger),
        recording_(recording),
        file_(file),
        today_(today),
        catalog_(ledger.catalog()),
        purged_before_(ledger.settings().usage_purged_before) {}

  /// Reads all rows; false if something is wrong with any.
  void take(const CsvRow& row, FileProblems& problems) {
    const std::int64_t before = problems.count();
    Owner* const owner = owner_of(row, problems);
    const std::optional<Date> on = day_of(row);
    if (owner && on) check_served(row, *owner, *on);
    if (owner && on) check_open(row, *owner, *on);
    Sighting seen;
    seen.user = identifier(row, UsageColumn::user, user_);
    seen.device = identifier(row, UsageColumn::device, device_);
    seen.device_kind = kind_of(row);
    if (row[UsageColumn::user].empty() && row[UsageColumn::device].empty()) {
      row.problem(UsageColumn::user, "user and device are both empty: nobody was seen");
    }
    if (problems.count() > before) return;
    seen.stream = owner->stream;
    seen.on = *on;
    if (owner->invoiced_before && *on < *owner->invoiced_before) note_late(*owner, seen);
    recording_.see(seen);
    if (!owner->seen) ++outcome_.customers;
    owner->seen = true;
    if (outcome_.rows++ == 0) outcome_.first_day = outcome_.last_day = *on;
    outcome_.first_day = std::min(outcome_.first_day, *on);
    outcome_.last_day = std::max(outcome_.last_day, *on);
  }

  UsageOutcome outcome() const { return outcome_; }

  /// Invoiced months to which the file adds something, by customer.
  std::map<CustomerId, std::vector<Month>> late_months() const {
    std::map<CustomerId, std::vector<Month>> months;
    for (const auto& [place, month] : late_) {
      if (month.has_news()) months[place.first].push_back(place.second);
    }
    return months;
  }

 private:
  void note_late(const Owner& owner, const Sighting& seen) {
    const std::pair place{*CustomerId::from_text(owner.id), Month::of(seen.on)};
    auto found = late_.find(place);
    if (found == late_.end()) {
      found = late_.emplace(place, ledger_.activity(place.first, place.second)).first;
    }
    found->second.add(seen);
  }

  Owner* owner_of(const CsvRow& row, const FileProblems& problems) {
    const std::string_view typed = row[UsageColumn::customer];
    if (last_ && last_->id == typed) return last_;
    const auto found = owners_.find(std::string(typed));
    if (found != owners_.end()) return last_ = &found->second;
    const auto id = CustomerId::from_text(typed);
    auto known = id ? ledger_.customer(*id) : std::nullopt;
    if (!known) {
      // Beyond the problems that are told nobody reads what the name may have been.
      row.problem(UsageColumn::customer, problems.count() < 20 ? unknown(typed) : std::string());
      return nullptr;
    }
    Owner owner;
    owner.id = typed;
    owner.stream = recording_.stream_of(*id);
    note_service(owner, *known);
    return last_ = &owners_.emplace(owner.id, owner).first->second;
  }

  /// The last day of all its subscriptions counts.
  void note_service(Owner& owner, const Customer& known) const {
    for (const Subscription& subscription : known.subscriptions) {
      const auto service = service_by_activity(known, subscription, catalog_);
      if (!service) continue;
      for (const FrozenUnits& frozen : subscription.frozen) owner.counted.push_back(frozen.month);
      const auto& settled = subscription.settled_through;
      if (settled)
        owner.invoiced_before = std::max(owner.invoiced_before.value_or(*settled), *settled);
      const bool first = !owner.by_activity;
      owner.by_activity = true;
      if (first) {
        owner.ends_on = service->ends_on;
      } else if (!service->ends_on || (owner.ends_on && *owner.ends_on < *service->ends_on)) {
        owner.ends_on = service->ends_on;
      }
    }
  }

  std::string unknown(std::string_view typed) {
    if (typed.empty()) return "is missing";
    if (names_.empty()) names_ = ledger_.customer_names();
    const auto like = nearest(typed, names_);
    return fmt::format("there is no customer {}{}", shown_cell(typed),
                       like ? fmt::format("; did you mean {}?", *like) : "");
  }

  std::optional<Date> day_of(const CsvRow& row) {
    const std::string_view typed = row[UsageColumn::date];
    const bool instant = typed.size() > 10 && typed[10] == 'T';
    const auto on = instant ? file_.day_of_instant(typed) : Date::from_text(typed);
    if (!on) {
      row.problem(UsageColumn::date,
                  fmt::format("{} is neither a day of the calendar such as 2026-03-31 nor "
                              "an instant such as 2026-03-31T23:30:00Z",
                              shown_cell(typed)));
    } else if (*on > today_) {
      row.problem(UsageColumn::date,
                  fmt::format("{} has not come yet: today is {}", on->text(), today_.text()));
      return std::nullopt;
    }
    return on;
  }

  static void check_served(const CsvRow& row, const Owner& owner, Date on) {
    if (!owner.by_activity) {
      row.problem(UsageColumn::customer,
                  owner.id + " has no subscription that is billed by activity");
    } else if (owner.ends_on && *owner.ends_on <= on) {
      row.problem(UsageColumn::date, fmt::format("{} was served through {}, not on {}", owner.id,
                                                 (*owner.ends_on - 1).text(), on.text()));
    }
  }

  /// What is purged is over; what is invoiced has to be meant.
  void check_open(const CsvRow& row, const Owner& owner, Date on) const {
    if (purged_before_ && on < *purged_before_) {
      row.problem(UsageColumn::date,
                  fmt::format("activity before {} is purged: nothing is added to it",
                              purged_before_->text()));
    } else if (std::find(owner.counted.begin(), owner.counted.end(), Month::of(on)) !=
               owner.counted.end()) {
      row.problem(UsageColumn::date,
                  fmt::format("{} is counted and erased for {}: nothing is added to it",
                              Month::of(on).text(), owner.id));
    } else if (!file_.late && owner.invoiced_before && on < *owner.invoiced_before) {
      row.problem(UsageColumn::date, fmt::format("{} is invoiced for {}{}", Month::of(on).text(),
                                                 owner.id, file_.way_out_if_late));
    }
  }

  /// A user's or a device's name, in `room` if it is not kept as it is typed.
  static std::string_view identifier(const CsvRow& row, UsageColumn::Place place,
                                     std::string& room) {
    const std::string_view typed = row[place];
    const bool card = place == UsageColumn::user && may_hold_card_number(typed);
    if (is_simple(typed) && !card) return typed;
    auto read = place == UsageColumn::user ? read_name(typed) : read_identifier(typed);
    if (!read) {
      row.problem(place, read.refusal().message);
      return {};
    }
    return room = *std::move(read);
  }

  static std::optional<DeviceKind> kind_of(const CsvRow& row) {
    const std::string_view typed = row[UsageColumn::device_kind];
    const auto kind = from_word<DeviceKind>(typed);
    if (row[UsageColumn::device].empty()) {
      if (!typed.empty())
        row.problem(UsageColumn::device_kind, "there is a device kind, and no device");
      return std::nullopt;
    }
    if (typed.empty()) {
      row.problem(UsageColumn::device_kind, "is missing: a device is business or personal");
    } else if (!kind) {
      row.problem(UsageColumn::device_kind,
                  fmt::format("{} is neither business nor personal", shown_cell(typed)));
    }
    return kind;
  }

  const Ledger& ledger_;
  Recording& recording_;
  const UsageFile& file_;
  Date today_;
  Catalog catalog_;
  std::optional<Date> purged_before_;
  std::unordered_map<std::string, Owner> owners_;
  std::map<std::pair<CustomerId, Month>, LateMonth> late_;
  Owner* last_ = nullptr;
  std::vector<std::string> names_;  // of customers, read when the first unknown one comes by
  std::string user_;
  std::string device_;
  UsageOutcome outcome_;
};

/// What is seen of invoiced months is looked at again by the next run.
void record_late(Recorder& recorder, const Ledger& ledger,
                 const std::map<CustomerId, std::vector<Month>>& late, UsageOutcome& outcome) {
  for (const auto& [id, months] : late) {
    Customer customer = *ledger.customer(id);
    for (const Month month : months) {
      recorder.record(customer, {UsageAdded{month}, month.period().start}, outcome);
    }
    recorder.recording().project(customer);
    outcome.late += months.size();
  }
}

}  // namespace

Result<UsageOutcome> import_usage(Ledger& ledger, const Envelope& envelope, const UsageFile& file,
                                  const Describe<UsageOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<UsageOutcome> {
    FileProblems problems(file.name);
    Digest digest;
    UsageRows rows(ledger, recorder.recording(), file, envelope.request.today);
    const NextBytes next = [&] {
      const std::string_view bytes = file.next();
      digest.add(bytes);
      return bytes;
    };
    read_csv(next, usage_columns, problems, [&](const CsvRow& row) { rows.take(row, problems); });

    UsageOutcome outcome = rows.outcome();
    if (problems.count() > 0) {
      // What is wrong by now was right when it was taken: the same file is no error.
      while (!next().empty()) {
      }
    }
    const std::string hash = hex(digest.finish());
    outcome.taken_by = ledger.usage_import(hash);
    outcome.head = ledger.head();
    if (outcome.taken_by) return outcome;
    if (problems.count() > 0) return problems.refusal();
    if (outcome.rows == 0) return outcome;
    LedgerSettings settings = ledger.settings();
    const UsageImported imported{hash, outcome.rows, outcome.first_day, outcome.last_day,
                                 recorder.recording().write_activity()};
    recorder.record(settings, {imported, envelope.request.effective()}, outcome);
    record_late(recorder, ledger, rows.late_months(), outcome);
    return outcome;
  });
}

}  // namespace msp
