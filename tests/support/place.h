// Where the tests are: said by each build in a file of its own, so that the tests are compiled once
// for all builds.
#pragma once

namespace msp::test {

extern const char* const msp_binary;  ///< the msp of this build
extern const char* const source_dir;

}  // namespace msp::test
