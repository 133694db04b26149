#include "support/place.h"

namespace msp::test {

const char* const msp_binary = MSP_BINARY;
const char* const source_dir = MSP_SOURCE_DIR;

}  // namespace msp::test
