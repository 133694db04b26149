#include "msp/sparkline.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "msp/money.h"

namespace msp {
namespace {

constexpr std::size_t levels = 8;
constexpr std::array<std::string_view, levels> blocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::string_view ascii = "_.-=+*%#";

std::size_t level_of(std::int64_t value, std::int64_t largest) {
  if (value <= 0) return 0;
  // 128 bits: seven times a large amount is more than 64 hold.
  const Int128 steps = Int128(value) * (levels - 1) * 2 + largest;
  return static_cast<std::size_t>(steps / (Int128(largest) * 2));
}

}  // namespace

std::string sparkline(const std::vector<std::optional<std::int64_t>>& values, Drawing drawing) {
  std::string line;
  if (drawing == Drawing::none) return line;
  std::int64_t largest = 1;  // where all is nothing, anything will do
  for (const auto& value : values) largest = std::max(largest, value.value_or(0));
  for (const auto& value : values) {
    if (!value) {
      line += ' ';
    } else if (drawing == Drawing::ascii) {
      line += ascii[level_of(*value, largest)];
    } else {
      line += blocks[level_of(*value, largest)];
    }
  }
  line.resize(line.find_last_not_of(' ') + 1);  // no line of a table ends in a blank
  return line;
}

std::string bar(std::int64_t value, std::int64_t largest, std::size_t width, Drawing drawing) {
  static constexpr std::array<std::string_view, 8> parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string line;
  if (drawing == Drawing::none || value <= 0 || largest <= 0) return line;
  const bool ascii_only = drawing == Drawing::ascii;
  const std::size_t steps = ascii_only ? 1 : parts.size();
  const Int128 twice = Int128(std::min(value, largest)) * static_cast<Int128>(width * steps) * 2;
  const auto length = static_cast<std::size_t>((twice + largest) / (Int128(largest) * 2));
  for (std::size_t i = 0; i < length / steps; ++i) line += ascii_only ? "#" : "█";
  return line += parts[length % steps];
}

}  // namespace msp
