// A file of users.
#pragma once

#include <string>
#include <vector>

#include "msp/command.h"

namespace msp::cli {

/// Reads user[,from], the columns in any order. Throws Refused `file.rejected` (exit 3), which
/// names every bad line.
std::vector<AddGroupMembers::Entry> read_members(const std::string& path);

}  // namespace msp::cli
