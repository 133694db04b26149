#pragma once

#include <string>
#include <vector>

namespace msp::cli {

/// Help for a command, a noun, or ("") everything. Throws Refused for what does not exist.
std::string help_for(const std::string& path);

/// What `msp help` explains beside commands.
std::vector<std::string> help_topics();

}  // namespace msp::cli
