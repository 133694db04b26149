// What a payment says about itself, so that it finds the invoice it is for. Sources: Finanssiala
// ry, "Suomalaisen viitteen rakenneohje", "Kansainvälisen viitteen rakenneohje" (ISO 11649) and
// "Pankkiviivakoodi-opas" 5.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "msp/date.h"

namespace msp {

/// ISO 7064 MOD 97-10: `text` read as a number, letters A to Z as 10 to 35, modulo 97. IBANs and
/// creditor references are right if it is 1 once their first four characters stand at the end.
/// `text` is capital letters and digits only.
int mod_97(std::string_view text);

/// A Finnish reference (viite): `digits` and their check digit, by weights 7, 3, 1 from the right.
/// `123456` gives `1234561`. Nothing unless it is 3 to 19 digits that do not begin with 0.
std::optional<std::string> national_reference(std::string_view digits);
/// True for 4 to 20 digits, the last of which checks the others; leading zeros are not printed and
/// not accepted.
bool is_national_reference(std::string_view text);

/// The international form (ISO 11649): `539007547034` gives `RF18539007547034`. Nothing unless it
/// is 1 to 21 digits and capital letters.
std::optional<std::string> creditor_reference(std::string_view reference);
/// True for `RF`, two check digits and 1 to 21 digits and capital letters that they check.
bool is_creditor_reference(std::string_view text);

struct PaymentReference {
  std::string national;       ///< `10016`
  std::string international;  ///< `RF0810016`: the same, for payers elsewhere
};

/// The reference of the `ordinal`-th document of a ledger (InvoiceRow::ordinal, 1 and on): 1000 +
/// ordinal with its check digit. It does not depend on the format of invoice numbers, which may
/// hold letters; it is short, because people type it; and no two documents share one, because no
/// two share an ordinal.
PaymentReference payment_reference(std::int64_t ordinal);

/// As it is printed: groups of five digits from the right (`2340 96783`).
std::string grouped_national(std::string_view reference);
/// As it is printed, creditor references and IBANs: groups of four from the left.
std::string in_fours(std::string_view text);

/// The 54 digits of the bank barcode, version 4, that a Finnish payer types into the bank or lets
/// it read ("virtuaaliviivakoodi"): account, amount, national reference, due date. Nothing unless
/// `iban` is Finnish and right, without blanks; `cents` is 1 to 99,999,999 (a larger amount does
/// not fit); the reference is_national_reference().
std::optional<std::string> bank_barcode(std::string_view iban, std::int64_t cents,
                                        std::string_view reference, Date due_on);

}  // namespace msp
