// CSV and TSV. `rfc4180` and TSV give every cell back byte for byte to a reader of the format; the
// excel dialects give that up where a spreadsheet would run or misread a cell.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "table/render.h"

namespace msp {
namespace {

struct CsvStyle {
  char separator = ',';
  std::string_view line_end = "\n";
  std::string_view mark = "";
  bool guard_formulas = false;
  bool decimal_comma = false;
};

// Without the byte order mark Excel takes UTF-8 for the system's code page: ä becomes Ã¤.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

CsvStyle style_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::rfc4180:
      // RFC 4180 ends lines with CRLF, but this goes into pipes, and `cut`, `sort` and `join` would
      // take the CR for a part of the last cell. Nothing is lost: a cell that holds a CR or LF of
      // its own is quoted, and every CSV reader takes LF.
      return {};
    case Dialect::excel:
      return {.separator = ',',
              .line_end = "\r\n",
              .mark = byte_order_mark,
              .guard_formulas = true,
              .decimal_comma = false};
    case Dialect::excel_eu:
      return {.separator = ';',
              .line_end = "\r\n",
              .mark = byte_order_mark,
              .guard_formulas = true,
              .decimal_comma = true};
  }
  return {};
}

// A spreadsheet runs a cell that begins so: `=HYPERLINK(...)` in a customer's name can send the
// sheet away. A leading apostrophe makes it text. Only free text is guarded: -12.50 is a number.
bool starts_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

bool needs_quotes(std::string_view text, char separator) {
  return std::any_of(text.begin(), text.end(), [separator](char c) {
    return c == separator || c == '"' || c == '\n' || c == '\r';
  });
}

void append_quoted(std::string& out, std::string_view prefix, std::string_view text) {
  out += '"';
  out += prefix;
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_cell(std::string& out, std::string_view text, ColumnKind kind,
                     const CsvStyle& style) {
  const std::size_t start = out.size();
  const bool guarded = style.guard_formulas && kind == ColumnKind::text && starts_formula(text);
  const std::string_view prefix = guarded ? "'" : "";
  if (needs_quotes(text, style.separator)) {
    append_quoted(out, prefix, text);
  } else {
    out += prefix;
    out += text;
  }
  if (style.decimal_comma && kind == ColumnKind::amount) {
    std::replace(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), '.', ',');
  }
}

void append_tsv_cell(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

std::string render_csv(const Table& table, const RenderOptions& options) {
  const CsvStyle style = style_of(options.dialect);
  const auto& columns = table.columns();
  std::string out(style.mark);
  const auto end_cell = [&](std::size_t column) {
    if (column + 1 < columns.size()) {
      out += style.separator;
    } else {
      out += style.line_end;
    }
  };
  if (options.header) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      append_csv_cell(out, columns[column].name, ColumnKind::text, style);
      end_cell(column);
    }
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const std::string_view cell = table.cell(row, column);
      // Most readers skip an empty line, so the only cell of a row must show that it is there.
      if (cell.empty() && columns.size() == 1) out += "\"\"";
      append_csv_cell(out, cell, columns[column].kind, style);
      end_cell(column);
    }
  }
  return out;
}

std::string render_tsv(const Table& table, const RenderOptions& options) {
  const auto& columns = table.columns();
  std::string out;
  const auto end_cell = [&](std::size_t column) {
    out += column + 1 < columns.size() ? '\t' : '\n';
  };
  if (options.header) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      append_tsv_cell(out, columns[column].name);
      end_cell(column);
    }
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      append_tsv_cell(out, table.cell(row, column));
      end_cell(column);
    }
  }
  return out;
}

}  // namespace msp
