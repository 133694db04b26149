// Walking UTF-8 by code points, and which of them must never reach a terminal, a name or a file
// as they are. Private to src/text.
#pragma once

#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "msp/ascii.h"
namespace msp {

/// What stands at the front of a text: a code point and the bytes it takes, or `value` -1 and one
/// byte that is not UTF-8.
struct CodePoint {
  std::int32_t value;
  std::size_t bytes;
};

inline CodePoint first_code_point(std::string_view text) {
  std::int32_t value = -1;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto taken = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (taken <= 0) return {.value = -1, .bytes = 1};
  return {.value = value, .bytes = static_cast<std::size_t>(taken)};
}

inline bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (next.value < 0) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

constexpr bool is_control(std::int32_t value) {
  return (value >= 0 && value < 0x20) || (value >= 0x7F && value < 0xA0);
}

/// Marks that turn the direction of what follows: an invoice line or a file name can be made to
/// read as another one ("Trojan Source").
constexpr bool is_bidi_control(std::int32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

/// Code points that are set aside for programs and never stand for a character.
constexpr bool is_noncharacter(std::int32_t value) {
  return (value >= 0xFDD0 && value <= 0xFDEF) || (value >= 0 && (value & 0xFFFE) == 0xFFFE);
}

/// True for what is not a character on paper but an order to the program that shows it. U+2028 and
/// U+2029 end a line; U+FEFF in a text is a stray byte order mark that no one sees.
constexpr bool is_forbidden(std::int32_t value) {
  return is_control(value) || is_bidi_control(value) || is_noncharacter(value) || value == 0x2028 ||
         value == 0x2029 || value == 0xFEFF;
}

/// What no one sees, wherever it stands: joiners, fillers, variation selectors, tags (Unicode's
/// Default_Ignorable_Code_Point). Two names that look the same could differ by it.
inline bool is_ignorable(std::int32_t value) {
  if (value < 0x80) return false;
  return utf8proc_get_property(value)->ignorable != 0 || (value >= 0xE0000 && value <= 0xE0FFF);
}

/// One byte is one column and stands for itself: nearly every cell, so it is worth asking first.
inline bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace msp
