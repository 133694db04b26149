// A workbook, row by row into the archive: no sheet is ever held as a whole. The parts and the
// order of their elements are those of ECMA-376 part 1; no part knows the time.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "archive.h"
#include "msp/date.h"
#include "msp/read.h"
#include "render.h"
#include "workbook.h"

namespace msp {
namespace {

constexpr std::size_t most_rows = 1'048'576;
constexpr std::size_t narrowest = 8;
constexpr std::size_t widest = 60;
constexpr std::string_view declaration =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    "\n";
constexpr std::string_view sheet_head =
    R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")"
    R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)"
    R"(<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>)";

/// What has to be known of a column before its first row is written.
struct Measure {
  std::size_t width = narrowest;
  std::optional<Figure> sum;  ///< of a column that adds up, as long as all its cells are figures
};

std::optional<Figure> figure_in(std::string_view cell, ColumnKind kind) {
  if (kind != ColumnKind::count && kind != ColumnKind::amount) return std::nullopt;
  return figure_from_text(cell);
}

void add(std::optional<Figure>& sum, std::string_view cell) {
  if (!sum || cell.empty()) return;
  const auto figure = figure_from_text(cell);
  if (!figure) return sum.reset();  // SUM would pass over it, and be wrong
  sum->scaled += figure->scaled;
  sum->places = std::max(sum->places, figure->places);
}

std::vector<Measure> measures_of(const Table& table, bool header) {
  const auto& columns = table.columns();
  const bool one_currency = table.one_currency();
  constexpr std::size_t button = 3;  // of the filter, beside the name
  std::vector<Measure> measures(columns.size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    auto& [width, sum] = measures[column];
    const auto& [name, kind, adds_up] = columns[column];
    if (header) width = std::max(width, display_width(name) + button);
    if (adds_up && table.rows() > 0 && (kind != ColumnKind::amount || one_currency)) sum.emplace();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      width = std::max(width, display_width(table.cell(row, column)) + 1);
      add(sum, table.cell(row, column));
    }
    width = std::min(width, widest);
    if (sum && !figure_text(*sum)) sum.reset();
  }
  return measures;
}

/// A sheet's rows on their way into the archive.
class Rows {
 public:
  Rows(Archive& archive, std::size_t columns) : archive_(archive) {
    for (std::size_t column = 0; column < columns; ++column) {
      letters_.push_back(column_letters(column));
    }
  }

  void begin() {
    number_ = std::to_string(++row_);
    column_ = 0;
    buffer_ += "<row r=\"" + number_ + "\">";
  }
  void end() {
    buffer_ += "</row>";
    if (buffer_.size() > 1 << 16) flush();
  }
  void flush() {
    archive_.write(buffer_);
    buffer_.clear();
  }
  const std::string& letters(std::size_t column) const { return letters_[column]; }

  void skip() { ++column_; }
  /// No text is an empty cell, drawn in that style.
  void text(std::string_view text, int style) {
    open(style);
    if (text.empty()) {
      buffer_ += "/>";
      return;
    }
    buffer_ += R"( t="inlineStr"><is><t xml:space="preserve">)";
    const std::size_t length = append_xml(buffer_, text);
    buffer_ += "</t></is></c>";
    if (length > longest_text) too_long(length);
  }
  void number(std::string_view digits, int style) {
    open(style);
    buffer_ += "><v>";
    buffer_ += digits;
    buffer_ += "</v></c>";
  }
  void sum(std::string_view range, std::string_view digits, int style) {
    open(style);
    buffer_ += fmt::format("><f>SUM({})</f><v>{}</v></c>", range, digits);
  }

  /// A cell as its column's kind says.
  void cell(std::string_view cell, ColumnKind kind) {
    if (cell.empty()) return skip();
    if (const auto figure = figure_in(cell, kind)) {
      return number(cell, style_of_figure(figure->places));
    }
    if (kind == ColumnKind::date) {
      if (const auto date = Date::from_text(cell); date && *date >= first_date) {
        return number(std::to_string(*date - day_zero), style_of_date);
      }
    }
    text(cell, style_of_text);
  }

 private:
  // Spreadsheets count days from 1899-12-30. They do not agree on those before March 1900, because
  // some take 1900 for a leap year.
  static inline const Date day_zero = *Date::civil(1900, 1, 1) - 2;
  static inline const Date first_date = *Date::civil(1900, 3, 1);

  [[noreturn]] void too_long(std::size_t length) const {
    throw Fault(Exit::refused, "xlsx.too_long",
                fmt::format("{}{}: a text of {} characters is longer than a cell holds (32,767)",
                            letters_[column_ - 1], number_, length),
                "-f csv holds any length; --columns leaves a column out.");
  }

