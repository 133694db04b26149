// A file of names: users, mailboxes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "msp/command.h"

namespace msp::cli {

/// Reads COLUMN[,from], the columns in any order; `reader` takes a name as it is kept. Throws
/// Refused `file.rejected` (exit 3), which names every bad line.
std::vector<NameFrom> read_name_file(const std::string& path, std::string_view column,
                                     Result<std::string> (*reader)(std::string_view));

}  // namespace msp::cli
