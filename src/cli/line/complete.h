// Completion: thin shell scripts ask the hidden `msp __complete WORD…` what the last word can be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace msp::cli {

extern const std::string_view completion_bash;
extern const std::string_view completion_zsh;
extern const std::string_view completion_fish;

/// Prints the candidates for the last of `words`, one a line, and none that a shell could take for
/// more than a word; on any error nothing. Always 0.
int complete(const std::vector<std::string>& words);

}  // namespace msp::cli
