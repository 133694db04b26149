// Countries as ISO 3166-1 names them, and which of them are of the European Union.
#pragma once

#include <string>
#include <string_view>

#include "msp/date.h"
#include "msp/result.h"

namespace msp {

/// True for an officially assigned two-letter code of ISO 3166-1.
bool is_country(std::string_view code);

/// A country's code. Refusal: country.unknown, with a hint for what is commonly taken for one (UK,
/// EL).
Result<std::string> read_country(std::string_view text);

/// True if `country` belongs to the Union's VAT area for services on `day`. The United Kingdom did
/// until the end of 2020, Northern Ireland with it: `XI` is for goods.
bool in_european_union(std::string_view country, Date day);

/// The ISO 3166 country that an id begins with: GR for `EL094259216`, GB for `XI…`.
std::string country_of_vat_id(std::string_view vat_id);

}  // namespace msp
