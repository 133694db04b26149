// What a report is: named, typed columns and rows of text. Every output format is made from it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/fields.h"
#include "msp/result.h"

namespace msp {

enum class ColumnKind {
  text,
  count,
  amount,
  date,
  flag,
  picture,  ///< drawn for a terminal, and left out where that is too narrow for it
};

struct Column {
  std::string name;
  std::string_view means = {};  ///< what a cell says, for who reads it the first time
  ColumnKind kind = ColumnKind::text;
  /// The sum of its cells means something: 30 mailboxes and 5 are 35, a price of 4.00 and one of
  /// 5.00 are nothing. Amounts add up within one currency only, see Table::one_currency().
  bool adds_up = false;
};
inline Column added_up(Column column) {
  column.adds_up = true;
  return column;
}

/// Those of a list: a contract, kept in name and order; new ones only at the end.
using Columns = std::vector<Column>;

/// What a workbook draws beside the rows: `value` summed by `category`, the largest first. Both
/// name columns; `value` has to add up. Other formats leave it out. With `by_time` categories are
/// times, one row each: all of them from the first to the last, and nothing is summed.
struct Chart {
  std::string title;
  std::string category;
  std::string value;
  bool by_time = false;
};

/// Cells are text in canonical form (dates ISO, amounts with a point, counts in digits, flags
/// `true`/`false`); an empty cell means unknown. All cells lie in one string: a row costs no
/// allocation of its own.
class Table {
 public:
  explicit Table(Columns columns) : columns_(std::move(columns)) {}

  void add(std::initializer_list<std::string_view> row);              ///< one cell per column
  void append(Column column, const std::vector<std::string>& cells);  ///< one cell per row
  const Columns& columns() const { return columns_; }
  std::size_t rows() const { return columns_.empty() ? 0 : ends_.size() / columns_.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const;

  void draw(Chart chart) { chart_ = std::move(chart); }
  const std::optional<Chart>& chart() const { return chart_; }
  /// Where the column of this name stands, if there is one.
  std::optional<std::size_t> find(std::string_view name) const;
  /// True unless the rows' cells of the column `currency` differ.
  bool one_currency() const;

  /// Only the named columns, in that order; an unknown name is a usage refusal that lists all.
  /// The chart stays if its columns do. What does not add up because of several currencies does
  /// not begin to by leaving the column `currency` out. A picture asked for by name is never left
  /// out.
  Result<Table> select(const std::vector<std::string>& names) const;

 private:
  Columns columns_;
  std::string cells_;
  std::vector<std::size_t> ends_;  // where each cell ends in cells_, row by row
  std::optional<Chart> chart_;
};

enum class Format { table, csv, tsv, json, jsonl, xlsx };
template <>
inline constexpr auto words<Format> = worded<Format>("table", "csv", "tsv", "json", "jsonl",
                                                     "xlsx");

enum class Dialect { rfc4180, excel, excel_eu };
template <>
inline constexpr auto words<Dialect> = worded<Dialect>("rfc4180", "excel", "excel-eu");

struct RenderOptions {
  Format format = Format::csv;
  Dialect dialect = Dialect::rfc4180;
  bool header = true;
  std::size_t width = 0;  ///< of the terminal, in columns; 0 = unlimited
  bool color = false;
  bool ascii = false;  ///< a table's lines are drawn with plain characters
};

/// The whole document, ready to be written.
/// A workbook (xlsx) has a sheet `list`: dates are dates, counts and amounts numbers, shown with
/// the decimals they are written with; all else is text. A number of more than 15 significant
/// digits stays text, because a spreadsheet would lose the rest. Below the rows stand the sums of
/// what adds up; a chart has a sheet `chart` of its own. The same table gives the same bytes.
/// Faults (Exit::refused): xlsx.too_many_rows (a sheet holds 1,048,576, header and sums included),
/// xlsx.too_long (a cell holds 32,767 UTF-16 units); (Exit::system) system.workbook, where it did
/// not come out whole because there is no room for temporary files, and those of require_format().
std::string render(const Table& table, const RenderOptions& options);

/// Fault system.workbook_library (Exit::system) where the library that writes workbooks is not
/// installed. To be asked before anything is recorded that is to be shown in this format.
void require_format(Format format);

/// `text` as a JSON string, quotes included; the one place that knows how to escape.
void append_json_string(std::string& out, std::string_view text);

}  // namespace msp
