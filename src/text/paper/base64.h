// Private to src/text.
#pragma once

#include <string>
#include <string_view>

namespace msp {

std::string base64(std::string_view bytes);

}  // namespace msp
