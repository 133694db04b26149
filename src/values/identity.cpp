#include "msp/identity.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "msp/ascii.h"

namespace msp {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

}  // namespace

std::string_view identity_of(std::string_view text, std::string& space) {
  text = trimmed(text);
  if (is_ascii(text)) {
    if (std::none_of(text.begin(), text.end(), is_capital)) return text;
    space = in_small_letters(text);
    return space;
  }
  utf8proc_uint8_t* folded = nullptr;
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  if (size < 0) return text;  // not UTF-8: no reader lets it in
  const std::unique_ptr<utf8proc_uint8_t, Free> freed(folded);
  space.assign(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size));
  return space;
}

std::string identity_of(std::string_view text) {
  std::string space;
  return std::string(identity_of(text, space));
}

}  // namespace msp
