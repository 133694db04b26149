#include <string>
#include <string_view>

#include "msp/ascii.h"
#include "msp/document.h"
#include "read/characters.h"

namespace msp {
namespace {

constexpr std::size_t most_bytes = 256 * 1024;

/// Whatever it names lies in itself: nothing is fetched, and nothing runs.
bool stands_alone(const std::string& bytes) {
  std::string svg = in_small_letters(bytes);
  std::erase_if(svg, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  for (const std::string_view leads_out : {"<!entity", "@import", "<script", "<foreignobject"}) {
    if (svg.find(leads_out) != std::string_view::npos) return false;
  }
  for (const std::string_view names : {"href=", "url("}) {
    for (auto at = svg.find(names); at != std::string_view::npos; at = svg.find(names, at + 1)) {
      std::string_view target = std::string_view(svg).substr(at + names.size());
      if (target.starts_with('"') || target.starts_with('\'')) target.remove_prefix(1);
      if (!target.starts_with('#') && !target.starts_with("data:image/png;") &&
          !target.starts_with("data:image/jpeg;"))
        return false;
    }
  }
  return true;
}

}  // namespace

Result<Logo> read_logo(std::string bytes) {
  if (bytes.size() > most_bytes) {
    return Refusal{"logo.too_large", "the logo has more than 256 kB",
                   "It goes with every document: save it smaller."};
  }
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return Logo{"image/png", std::move(bytes)};
  if (!is_utf8(bytes) || bytes.find("<svg") == std::string::npos) {
    return Refusal{"logo.form", "the logo is neither SVG nor PNG", "Save it as one of the two."};
  }
  if (stands_alone(bytes)) return Logo{"image/svg+xml", std::move(bytes)};
  return Refusal{"logo.leads_out", "the logo names something outside itself, or a script",
                 "Save it as plain SVG, with all that it needs inside."};
}

}  // namespace msp
