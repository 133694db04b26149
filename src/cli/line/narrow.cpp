#include "line/narrow.h"

#include <algorithm>
#include <string_view>

#include "msp/read.h"

namespace msp::cli {
namespace {

/// The columns a list can do without, the first to leave first. A name means the same in all lists.
constexpr std::string_view dispensable[] = {
    "hash",      "payload",      "recorded_at", "received_on", "actor",        "requested_by",
    "reason",    "version_from", "timing",      "basis",       "sales_rep",    "partner",
    "paired_to", "ordered_on",   "first_seen",  "last_seen",   "connected_on", "due_on",
    "tax_rate",  "free_rider",   "corrects",    "group",       "since",        "customer",
    "kind",      "plan",         "description", "month",       "trial_through"};

/// True if each row says who it is about without its column `customer`: by `acme/1`.
bool names_subscriptions(const Table& table) {
  const auto column = table.find("subscription");
  for (std::size_t row = 0; column && row < table.rows(); ++row) {
    if (table.cell(row, *column).find('/') == std::string_view::npos) return false;
  }
  return column.has_value();
}

/// In which order `column` leaves; past the end for one that stays.
std::size_t turn_of(const Table& table, std::size_t column) {
  const Column& about = table.columns()[column];
  if (about.kind == ColumnKind::picture) return 0;
  const auto found = std::find(std::begin(dispensable), std::end(dispensable), about.name);
  const std::size_t stays = std::size(dispensable) + 1;
  if (about.name == "customer" ? !names_subscriptions(table) : column == 0) return stays;
  return static_cast<std::size_t>(found - std::begin(dispensable)) + 1;
}

std::size_t width_of(const Table& table, std::size_t column, bool header) {
  std::size_t width = header ? display_width(table.columns()[column].name) : 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    width = std::max(width, display_width(table.cell(row, column)));
  }
  return width;
}

}  // namespace

std::vector<std::string> columns_that_fit(const Table& table, std::size_t width, bool header) {
  constexpr std::size_t gap = 2;
  std::vector<std::size_t> turns;
  std::vector<std::size_t> widths;
  std::size_t total = 0;
  for (std::size_t column = 0; column < table.columns().size(); ++column) {
    turns.push_back(turn_of(table, column));
    widths.push_back(width_of(table, column, header) + gap);
    total += widths.back();
  }
  std::size_t first_to_stay = 0;
  for (; first_to_stay <= std::size(dispensable) && total > width + gap; ++first_to_stay) {
    for (std::size_t column = 0; column < turns.size(); ++column) {
      if (turns[column] == first_to_stay) total -= widths[column];
    }
  }
  std::vector<std::string> names;
  for (std::size_t column = 0; column < turns.size(); ++column) {
    if (total > width + gap || turns[column] >= first_to_stay) {
      names.push_back(table.columns()[column].name);
    }
  }
  return names;
}

}  // namespace msp::cli
