#pragma once

#include <string>

#include "msp/catalog_file.h"

namespace msp::cli {

/// A whole text file; `-` is stdin. Refused (exit 3) if it cannot be read or is over 64 MB.
std::string read_file(const std::string& path);

}  // namespace msp::cli
