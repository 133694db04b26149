#include "msp/spelled_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "read/characters.h"

namespace msp {
namespace {

void append_spelled(std::string& out, std::int32_t value) {
  switch (value) {
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", value);
  }
}

}  // namespace

std::string_view spelled_out(std::string_view text, std::string& room) {
  if (is_plain_ascii(text)) return text;
  room.clear();
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (next.value < 0) {
      fmt::format_to(std::back_inserter(room), "\\x{:02x}",
                     static_cast<unsigned char>(text.front()));
    } else if (is_forbidden(next.value) || is_ignorable(next.value)) {
      append_spelled(room, next.value);
    } else {
      room += text.substr(0, next.bytes);
    }
    text.remove_prefix(next.bytes);
  }
  return room;
}

std::string spelled_out(std::string_view text) {
  std::string room;
  return std::string(spelled_out(text, room));
}

std::string spelled_out_lines(std::string_view text) {
  constexpr std::string_view kept = "\t\n";
  std::string out;
  std::string room;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find_first_of(kept), text.size());
    const bool ends_in_crlf = size > 0 && text.substr(size - 1, 2) == "\r\n";
    out += spelled_out(text.substr(0, ends_in_crlf ? size - 1 : size), room);
    if (size < text.size()) out += text[size];
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return out;
}

}  // namespace msp
