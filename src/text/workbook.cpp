// Figures, text and styles of a workbook.
#include "workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "characters.h"

namespace msp {
namespace {

constexpr std::size_t most_digits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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
  } else if (next.value == '&') {
    out += "&amp;";
  } else if (next.value == '<') {
    out += "&lt;";
  } else if (next.value == '>') {
    out += "&gt;";
  } else if (looks_escaped(text)) {
    out += "_x005F_";
  } else {
    out += text.substr(0, next.bytes);
  }
}

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
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
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

std::size_t append_xml(std::string& out, std::string_view text) {
  const auto stands = [](char c) { return c != '&' && c != '<' && c != '>' && c != '_'; };
  if (is_plain_ascii(text) && std::all_of(text.begin(), text.end(), stands)) {
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

std::string styles_xml() {
  const auto style = [](int format, int font, int border) {
    return fmt::format(R"(<xf numFmtId="{}" fontId="{}" fillId="0" borderId="{}" xfId="0")"
                       R"( applyNumberFormat="1" applyFont="1" applyBorder="1"/>)",
                       format, font, border);
  };
  constexpr int general = 0;
  constexpr int text = 49;  // `@`: what looks like a number stays text when somebody edits it
  constexpr int date = 164;
  constexpr int figure = 165;
  constexpr int bold = 1;
  constexpr int below = 1;
  constexpr int above = 2;
  std::string formats = fmt::format(R"(<numFmt numFmtId="{}" formatCode="yyyy\-mm\-dd"/>)", date);
  std::string figures;
  std::string sums;
  for (int places = 0; places <= most_places; ++places) {
    const std::string decimals(static_cast<std::size_t>(places), '0');
    formats += fmt::format(R"(<numFmt numFmtId="{}" formatCode="0{}{}"/>)", figure + places,
                           places > 0 ? "." : "", decimals);
    figures += style(figure + places, 0, 0);
    sums += style(figure + places, bold, above);
  }
  std::string xml =
      R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)";
  xml += fmt::format(R"(<numFmts count="{}">{}</numFmts>)", most_places + 2, formats);
  xml += R"(<fonts count="2">)"
         R"(<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>)"
         R"(<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>)"
         R"(</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>)"
         R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
         R"(<borders count="3">)"
         R"(<border><left/><right/><top/><bottom/><diagonal/></border>)"
         R"(<border><left/><right/><top/><bottom style="thin"/><diagonal/></border>)"
         R"(<border><left/><right/><top style="thin"/><bottom/><diagonal/></border>)"
         R"(</borders><cellStyleXfs count="1">)"
         R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)";
  xml += fmt::format(R"(<cellXfs count="{}">)", style_of_sum(most_places) + 1);
  xml += style(general, 0, 0) + style(text, 0, 0) + style(text, bold, below) + style(date, 0, 0) +
         style(general, bold, above) + figures + sums;
  return xml + R"(</cellXfs><cellStyles count="1">)"
               R"(<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>)"
               R"(</styleSheet>)";
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (++column; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

}  // namespace msp
