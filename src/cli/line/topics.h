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

/// When a command is the right one; empty where its summary says enough.
std::string_view guide_to(std::string_view path);

/// What is to be said of all columns, a sentence each.
const std::vector<std::string_view>& about_columns();

}  // namespace msp::cli
