#pragma once

namespace msp::cli {

/// The whole program but its entry: returns the exit code (CLI).
int run(int argc, char** argv);

}  // namespace msp::cli
