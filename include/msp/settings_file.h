// A file of settings: `key = value`, one a line, in TOML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "msp/result.h"

namespace msp {

struct FileSetting {
  std::string key;
  std::string value;  ///< a text as it is, a whole number in digits
  std::size_t line = 0;
};

/// The settings in `text`, in order of lines; `path` is what refusals call the file. `known` are
/// the keys there are. All refusals are of usage (exit 2) and name file and line:
/// settings.malformed (no TOML), settings.unknown (with the nearest key), settings.value (neither a
/// text nor a whole number).
Result<std::vector<FileSetting>> read_settings(const std::string& path, std::string_view text,
                                               const std::vector<std::string>& known);

}  // namespace msp
