// argv to a command and its arguments.
#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "command.h"

namespace msp::cli {

struct Parsed {
  const Command* command = nullptr;  ///< none: help for `help_path`, or the version
  Arguments arguments;
  bool help = false;
  bool version = false;
  std::string help_path;
};

/// Throws Refused (exit 2) with a did-you-mean for mistyped commands and options.
Parsed parse(const std::vector<std::string>& words);

}  // namespace msp::cli
