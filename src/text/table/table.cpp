#include "msp/table.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "msp/read.h"
#include "table/render.h"

namespace msp {
namespace {

std::vector<std::string> names_of(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

Refusal unknown_column(const std::string& name, const std::vector<Column>& columns) {
  const std::vector<std::string> names = names_of(columns);
  std::string hint;
  if (const auto meant = nearest(name, names)) hint = "Did you mean " + *meant + "? ";
  hint += "The columns are: ";
  for (const std::string& each : names) hint += (&each == &names.front() ? "" : ", ") + each;
  hint += '.';
  return {"columns.unknown", "there is no column '" + name + "'", std::move(hint), Exit::usage};
}

}  // namespace

void Table::add(std::initializer_list<std::string_view> row) {
  // A short row would shift every later cell into a wrong column, silently: an amount becomes a
  // tax. No input can cause it, only a report that was written wrongly.
  if (row.size() != columns_.size()) {
    throw std::logic_error("a table row must have one cell per column");
  }
  for (const std::string_view cell : row) {
    cells_ += cell;
    ends_.push_back(cells_.size());
  }
}

void Table::append(Column column, const std::vector<std::string>& cells) {
  if (cells.size() != rows()) throw std::logic_error("a table column must have one cell per row");
  std::string wider;
  std::vector<std::size_t> ends;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    for (std::size_t each = 0; each < columns_.size(); ++each) {
      wider += cell(row, each);
      ends.push_back(wider.size());
    }
    wider += cells[row];
    ends.push_back(wider.size());
  }
  columns_.push_back(std::move(column));
  cells_ = std::move(wider);
  ends_ = std::move(ends);
}

std::string_view Table::cell(std::size_t row, std::size_t column) const {
  const std::size_t index = row * columns_.size() + column;
  const std::size_t start = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(cells_).substr(start, ends_[index] - start);
}

std::optional<std::size_t> Table::find(std::string_view name) const {
  const auto named = [name](const Column& column) { return column.name == name; };
  const auto found = std::find_if(columns_.begin(), columns_.end(), named);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

bool Table::one_currency() const {
  const auto column = find("currency");
  if (!column) return true;
  for (std::size_t row = 1; row < rows(); ++row) {
    if (cell(row, *column) != cell(0, *column)) return false;
  }
  return true;
}

Result<Table> Table::select(const std::vector<std::string>& names) const {
  std::vector<Column> chosen;
  std::vector<std::size_t> sources;
  for (const std::string& name : names) {
    const auto found = find(name);
    if (!found) return unknown_column(name, columns_);
    // JSON objects have one value per key; readers drop a second one without a word.
    if (std::find(sources.begin(), sources.end(), *found) != sources.end()) {
      return Refusal{"columns.repeated", "column '" + name + "' is named twice",
                     "Name each column once.", Exit::usage};
    }
    chosen.push_back(columns_[*found]);
    sources.push_back(*found);
  }
  const bool one_currency = this->one_currency();
  for (Column& column : chosen) {
    if (column.kind == ColumnKind::amount && !one_currency) column.adds_up = false;
    if (column.kind == ColumnKind::picture) column.kind = ColumnKind::text;
  }
  Table selected(std::move(chosen));
  if (chart_ && selected.find(chart_->category) && selected.find(chart_->value)) {
    selected.chart_ = chart_;
  }
  for (std::size_t row = 0; row < rows(); ++row) {
    for (const std::size_t source : sources) {
      selected.cells_ += cell(row, source);
      selected.ends_.push_back(selected.cells_.size());
    }
  }
  return selected;
}

std::string render(const Table& table, const RenderOptions& options) {
  switch (options.format) {
    case Format::table:
      return render_terminal(table, options);
    case Format::csv:
      return render_csv(table, options);
    case Format::tsv:
      return render_tsv(table, options);
    case Format::json:
      return render_json(table);
    case Format::jsonl:
      return render_jsonl(table);
    case Format::xlsx:
      return render_xlsx(table, options);
  }
  throw std::logic_error("a format without a renderer");
}

void require_format(Format format) {
  if (format == Format::xlsx) require_workbooks();
}

}  // namespace msp
