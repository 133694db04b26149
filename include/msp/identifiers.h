// What companies, their mailboxes for machines and their accounts are known by: the form, and the
// check digits where there are any. VAT ids have a page of their own (msp/vat_id.h).
#pragma once

#include <string>
#include <string_view>

#include "msp/result.h"

namespace msp {

/// True for an International Bank Account Number whose check digits are right; blanks may group it.
bool is_iban(std::string_view text);

/// A bank's identifier (ISO 9362) in capitals: 8 or 11 letters and digits. Refusal: bic.form.
Result<std::string> read_bic(std::string_view text);

/// Who gives out a number, and the number: `0216:003720774740`.
struct SchemedId {
  std::string scheme;  ///< four digits; of a registration it may be empty
  std::string id;
};
SchemedId split_scheme(std::string_view text);

/// Where e-invoices reach somebody: `SCHEME:ID`, a scheme of the list of electronic addresses (EAS)
/// and the id as that scheme writes it, its check digits looked at for the schemes that are usual
/// around here: 0007 SE, 0037 and 0216 FI (OVT), 0088 GLN, 0184 DK, 0192 NO, 0208 BE, 0212 FI.
/// Refusals: endpoint.form, endpoint.scheme, endpoint.check_digits.
Result<std::string> read_endpoint(std::string_view text);

/// What a company is registered as: `SCHEME:ID`, with a scheme of ISO 6523, checked in the same
/// way, or an id alone. A Finnish business id (`2077474-0`) is known by its form.
/// Refusals: registration.form, registration.check_digits.
Result<std::string> read_registration(std::string_view text);

}  // namespace msp
