// The manual, made from the table of commands like the help.
#pragma once

#include <string>

namespace msp::cli {

/// A page in man(7): of a noun (`order`: msp-order.1), or ("") of msp itself. Throws Refused for a
/// noun that does not exist.
std::string manual_page(const std::string& noun);

}  // namespace msp::cli
