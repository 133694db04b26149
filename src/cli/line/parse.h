// argv to a command and what is said to it.
#pragma once

#include <string>
#include <vector>

#include "line/given.h"

namespace msp::cli {

struct Parsed {
  const Command* command = nullptr;  ///< none: help for `help_path`, or the version
  std::vector<std::string> words;    ///< that are said to it
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

/// Throws Refused (exit 2) with a did-you-mean for a mistyped command.
Parsed parse(const std::vector<std::string>& words);

/// Reads the words into `given`. Throws Refused (exit 2) with a did-you-mean for mistyped options,
/// and for every value that is not what its parameter takes.
void read_words(const std::vector<std::string>& words, Given& given);

}  // namespace msp::cli
