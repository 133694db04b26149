// Figures as a picture of one line, for a terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace msp {

/// What a terminal is drawn on with.
enum class Drawing {
  none,    ///< not at all: it is no terminal
  blocks,  ///< `▁▂▃▄▅▆▇█`
  ascii,   ///< `_.-=+*%#`
};

/// One character per value, as high as its part of the largest: nothing (or less) is the lowest of
/// eight, the largest the highest, the rest rounded to the nearest. A value that is not known is a
/// blank, or nothing at the end. `none` draws nothing.
std::string sparkline(const std::vector<std::optional<std::int64_t>>& values, Drawing drawing);

/// A bar as long as `value`'s part of `largest` is of `width` characters, to an eighth of one
/// (`ascii`: to a whole one, of `#`). Nothing, or less, has none. `none` draws nothing.
std::string bar(std::int64_t value, std::int64_t largest, std::size_t width, Drawing drawing);

}  // namespace msp
