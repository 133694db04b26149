// Figures, text and cells of a workbook.
#include "table/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "msp/ascii.h"
#include "msp/date.h"
#include "msp/result.h"
#include "read/characters.h"

namespace msp {
namespace {

constexpr std::size_t most_digits = 15;

/// Significant digits of `digits`, the last `places` of which stand behind the point.
std::size_t significant(std::string_view digits, int places) {
  for (; places > 0 && digits.ends_with('0'); --places) digits.remove_suffix(1);
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? 0 : digits.size() - first;
}

/// `_x0041_` in a text would be read as the letter A.
bool looks_escaped(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return false;
  return std::all_of(text.begin() + 2, text.begin() + 6, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

void append_character(std::string& out, CodePoint next, std::string_view text) {
  const bool layout = next.value == '\t' || next.value == '\n';
  const bool unwritable = next.value == 0xFFFE || next.value == 0xFFFF;
  if (next.value < 0) {
    out += "\xEF\xBF\xBD";
  } else if ((next.value < 0x20 && !layout) || unwritable) {
    fmt::format_to(std::back_inserter(out), "_x{:04X}_", next.value);
  } else if (looks_escaped(text)) {
    out += "_x005F_";
  } else {
    out += text.substr(0, next.bytes);
  }
}

/// The nearest one; the digits are at most 15, so that nothing else could be meant.
double double_of(std::string_view digits) {
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Spreadsheets count days from 1899-12-30. They do not agree on those before March 1900, because
// some take 1900 for a leap year.
const Date day_zero = *Date::civil(1900, 1, 1) - 2;
const Date first_date = *Date::civil(1900, 3, 1);

}  // namespace

std::optional<Figure> figure_from_text(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
  if (fraction.empty() != (point == std::string_view::npos)) return std::nullopt;
  if (whole.size() > most_digits || fraction.size() > most_places) return std::nullopt;
  Figure figure;
  figure.places = static_cast<int>(fraction.size());
  const std::string digits = std::string(whole) + std::string(fraction);
  if (!is_digits(digits)) return std::nullopt;
  if (significant(digits, figure.places) > most_digits) return std::nullopt;
  for (const char c : digits) figure.scaled = figure.scaled * 10 + (c - '0');
  for (int place = figure.places; place < most_places; ++place) figure.scaled *= 10;
  if (negative) figure.scaled = -figure.scaled;
  return figure;
}

std::optional<std::string> figure_text(const Figure& figure) {
  Int128 rest = figure.scaled < 0 ? -figure.scaled : figure.scaled;
  for (int place = most_places; place > figure.places; --place) rest /= 10;
  std::string digits;
  const auto least = static_cast<std::size_t>(figure.places) + 1;
  for (; rest > 0 || digits.size() < least; rest /= 10) {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  if (significant(digits, figure.places) > most_digits) return std::nullopt;
  if (figure.places > 0) digits.insert(digits.size() - least + 1, 1, '.');
  return figure.scaled < 0 ? "-" + digits : digits;
}

std::size_t append_cell_text(std::string& out, std::string_view text) {
  if (is_plain_ascii(text) && text.find('_') == text.npos) {
    out += text;
    return text.size();
  }
  std::size_t units = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    units += next.value > 0xFFFF ? 2 : 1;
    append_character(out, next, text);
    text.remove_prefix(next.bytes);
  }
  return units;
}

void Sheet::text(std::string_view text, lxw_format* style) {
  const lxw_col_t column = column_++;
  ++content_.cells;
  if (text.empty()) {
    check(xlsx_.worksheet_write_blank(sheet_, row_, column, style));
    return;
  }
  buffer_.clear();
  const std::size_t length = append_cell_text(buffer_, text);
  if (length > longest_text) too_long(length);
  const lxw_error error =
      xlsx_.worksheet_write_string(sheet_, row_, column, buffer_.c_str(), style);
  // Each escape makes seven characters of one, and the library counts them as that.
  if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) too_long(buffer_.size());
  check(error);
  content_.text += buffer_.size();
}

void Sheet::number(std::string_view digits, lxw_format* style) {
  const lxw_col_t column = column_++;
  ++content_.cells;
  check(xlsx_.worksheet_write_number(sheet_, row_, column, double_of(digits), style));
}

void Sheet::sum(std::size_t first_row, std::size_t last_row, std::string_view digits,
                lxw_format* style) {
  const lxw_col_t column = column_++;
  ++content_.cells;
  const std::string formula =
      fmt::format("=SUM({0}{1}:{0}{2})", column_letters(column), first_row, last_row);
  check(xlsx_.worksheet_write_formula_num(sheet_, row_, column, formula.c_str(), style,
                                          double_of(digits)));
}

void Sheet::cell(std::string_view cell, ColumnKind kind) {
  if (cell.empty()) return skip();
  if (kind == ColumnKind::count || kind == ColumnKind::amount) {
    if (const auto figure = figure_from_text(cell)) {
      return number(cell, styles_.figure[static_cast<std::size_t>(figure->places)]);
    }
  }
  if (kind == ColumnKind::date) {
    if (const auto date = Date::from_text(cell); date && *date >= first_date) {
      return number(std::to_string(*date - day_zero), styles_.date);
    }
  }
  text(cell, styles_.text);
}

void Sheet::check(lxw_error error) const {
  if (error != LXW_NO_ERROR) failed_workbook(xlsx_.lxw_strerror(error));
}

void Sheet::too_long(std::size_t length) const {
  throw Fault(Exit::refused, "xlsx.too_long",
              fmt::format("{}{}: a text of {} characters is longer than a cell holds (32,767)",
                          column_letters(column_ - 1U), row_ + 1, length),
              "-f csv holds any length; --columns leaves a column out.");
}

void failed_workbook(const std::string& why) {
  throw Fault(Exit::system, "system.workbook", "the workbook cannot be written: " + why,
              "Make room for temporary files, in $TMPDIR or /tmp; -f csv needs none.");
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (++column; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

}  // namespace msp
