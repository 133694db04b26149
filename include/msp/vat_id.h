// VAT identification numbers: each country's form and check digits. Whether somebody has the
// number, only the country's register knows.
#pragma once

#include <string>
#include <string_view>

#include "msp/result.h"

namespace msp {

/// A VAT id in capitals, without the blanks, dots and hyphens that group it: `FI20774740`. Of the
/// 27 members of the Union, of the United Kingdom (GB) and of Northern Ireland (XI) the form and,
/// where its rule is public, the check digits are looked at; of others that it begins with a
/// country of ISO 3166. Refusals: vat_id.country, vat_id.form, vat_id.check_digits.
Result<std::string> read_vat_id(std::string_view text);

}  // namespace msp