  void open(int style) {
    buffer_ += "<c r=\"";
    buffer_ += letters_[column_++];
    buffer_ += number_;
    fmt::format_to(std::back_inserter(buffer_), "\" s=\"{}\"", style);
  }

  Archive& archive_;
  std::vector<std::string> letters_;
  std::string buffer_;
  std::string number_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
};

std::string columns_xml(const std::vector<Measure>& measures) {
  std::string xml = "<cols>";
  for (std::size_t column = 0; column < measures.size(); ++column) {
    xml += fmt::format(R"(<col min="{0}" max="{0}" width="{1}" customWidth="1"/>)", column + 1,
                       measures[column].width);
  }
  return xml + "</cols>";
}

constexpr std::string_view frozen_header =
    R"(<sheetViews><sheetView tabSelected="1" workbookViewId="0">)"
    R"(<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>)"
    R"(<selection pane="bottomLeft"/></sheetView></sheetViews>)";

constexpr std::string_view rows_as_usual = R"(<sheetFormatPr defaultRowHeight="15"/>)";

constexpr std::string_view page =
    R"(<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>)"
    R"(<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>)";

/// The cells from the header, or the first row, to the last row: `A1:K20`, `$A$1:$K$20`.
std::string range_of(const Table& table, bool header, std::string_view dollar) {
  const std::size_t last = table.rows() + (header ? 1 : 0);
  return fmt::format("{0}A{0}1:{0}{1}{0}{2}", dollar, column_letters(table.columns().size() - 1),
                     std::max<std::size_t>(last, 1));
}

void append_sums(Rows& rows, const std::vector<Measure>& measures, std::size_t first,
                 std::size_t last) {
  rows.begin();
  for (std::size_t column = 0; column < measures.size(); ++column) {
    if (const auto& sum = measures[column].sum) {
      const std::string range = fmt::format("{0}{1}:{0}{2}", rows.letters(column), first, last);
      rows.sum(range, *figure_text(*sum), style_of_sum(sum->places));
    } else {
      rows.text(column == 0 ? "total" : "", style_of_total);
    }
  }
  rows.end();
}

void write_list(Archive& archive, const Table& table, bool header,
                const std::vector<Measure>& measures) {
  const auto& columns = table.columns();
  archive.write(declaration);
  archive.write(sheet_head);
  if (header) archive.write(frozen_header);
  archive.write(rows_as_usual);
  archive.write(columns_xml(measures));
  archive.write("<sheetData>");
  Rows rows(archive, columns.size());
  if (header) {
    rows.begin();
    for (const Column& column : columns) rows.text(column.name, style_of_header);
    rows.end();
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.begin();
    for (std::size_t column = 0; column < columns.size(); ++column) {
      rows.cell(table.cell(row, column), columns[column].kind);
    }
    rows.end();
  }
  const auto has_sum = [](const Measure& measure) { return measure.sum.has_value(); };
  if (std::any_of(measures.begin(), measures.end(), has_sum)) {
    const std::size_t above = header ? 1 : 0;
    append_sums(rows, measures, above + 1, above + table.rows());
  }
  rows.flush();
  archive.write("</sheetData>");
  if (header) {
    archive.write(fmt::format(R"(<autoFilter ref="{}"/>)", range_of(table, header, "")));
  }
  archive.write(page);
  archive.write("</worksheet>");
}

void write_chart(Archive& archive, const Bars& bars) {
  archive.begin("xl/worksheets/sheet2.xml");
  archive.write(declaration);
  archive.write(sheet_head);
  std::vector<Measure> measures(2);
  measures[0].width = 2 + bars.category.size();
  measures[1].width = 2 + bars.value.size();
  for (const auto& [category, figure] : bars.bars) {
    measures[0].width = std::min(widest, std::max(measures[0].width, display_width(category) + 2));
    measures[1].width = std::max(measures[1].width, figure_text(figure)->size() + 2);
  }
  archive.write(rows_as_usual);
  archive.write(columns_xml(measures));
  archive.write("<sheetData>");
  Rows rows(archive, 2);
  rows.begin();
  rows.text(bars.category, style_of_header);
  rows.text(bars.value, style_of_header);
  rows.end();
  for (const auto& [category, figure] : bars.bars) {
    rows.begin();
    rows.text(category, style_of_text);
    rows.number(*figure_text(figure), style_of_figure(figure.places));
    rows.end();
  }
  rows.flush();
  archive.write("</sheetData>");
  archive.write(page);
  archive.write(R"(<drawing r:id="rId1"/></worksheet>)");
}

