// The chart of a workbook: bars that lie, because names are long, the largest on top.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>
#include <stdexcept>

#include "table/workbook.h"

namespace msp {
namespace {

constexpr std::size_t most_bars = 20;
constexpr std::size_t most_times = 60;

/// As many as can be read: the largest, or with times, which are sorted by their text, the last.
void choose_bars(Bars& drawn, bool by_time) {
  auto& bars = drawn.bars;
  const std::size_t all = bars.size();
  if (!by_time) {
    std::stable_sort(bars.begin(), bars.end(), [](const auto& a, const auto& b) {
      return a.second.scaled > b.second.scaled;
    });
  }
  const std::size_t most = by_time ? most_times : most_bars;
  if (all <= most) return;
  drawn.title += fmt::format(", the {} {} of {}", most, by_time ? "last" : "largest", all);
  const auto chosen = by_time ? bars.end() - static_cast<std::ptrdiff_t>(most) : bars.begin();
  bars = std::vector(chosen, chosen + static_cast<std::ptrdiff_t>(most));
}

/// The length of a bar is what it says: the axis begins at 0, where no bar goes beyond it.
void begin_at_nothing(const XlsxLibrary& xlsx, lxw_chart_axis* values, const Bars& bars) {
  const auto any = [&bars](auto&& test) {
    return std::any_of(bars.bars.begin(), bars.bars.end(),
                       [&test](const auto& bar) { return test(bar.second.scaled); });
  };
  if (!any([](Int128 scaled) { return scaled < 0; })) xlsx.chart_axis_set_min(values, 0);
  if (!any([](Int128 scaled) { return scaled > 0; })) xlsx.chart_axis_set_max(values, 0);
}

}  // namespace

std::optional<Bars> bars_of(const Table& table) {
  if (!table.chart() || !table.one_currency() || table.rows() == 0) return std::nullopt;
  const auto category = table.find(table.chart()->category);
  const auto value = table.find(table.chart()->value);
  const bool by_time = table.chart()->by_time;
  if (!category || !value) return std::nullopt;
  if (!by_time && !table.columns()[*value].adds_up) return std::nullopt;
  std::map<std::string, Figure, std::less<>> sums;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto figure = figure_from_text(table.cell(row, *value));
    if (!figure) continue;
    Figure& sum = sums[std::string(table.cell(row, *category))];
    sum.scaled += figure->scaled;
    sum.places = std::max(sum.places, figure->places);
  }
  std::erase_if(sums, [by_time](const auto& sum) {
    const bool nothing = !by_time && sum.second.scaled == 0;
    return sum.first.empty() || nothing || !figure_text(sum.second);
  });
  if (sums.empty()) return std::nullopt;
  Bars drawn{table.chart()->title,
             table.chart()->category,
             table.chart()->value,
             {sums.begin(), sums.end()}};
  choose_bars(drawn, by_time);
  if (const auto currency = table.find("currency")) {
    drawn.value += fmt::format(" ({})", table.cell(0, *currency));
  }
  return drawn;
}

void draw_bars(const XlsxLibrary& xlsx, lxw_workbook* workbook, lxw_worksheet* sheet,
               const Bars& bars) {
  lxw_chart* const chart = xlsx.workbook_add_chart(workbook, LXW_CHART_BAR);
  if (chart == nullptr) throw std::bad_alloc();
  const std::size_t last = bars.bars.size() + 1;
  lxw_chart_series* const series =
      xlsx.chart_add_series(chart, fmt::format("=chart!$A$2:$A${}", last).c_str(),
                            fmt::format("=chart!$B$2:$B${}", last).c_str());
  if (series == nullptr) throw std::bad_alloc();
  xlsx.chart_series_set_name(series, "=chart!$B$1");
  lxw_chart_fill blue{};
  blue.color = 0x2F6690;
  xlsx.chart_series_set_fill(series, &blue);
  xlsx.chart_set_series_gap(chart, 50);
  xlsx.chart_title_set_name(chart, bars.title.c_str());
  lxw_chart_font font{};
  font.size = 14;
  font.bold = LXW_TRUE;
  xlsx.chart_title_set_name_font(chart, &font);
  xlsx.chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);

  // Of bars that lie, y is the axis of categories. The first is on top, so the axis of values
  // crosses at the last one, at the bottom.
  lxw_chart_axis* const categories = chart->y_axis;
  xlsx.chart_axis_set_reverse(categories);
  xlsx.chart_axis_set_interval_unit(categories, 1);
  xlsx.chart_axis_set_label_position(categories, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  xlsx.chart_axis_set_major_tick_mark(categories, LXW_CHART_AXIS_TICK_MARK_NONE);
  xlsx.chart_axis_set_crossing_max(categories);

  lxw_chart_axis* const values = chart->x_axis;
  font.size = 10;
  font.bold = LXW_EXPLICIT_FALSE;
  xlsx.chart_axis_set_name(values, bars.value.c_str());
  xlsx.chart_axis_set_name_font(values, &font);
  xlsx.chart_axis_set_num_format(values, "#,##0");
  xlsx.chart_axis_set_major_tick_mark(values, LXW_CHART_AXIS_TICK_MARK_NONE);
  begin_at_nothing(xlsx, values, bars);
  lxw_chart_line grey{};
  grey.color = 0xD0D0D0;
  grey.width = 0.5;
  xlsx.chart_axis_major_gridlines_set_line(values, &grey);

  constexpr double width = 640.0 / 480;  // pixels; the other is the library's own size
  constexpr double row = 20.0 / 288;
  constexpr std::size_t around = 7;  // rows for the title and the axis of values
  lxw_chart_options options{};
  options.x_scale = width;
  options.y_scale = row * static_cast<double>(around + bars.bars.size());
  if (xlsx.worksheet_insert_chart_opt(sheet, 0, 3, chart, &options) != LXW_NO_ERROR) {
    throw std::logic_error("a chart that has no place on its sheet");
  }
}

}  // namespace msp
