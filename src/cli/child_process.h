// Other programs that msp lets work for it: a renderer, a mail system. Never through a shell.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace msp::cli {

struct ChildProcess {
  std::vector<std::string> arguments;  ///< the program first: a path, or a name to look for in PATH
  std::string_view input = {};         ///< its stdin, whole
  /// Set for the child, beside the little that is passed on of msp's own environment.
  std::vector<std::pair<std::string, std::string>> environment = {};
  int timeout_seconds = 60;  ///< then it is killed, and with it what it has started
};

struct Finished {
  int status = 0;  ///< its exit code; 128 + n if signal n ended it
  std::string output;
  std::string errors;
};

/// Runs it to its end. Its descriptors are its own three pipes and nothing else. Faults (exit 6):
/// child.missing (no such program), child.failed_to_start, child.timeout, child.too_much.
Finished run(const ChildProcess& child);

}  // namespace msp::cli
