// Whether what is printed can be drawn: a renderer leaves out silently what no font has.
#pragma once

#include <string>
#include <string_view>

namespace msp {

/// The characters of `text` that no font draws, each once, in the order they come. `charsets` says
/// which the fonts have, as fontconfig prints them: `20-7e a0-148`, one font a line.
std::string without_glyph(std::string_view text, std::string_view charsets);

/// `株 (U+682A), 式 (U+5F0F)`; of many the first ten, and how many more.
std::string characters_in_words(std::string_view characters);

}  // namespace msp
