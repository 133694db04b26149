// The characters of ASCII by kind. isdigit() and its kin would ask the machine's locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace msp {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_capital_letter(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_small_letter(c) || is_capital_letter(c); }

/// Digits and nothing else; true of an empty text.
constexpr bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

constexpr char in_capitals(char c) { return is_small_letter(c) ? static_cast<char>(c - 32) : c; }

inline std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals) c = in_capitals(c);
  return capitals;
}

constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char in_small_letters(char c) { return is_capital(c) ? static_cast<char>(c + 32) : c; }

inline std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = in_small_letters(c);
  return small;
}

}  // namespace msp
