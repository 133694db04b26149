// The pieces of a workbook: figures that a spreadsheet keeps, text as its XML takes it, sheets that
// are written row by row, and the chart. Private to src/text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "msp/money.h"
#include "msp/table.h"
#include "table/xlsx_library.h"

namespace msp {

/// Decimals a number can be shown with; the steps of `invoice explain` are the longest.
constexpr int most_places = 8;

/// A number that a spreadsheet keeps: it makes a double of it, and a double gives back every
/// decimal of up to 15 significant digits. Sums are made here, exactly; the double is the last
/// step.
struct Figure {
  Int128 scaled = 0;  ///< the value × 10^8
  int places = 0;     ///< decimals it is written with
};

/// `-12.50`: digits without a leading zero, at most eight decimals, at most 15 significant digits.
/// Anything else is none: `00042`, `1E5`, `125.00 per 1000`, `0.3333…`.
std::optional<Figure> figure_from_text(std::string_view text);
/// The figure as digits again; none if they are more than a spreadsheet keeps.
std::optional<std::string> figure_text(const Figure& figure);

/// `text` as a cell takes it. Control characters, and what only looks like such an escape, become
/// `_x000D_`; bytes that are not UTF-8 become U+FFFD, as in JSON. Says how long the text is in
/// UTF-16 units, which is what spreadsheets count.
std::size_t append_cell_text(std::string& out, std::string_view text);
constexpr std::size_t longest_text = 32'767;  ///< of a cell, in those units

/// What was put into a sheet, and what is found in it. Bytes that get lost are markup or text: if
/// both counts are the same, there are none.
struct SheetContent {
  std::uint64_t cells = 0;
  std::uint64_t text = 0;  ///< bytes of text in them
  bool operator==(const SheetContent&) const = default;
};

/// How cells look.
struct Styles {
  lxw_format* text;  ///< `@`: what looks like a number stays text when somebody edits it
  lxw_format* header;
  lxw_format* date;
  lxw_format* total;
  std::array<lxw_format*, most_places + 1> figure;  ///< by decimals
  std::array<lxw_format*, most_places + 1> sum;
};

/// A sheet, cell by cell, row after row: a row that is done lies in a temporary file, not in
/// memory.
class Sheet {
 public:
  Sheet(const XlsxLibrary& xlsx, lxw_worksheet* sheet, const Styles& styles)
      : xlsx_(xlsx), sheet_(sheet), styles_(styles) {}

  void next_row() {
    ++row_;
    column_ = 0;
  }
  void skip() { ++column_; }
  /// No text is an empty cell, drawn in that style.
  void text(std::string_view text, lxw_format* style);
  void number(std::string_view digits, lxw_format* style);
  void sum(std::size_t first_row, std::size_t last_row, std::string_view digits, lxw_format* style);
  /// A cell as its column's kind says.
  void cell(std::string_view cell, ColumnKind kind);

  const Styles& styles() const { return styles_; }
  const SheetContent& content() const { return content_; }
  lxw_worksheet* handle() const { return sheet_; }

 private:
  void check(lxw_error error) const;
  [[noreturn]] void too_long(std::size_t length) const;

  const XlsxLibrary& xlsx_;
  lxw_worksheet* sheet_;
  const Styles& styles_;
  SheetContent content_;
  std::string buffer_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

/// Fault system.workbook (exit 6).
[[noreturn]] void failed_workbook(const std::string& why);

/// `A`, `B`, …, `AA`
std::string column_letters(std::size_t column);

/// What a chart draws: at most 20 bars, the largest first; or the last 60 of those by time.
struct Bars {
  std::string title;
  std::string category;
  std::string value;
  std::vector<std::pair<std::string, Figure>> bars;
};
/// The table's chart; none if it has none, if amounts are in several currencies, or if there is
/// nothing to draw.
std::optional<Bars> bars_of(const Table& table);
/// Draws them beside the rows of sheet `chart`: categories in column A, values in column B.
void draw_bars(const XlsxLibrary& xlsx, lxw_workbook* workbook, lxw_worksheet* sheet,
               const Bars& bars);

/// Fault system.workbook (exit 6) unless every part of the archive at `path` is whole and its
/// sheets hold `sheets`, the first of them in xl/worksheets/sheet1.xml.
void prove_whole(const XlsxLibrary& xlsx, const std::string& path,
                 const std::vector<SheetContent>& sheets);

}  // namespace msp
