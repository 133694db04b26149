// The chart of a workbook: bars that lie, because names are long, the largest on top.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "workbook.h"

namespace msp {
namespace {

constexpr std::size_t most_bars = 20;
constexpr std::size_t most_times = 60;

/// A label of the chart, as DrawingML wraps text.
std::string title_xml(std::string_view text, int size, bool bold) {
  std::string label;
  append_xml(label, text);
  return fmt::format(R"(<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{0}" b="{1}"/>)"
                     R"(</a:pPr><a:r><a:rPr lang="en-US" sz="{0}" b="{1}"/><a:t>{2}</a:t></a:r>)"
                     R"(</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>)",
                     size, bold ? 1 : 0, label);
}

/// The cells a series is drawn from, with what stands in them: a viewer need not look them up.
std::string cached(std::string_view kind, std::string_view range,
                   const std::vector<std::string>& texts, std::string_view format) {
  std::string points;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    points += fmt::format(R"(<c:pt idx="{}"><c:v>)", i);
    append_xml(points, texts[i]);
    points += "</c:v></c:pt>";
  }
  return fmt::format(R"(<c:{0}Ref><c:f>chart!{1}</c:f><c:{0}Cache>{2}<c:ptCount val="{3}"/>{4})"
                     R"(</c:{0}Cache></c:{0}Ref>)",
                     kind, range, format, texts.size(), points);
}

std::string ticks_xml(std::string_view labels) {
  return fmt::format(R"(<c:majorTickMark val="none"/><c:minorTickMark val="none"/>)"
                     R"(<c:tickLblPos val="{}"/>)",
                     labels);
}

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

std::string chart_xml(const Bars& bars) {
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (const auto& [name, figure] : bars.bars) {
    names.push_back(name);
    values.push_back(*figure_text(figure));
  }
  const std::size_t last = bars.bars.size() + 1;
  std::string xml =
      R"(<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart")"
      R"( xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>)";
  xml += title_xml(bars.title, 1400, true);
  xml += R"(<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart>)"
         R"(<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>)"
         R"(<c:ser><c:idx val="0"/><c:order val="0"/><c:tx>)";
  xml += cached("str", "$B$1", {bars.value}, "");
  xml += R"(</c:tx><c:spPr><a:solidFill><a:srgbClr val="2F6690"/></a:solidFill></c:spPr>)"
         R"(<c:invertIfNegative val="0"/><c:cat>)";
  xml += cached("str", fmt::format("$A$2:$A${}", last), names, "");
  xml += "</c:cat><c:val>";
  xml += cached("num", fmt::format("$B$2:$B${}", last), values,
                "<c:formatCode>General</c:formatCode>");
  xml += R"(</c:val></c:ser><c:gapWidth val="50"/><c:axId val="1"/><c:axId val="2"/>)"
         R"(</c:barChart><c:catAx><c:axId val="1"/>)"
         R"(<c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>)"
         R"(<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="1"/>)";
  xml += ticks_xml("low");
  xml += R"(<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/>)"
         R"(<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>)"
         R"(<c:noMultiLvlLbl val="0"/></c:catAx>)"
         R"(<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>)"
         R"(<c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="6350">)"
         R"(<a:solidFill><a:srgbClr val="D0D0D0"/></a:solidFill></a:ln></c:spPr>)"
         R"(</c:majorGridlines>)";
  xml += title_xml(bars.value, 1000, false);
  xml += R"(<c:numFmt formatCode="#,##0" sourceLinked="0"/>)";
  xml += ticks_xml("nextTo");
  // The first category is on top, so the axis of values crosses at the last one, at the bottom.
  xml += R"(<c:crossAx val="1"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>)"
         R"(</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>)"
         R"(</c:chartSpace>)";
  return xml;
}

std::string drawing_xml(const Bars& bars) {
  constexpr int around = 7;  // rows for the title and the axis of values
  const int height = around + static_cast<int>(bars.bars.size());
  const auto corner = [](std::string_view name, int column, int row) {
    return fmt::format(R"(<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff>)"
                       R"(<xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>)",
                       name, column, row);
  };
  return R"(<xdr:wsDr xmlns:xdr=)"
         R"("http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing")"
         R"( xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>)" +
         corner("from", 3, 0) + corner("to", 13, height) +
         R"(<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="chart"/>)"
         R"(<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>)"
         R"(<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData)"
         R"( uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart)"
         R"( xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart")"
         R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
         R"( r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>)"
         R"(</xdr:twoCellAnchor></xdr:wsDr>)";
}

}  // namespace msp
