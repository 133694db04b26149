// What help and the manual say beside the commands: exit codes, and what holds for all columns.
#pragma once

#include <string_view>
#include <vector>

namespace msp::cli {

struct Meaning {
  std::string_view name;
  std::string_view text;
};

/// Each exit code (or codes).
const std::vector<Meaning>& exit_meanings();

/// What is to be said of all columns, a sentence each.
const std::vector<std::string_view>& about_columns();

}  // namespace msp::cli
