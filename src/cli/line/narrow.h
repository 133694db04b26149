// What a terminal has room for.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "msp/table.h"

namespace msp::cli {

/// The names of `table`'s columns that a terminal of `width` columns has room for: what a reader
/// can most easily do without leaves first, ids, amounts and the days that count never. All of them
/// if that is not enough: then each record is a block of its own.
std::vector<std::string> columns_that_fit(const Table& table, std::size_t width, bool header);

}  // namespace msp::cli
