// What help and the manual say beside the commands: exit codes and the columns of lists.
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

/// By list, the names of its columns, with commas: a contract, kept in name and order.
const std::vector<Meaning>& columns_of_lists();

/// What else is to be said of columns, a sentence each.
const std::vector<std::string_view>& about_columns();

}  // namespace msp::cli
