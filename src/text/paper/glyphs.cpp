#include "msp/glyphs.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <set>

#include "read/characters.h"

namespace msp {
namespace {

/// First code point of a range and its last, of all fonts together.
using Ranges = std::map<std::int32_t, std::int32_t>;

Ranges ranges_of(std::string_view charsets) {
  Ranges ranges;
  const auto end = charsets.data() + charsets.size();
  for (const char* at = charsets.data(); at < end;) {
    std::int32_t first = 0;
    auto read = std::from_chars(at, end, first, 16);
    std::int32_t last = first;
    if (read.ptr == at) {  // a blank, the end of a line
      ++at;
      continue;
    }
    at = read.ptr;
    if (at < end && *at == '-') {
      read = std::from_chars(at + 1, end, last, 16);
      at = read.ptr;
    }
    std::int32_t& known = ranges[first];
    known = std::max({known, first, last});
  }
  return ranges;
}

bool is_in(const Ranges& ranges, std::int32_t code) {
  // Ranges of several fonts overlap: those that begin earlier may reach further.
  for (auto range = ranges.upper_bound(code); range != ranges.begin();) {
    if (code <= (--range)->second) return true;
  }
  return false;
}

}  // namespace

std::string without_glyph(std::string_view text, std::string_view charsets) {
  const Ranges ranges = ranges_of(charsets);
  std::string missing;
  std::set<std::int32_t> seen;
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint next = first_code_point(rest);
    const bool drawn = next.value < 0x80 || is_ignorable(next.value);
    if (!drawn && seen.insert(next.value).second && !is_in(ranges, next.value)) {
      missing += rest.substr(0, next.bytes);
    }
    rest.remove_prefix(next.bytes);
  }
  return missing;
}

std::string characters_in_words(std::string_view characters) {
  constexpr std::size_t most = 10;
  std::string words;
  std::size_t count = 0;
  for (; !characters.empty(); ++count) {
    const CodePoint next = first_code_point(characters);
    if (count < most) {
      words += fmt::format("{}{} (U+{:04X})", count == 0 ? "" : ", ",
                           characters.substr(0, next.bytes), next.value);
    }
    characters.remove_prefix(next.bytes);
  }
  return count > most ? words + fmt::format(" and {} more", count - most) : words;
}

}  // namespace msp
