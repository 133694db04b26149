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

/// The words that are neither options nor their values, and where they stand among all.
struct BareWords {
  std::vector<std::string> words;
  std::vector<std::size_t> places;
};
BareWords bare_words(const std::vector<std::string>& typed);

/// The command that the words begin with, and how many words name it; nullptr if none does.
struct Named {
  const Command* command = nullptr;
  std::size_t words = 0;
};
Named named_by(const std::vector<std::string>& bare);

/// The verbs that follow a noun; none if it is a command by itself.
std::vector<std::string> verbs_of(std::string_view noun);

/// Throws Refused (exit 2) with a did-you-mean for mistyped commands and options.
Parsed parse(const std::vector<std::string>& words);

}  // namespace msp::cli
