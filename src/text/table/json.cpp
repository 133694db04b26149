// JSON and JSON Lines. Amounts are strings, so that no reader makes binary fractions of them.
#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "msp/ascii.h"
#include "read/characters.h"
#include "table/render.h"

namespace msp {
namespace {

bool stands_as_it_is(std::string_view text) {
  bool ascii = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\') return false;
    if (byte >= 0x80) ascii = false;
  }
  return ascii || is_utf8(text);
}

// The numbers that JSON can write: no leading zero, no bare minus.
bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
  return is_digits(text);
}

bool is_bare(std::string_view cell, ColumnKind kind) {
  switch (kind) {
    case ColumnKind::count:
      return is_whole_number(cell);
    case ColumnKind::flag:
      return cell == "true" || cell == "false";
    case ColumnKind::text:
    case ColumnKind::amount:
    case ColumnKind::date:
    case ColumnKind::picture:
      return false;
  }
  return false;
}

void append_value(std::string& out, std::string_view cell, ColumnKind kind) {
  if (cell.empty()) {
    out += "null";
  } else if (is_bare(cell, kind)) {
    out += cell;
  } else {
    append_json_string(out, cell);
  }
}

/// `{"number":` and `,"kind":` …: what stands before each value, the same in every row.
std::vector<std::string> leads_of(const std::vector<Column>& columns) {
  std::vector<std::string> leads;
  for (const Column& column : columns) {
    std::string lead = leads.empty() ? "{" : ",";
    append_json_string(lead, column.name);
    lead += ':';
    leads.push_back(std::move(lead));
  }
  return leads;
}

std::string render_objects(const Table& table, std::string_view between) {
  const std::vector<std::string> leads = leads_of(table.columns());
  std::string out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (row != 0) out += between;
    for (std::size_t column = 0; column < leads.size(); ++column) {
      out += leads[column];
      append_value(out, table.cell(row, column), table.columns()[column].kind);
    }
    out += '}';
  }
  return out;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  if (stands_as_it_is(text)) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  // Bytes that are not UTF-8 become U+FFFD: this also writes the messages about broken input, and
  // an error must not fail for being told.
  constexpr auto replace = nlohmann::json::error_handler_t::replace;
  out += nlohmann::json(text).dump(-1, ' ', false, replace);
}

std::string render_json(const Table& table) {
  if (table.rows() == 0) return "[]\n";
  return "[\n" + render_objects(table, ",\n") + "\n]\n";
}

std::string render_jsonl(const Table& table) {
  if (table.rows() == 0) return "";
  return render_objects(table, "\n") + "\n";
}

}  // namespace msp
