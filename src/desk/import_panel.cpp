// A file of a panel's counts, row by row; what is wrong is collected, and then nothing is recorded.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "msp/advice.h"
#include "msp/identity.h"
#include "msp/panel_import.h"
#include "msp/read.h"
#include "recorder.h"

namespace msp {
namespace {

const std::vector<CsvColumn> panel_columns = {{"customer"}, {"count"}, {"date", false}};
struct PanelColumn {
  enum : std::size_t { customer, count, date };
};

/// More than anybody has; a number as long as a payment card's is none.
constexpr std::int64_t too_many = 1'000'000'000;

class PanelRows {
 public:
  explicit PanelRows(const Request& request)
      : today_(request.today), usual_day_(request.effective()) {}

  void take(const CsvRow& row, const FileProblems& problems) {
    const std::int64_t before = problems.count();
    PanelCount shown{name_of(row), day_of(row), count_of(row)};
    if (problems.count() > before) return;
    const auto [known, is_new] = lines_.try_emplace({identity_of(shown.customer), shown.on},
                                                    std::pair{row.line(), shown.count});
    if (!is_new) {
      const auto [line, other] = known->second;
      if (other == shown.count) return;  // said twice, true once
      return row.problem(PanelColumn::count,
                         fmt::format("{} had {} on {}, says line {}", shown.customer, other,
                                     shown.on.text(), line));
    }
    rows_.push_back(std::move(shown));
  }

  std::vector<PanelCount> rows() const { return rows_; }

 private:
  static std::string name_of(const CsvRow& row) {
    if (row[PanelColumn::customer].empty()) {
      row.problem(PanelColumn::customer, "is missing");
      return {};
    }
    auto name = read_name(row[PanelColumn::customer]);
    if (name) return *std::move(name);
    row.problem(PanelColumn::customer, name.refusal().message);
    return {};
  }

  static std::int64_t count_of(const CsvRow& row) {
    const auto number = count_from_text(row[PanelColumn::count]);
    if (number && *number < too_many) return *number;
    row.problem(PanelColumn::count, row[PanelColumn::count].empty()
                                        ? "is missing"
                                        : fmt::format("{} is not a whole number such as 25",
                                                      shown_cell(row[PanelColumn::count])));
    return 0;
  }

  Date day_of(const CsvRow& row) const {
    if (row[PanelColumn::date].empty()) return usual_day_;
    const auto on = Date::from_text(row[PanelColumn::date]);
    if (!on) {
      row.problem(PanelColumn::date,
                  fmt::format("{} is not a day of the calendar such as 2026-03-31",
                              shown_cell(row[PanelColumn::date])));
      return usual_day_;
    }
    if (*on > today_) {
      row.problem(PanelColumn::date,
                  fmt::format("{} has not come yet: today is {}", on->text(), today_.text()));
    }
    return *on;
  }

  Date today_;
  Date usual_day_;
  std::map<std::pair<std::string, Date>, std::pair<std::int64_t, std::int64_t>> lines_;
  std::vector<PanelCount> rows_;
};

Date latest_of(const std::vector<PanelCount>& rows) {
  Date latest = rows.front().on;
  for (const PanelCount& row : rows) latest = std::max(latest, row.on);
  return latest;
}

/// The event that took in the same file. Without dates the same bytes say something else on another
/// day: that the panel still shows, or shows again, what it showed.
std::optional<std::int64_t> taken_by(const Ledger& ledger, const PanelImported& imported) {
  std::optional<std::int64_t> found;
  ledger.panel_imports([&](std::int64_t seq, const PanelImported& earlier) {
    if (earlier == imported) found = seq;
    return !found;
  });
  return found;
}

}  // namespace

Result<PanelOutcome> import_panel(Ledger& ledger, const Envelope& envelope, const PanelFile& file,
                                  const Describe<PanelOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<PanelOutcome> {
    const Request& request = envelope.request;
    if (request.effective() > request.today) {
      return Refusal{"panel.future",
                     fmt::format("{} has not come yet: today is {}", request.effective().text(),
                                 request.today.text()),
                     Advice::check_day_of_rows, Exit::usage};
    }
    FileProblems problems(file.name);
    Digest digest;
    const NextBytes next = [&] {
      const std::string_view bytes = file.next();
      digest.add(bytes);
      return bytes;
    };
    PanelRows rows(request);
    read_csv(next, panel_columns, problems, [&](const CsvRow& row) { rows.take(row, problems); });
    while (!next().empty()) {
    }
    const std::string hash = hex(digest.finish());

    PanelOutcome outcome;
    outcome.head = ledger.head();
    PanelImported imported{hash, rows.rows()};
    outcome.taken_by = taken_by(ledger, imported);
    if (outcome.taken_by) return outcome;
    if (problems.count() > 0) return problems.refusal();
    if (imported.rows.empty()) return outcome;
    std::set<std::string_view> names;
    for (const PanelCount& row : imported.rows) names.insert(row.customer);
    outcome.rows = imported.rows.size();
    outcome.customers = names.size();
    const Date latest = latest_of(imported.rows);
    LedgerSettings settings = ledger.settings();
    recorder.record(settings, {std::move(imported), latest}, outcome);
    return outcome;
  });
}

}  // namespace msp