// ---- the parts around the sheets ----

constexpr std::string_view office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

void add_part(Archive& archive, std::string_view name, std::string_view xml) {
  archive.begin(name);
  archive.write(declaration);
  archive.write(xml);
}

std::string content_types(bool chart) {
  std::string xml =
      R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
      R"(<Default Extension="rels")"
      R"( ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
      R"(<Default Extension="xml" ContentType="application/xml"/>)";
  const auto part = [&xml](std::string_view name, std::string_view type) {
    xml += fmt::format(R"(<Override PartName="/xl/{}.xml" ContentType=)"
                       R"("application/vnd.openxmlformats-officedocument.{}+xml"/>)",
                       name, type);
  };
  part("workbook", "spreadsheetml.sheet.main");
  part("styles", "spreadsheetml.styles");
  part("worksheets/sheet1", "spreadsheetml.worksheet");
  if (chart) {
    part("worksheets/sheet2", "spreadsheetml.worksheet");
    part("drawings/drawing1", "drawing");
    part("charts/chart1", "drawingml.chart");
  }
  return xml + "</Types>";
}

/// What a part refers to: pairs of a relation's type and its target, `rId1` first.
void add_relations(Archive& archive, std::string_view name,
                   const std::vector<std::pair<std::string_view, std::string_view>>& relations) {
  std::string xml =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  int id = 0;
  for (const auto& [type, target] : relations) {
    xml += fmt::format(R"(<Relationship Id="rId{}" Type="{}/{}" Target="{}"/>)", ++id, office, type,
                       target);
  }
  add_part(archive, name, xml + "</Relationships>");
}

/// The filter is also a hidden name: without it Excel mends the file and says so.
std::string workbook_xml(const Table& table, bool header, bool chart) {
  std::string xml = fmt::format(
      R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{}">)"
      R"(<bookViews><workbookView/></bookViews><sheets>)"
      R"(<sheet name="list" sheetId="1" r:id="rId1"/>)",
      office);
  if (chart) xml += R"(<sheet name="chart" sheetId="2" r:id="rId3"/>)";
  xml += "</sheets>";
  if (header) {
    xml +=
        R"(<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">)";
    xml += "list!" + range_of(table, header, "$");
    xml += R"(</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">list!$1:$1)"
           "</definedName></definedNames>";
  }
  return xml + R"(<calcPr fullCalcOnLoad="1"/></workbook>)";
}

}  // namespace

std::string render_xlsx(const Table& table, const RenderOptions& options) {
  if (table.columns().empty()) throw std::logic_error("a workbook needs a column");
  const bool header = options.header;
  const std::vector<Measure> measures = measures_of(table, header);
  constexpr std::size_t header_and_sums = 2;
  if (table.rows() > most_rows - header_and_sums) {
    throw Fault(Exit::refused, "xlsx.too_many_rows",
                fmt::format("{} rows are more than a sheet holds (1,048,576)", table.rows()),
                "-f csv holds any number; the filters make it less.");
  }
  const std::optional<Bars> bars = bars_of(table);
  Archive archive;
  add_part(archive, "[Content_Types].xml", content_types(bars.has_value()));
  add_relations(archive, "_rels/.rels", {{"officeDocument", "xl/workbook.xml"}});
  add_part(archive, "xl/workbook.xml", workbook_xml(table, header, bars.has_value()));
  std::vector<std::pair<std::string_view, std::string_view>> parts = {
      {"worksheet", "worksheets/sheet1.xml"}, {"styles", "styles.xml"}};
  if (bars) parts.emplace_back("worksheet", "worksheets/sheet2.xml");
  add_relations(archive, "xl/_rels/workbook.xml.rels", parts);
  add_part(archive, "xl/styles.xml", styles_xml());
  archive.begin("xl/worksheets/sheet1.xml");
  write_list(archive, table, header, measures);
  if (bars) {
    write_chart(archive, *bars);
    add_relations(archive, "xl/worksheets/_rels/sheet2.xml.rels",
                  {{"drawing", "../drawings/drawing1.xml"}});
    add_part(archive, "xl/drawings/drawing1.xml", drawing_xml(*bars));
    add_relations(archive, "xl/drawings/_rels/drawing1.xml.rels",
                  {{"chart", "../charts/chart1.xml"}});
    add_part(archive, "xl/charts/chart1.xml", chart_xml(*bars));
  }
  return archive.finish();
}

}  // namespace msp
