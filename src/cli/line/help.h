#pragma once

#include <string>

namespace msp::cli {

/// Help for a command, a noun, or ("") everything. Throws Refused for what does not exist.
std::string help_for(const std::string& path);

}  // namespace msp::cli
