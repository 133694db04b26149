// The pieces of a workbook (Office Open XML, ECMA-376 part 1): figures without floating point, text
// as its XML takes it, and the chart. Private to src/text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "msp/money.h"
#include "msp/table.h"

namespace msp {

/// Decimals a number can be shown with; the steps of `invoice explain` are the longest.
constexpr int most_places = 8;

/// A number that a spreadsheet keeps: it makes a double of it, and a double gives back every
/// decimal of up to 15 significant digits. What is written is the decimal itself, so nothing here
/// ever rounds.
struct Figure {
  Int128 scaled = 0;  ///< the value × 10^8
  int places = 0;     ///< decimals it is written with
};

/// `-12.50`: digits without a leading zero, at most eight decimals, at most 15 significant digits.
/// Anything else is none: `00042`, `1E5`, `125.00 per 1000`, `0.3333…`.
std::optional<Figure> figure_from_text(std::string_view text);
/// The figure as digits again; none if they are more than a spreadsheet keeps.
std::optional<std::string> figure_text(const Figure& figure);

/// `text` between two tags. Control characters, and what only looks like such an escape, become
/// `_x000D_`; bytes that are not UTF-8 become U+FFFD, as in JSON. Says how long the text is in
/// UTF-16 units, which is what spreadsheets count.
std::size_t append_xml(std::string& out, std::string_view text);
constexpr std::size_t longest_text = 32'767;  ///< of a cell, in those units

/// Styles of cells, by number, in styles_xml().
constexpr int style_of_text = 1;
constexpr int style_of_header = 2;
constexpr int style_of_date = 3;
constexpr int style_of_total = 4;
constexpr int style_of_figure(int places) { return 5 + places; }
constexpr int style_of_sum(int places) { return 5 + most_places + 1 + places; }
std::string styles_xml();

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
/// The chart over the rows of sheet `chart`: categories in column A, values in column B.
std::string chart_xml(const Bars& bars);
std::string drawing_xml(const Bars& bars);  ///< where the chart stands on its sheet

}  // namespace msp
