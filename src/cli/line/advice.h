// What refusals and faults say, in the words of the command line.
#pragma once

#include <string>

#include "msp/ids.h"
#include "msp/result.h"

namespace msp::cli {

/// The sentence that says what to do instead, with commands and options as they are typed; empty if
/// there is no advice. `as_known` ends a command that looks things up: ` --known-at 54`.
std::string in_words(const Hint& hint, const std::string& as_known = {});

/// The message, with the options and commands that it names.
std::string in_words(const Refusal& refusal);

/// Who is left out of a run, why, and what lets it be billed.
std::string parked_text(const CustomerId& customer, const Refusal& why);

}  // namespace msp::cli
