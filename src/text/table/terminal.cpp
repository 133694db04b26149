// Tables for people: aligned columns, or one block per record where the terminal is too narrow. A
// cell is never cut, because half an amount is a wrong amount.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/read.h"
#include "msp/spelled_out.h"
#include "table/render.h"

namespace msp {
namespace {

constexpr std::size_t column_gap = 2;
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view plain = "\x1b[0m";

std::vector<std::size_t> column_widths(const Table& table, bool header) {
  const auto& columns = table.columns();
  std::vector<std::size_t> widths(columns.size(), 0);
  std::string room;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (header) widths[column] = display_width(columns[column].name);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::size_t width = display_width(spelled_out(table.cell(row, column), room));
      widths[column] = std::max(widths[column], width);
    }
  }
  return widths;
}

std::size_t line_width(const std::vector<std::size_t>& widths) {
  const std::size_t gaps = widths.empty() ? 0 : column_gap * (widths.size() - 1);
  return std::accumulate(widths.begin(), widths.end(), gaps);
}

/// One line, cell by cell. Blanks are owed until something visible follows them, so that no line
/// ends in one: what is copied into a mail or compared by `diff` has no tails.
class Line {
 public:
  Line(std::string& out, const Table& table, const std::vector<std::size_t>& widths)
      : out_(out), table_(table), widths_(widths) {}

  void add(std::string_view text) {
    const std::size_t padding = widths_[column_] - display_width(text);
    const ColumnKind kind = table_.columns()[column_].kind;
    const bool right = kind == ColumnKind::amount || kind == ColumnKind::count;
    if (right) owed_ += padding;
    if (!text.empty()) {
      out_.append(owed_, ' ');
      out_ += text;
      owed_ = 0;
    }
    owed_ += column_gap + (right ? 0 : padding);
    ++column_;
  }

 private:
  std::string& out_;
  const Table& table_;
  const std::vector<std::size_t>& widths_;
  std::size_t column_ = 0;
  std::size_t owed_ = 0;
};

void append_header(std::string& out, const Table& table, const std::vector<std::size_t>& widths,
                   const RenderOptions& options) {
  if (options.color) out += bold;
  Line names(out, table, widths);
  for (const Column& column : table.columns()) names.add(column.name);
  if (options.color) out += plain;
  out += '\n';
  const std::string_view rule = options.ascii ? "-" : "─";
  for (std::size_t column = 0; column < widths.size(); ++column) {
    if (column != 0) out.append(column_gap, ' ');
    for (std::size_t i = 0; i < widths[column]; ++i) out += rule;
  }
  out += '\n';
}

std::string render_grid(const Table& table, const RenderOptions& options,
                        const std::vector<std::size_t>& widths) {
  std::string out;
  std::string room;
  if (options.header) append_header(out, table, widths, options);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Line line(out, table, widths);
    for (std::size_t column = 0; column < widths.size(); ++column) {
      line.add(spelled_out(table.cell(row, column), room));
    }
    out += '\n';
  }
  return out;
}

// The names stay even without a header: a block of bare values could not be read.
std::string render_blocks(const Table& table, bool color) {
  const auto& columns = table.columns();
  std::size_t name_width = 0;
  for (const Column& column : columns) {
    name_width = std::max(name_width, display_width(column.name));
  }
  std::string out;
  std::string room;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (row != 0) out += '\n';
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const std::string& name = columns[column].name;
      const std::string_view value = spelled_out(table.cell(row, column), room);
      if (color) out += bold;
      out += name;
      if (color) out += plain;
      if (!value.empty()) out.append(name_width - display_width(name) + column_gap, ' ');
      out += value;
      out += '\n';
    }
  }
  return out;
}

/// The same without its pictures, if it has any: figures in columns matter more.
std::optional<Table> without_pictures(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns()) {
    if (column.kind != ColumnKind::picture) names.push_back(column.name);
  }
  if (names.size() == table.columns().size() || names.empty()) return std::nullopt;
  return require(table.select(names));
}

}  // namespace

std::string render_terminal(const Table& table, const RenderOptions& options) {
  const auto fits = [&](const std::vector<std::size_t>& widths) {
    return options.width == 0 || line_width(widths) <= options.width;
  };
  const std::vector<std::size_t> widths = column_widths(table, options.header);
  if (fits(widths)) return render_grid(table, options, widths);
  if (const auto narrower = without_pictures(table)) {
    const std::vector<std::size_t> left = column_widths(*narrower, options.header);
    if (fits(left)) return render_grid(*narrower, options, left);
  }
  if (table.rows() > 0) return render_blocks(table, options.color);
  return render_grid(table, options, widths);
}

}  // namespace msp
