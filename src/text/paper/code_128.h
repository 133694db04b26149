// Code 128 in its code set C, two digits a symbol (ISO/IEC 15417): what the Finnish bank barcode is
// printed in. Written by hand because of Debian's libraries only zint knows it, which comes without
// a static archive and draws 130 other codes; this is one table and one sum. Private to src/text.
#pragma once

#include <string>
#include <string_view>

namespace msp {

/// The widths of bars and blanks in turn, in modules, a bar first: one digit each. `digits` is an
/// even number of digits. The blank margins of 10 modules are the page's.
std::string code_128_widths(std::string_view digits);

}  // namespace msp
