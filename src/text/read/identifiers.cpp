// Sources: the EAS code list of the Commission and ISO 6523's list of who gives out identifiers;
// Verohallinto on OVT ids (0037, the business id without its hyphen, up to five characters more);
// GS1 on check digits; Brønnøysundregistrene on organisation numbers.
#include "msp/identifiers.h"

#include <algorithm>
#include <array>

#include "msp/ascii.h"
#include "msp/payment_reference.h"
#include "msp/read.h"
#include "msp/vat_id.h"

namespace msp {
namespace {

// 0002 to 0248 and 9910 to 9959, with gaps.
constexpr std::string_view endpoint_schemes =
    " 0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 "
    "0183"
    " 0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 "
    "0209"
    " 0210 0211 0212 0213 0215 0216 0217 0218 0219 0220 0221 0225 0230 0235 0240 0242 0244 0245 "
    "0246"
    " 0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 "
    "9932"
    " 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 "
    "9951"
    " 9952 9953 9957 9959 ";

bool all_in_capitals(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || is_capital_letter(c); });
}

/// Of the numbers that are also VAT ids.
bool checks_as(std::string_view country, std::string_view number, std::string_view end = "") {
  return bool(read_vat_id(std::string(country) + std::string(number) + std::string(end)));
}

bool is_business_id(std::string_view id) {  // 2077474-0
  return id.size() == 9 && id[7] == '-' && is_digits(id.substr(0, 7)) && is_digit(id[8]);
}
bool finnish_business(std::string_view id) { return is_business_id(id) && checks_as("FI", id); }

bool finnish_ovt(std::string_view id) {
  return id.size() >= 12 && id.size() <= 17 && id.starts_with("0037") &&
         is_digits(id.substr(0, 12)) && all_in_capitals(id) && checks_as("FI", id.substr(4, 8));
}

bool swedish_company(std::string_view id) {
  return id.size() == 10 && is_digits(id) && checks_as("SE", id, "01");
}

bool belgian_company(std::string_view id) { return id.size() == 10 && checks_as("BE", id); }

bool danish_company(std::string_view id) {
  const std::string_view number = id.starts_with("DK") ? id.substr(2) : id;
  return number.size() == 8 && checks_as("DK", number);
}

/// The sum of the digits, each by its weight; the weights begin anew when there are no more.
int in_turn(std::string_view digits, std::string_view weights) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += (digits[i] - '0') * (weights[i % weights.size()] - '0');
  }
  return sum;
}

bool norwegian_company(std::string_view id) {
  return id.size() == 9 && is_digits(id) && in_turn(id, "327654321") % 11 == 0;
}

bool global_location(std::string_view id) {
  return id.size() == 13 && is_digits(id) && in_turn(id, "13") % 10 == 0;
}

struct Scheme {
  std::string_view code;
  std::string_view name;
  std::string_view example;
  bool (*holds)(std::string_view id);
};
constexpr std::array schemes{
    Scheme{"0007", "Swedish organisation number", "5560125790", swedish_company},
    Scheme{"0037", "Finnish OVT id", "003720774740", finnish_ovt},
    Scheme{"0088", "Global Location Number", "6429810000002", global_location},
    Scheme{"0184", "Danish CVR number", "DK13585628", danish_company},
    Scheme{"0192", "Norwegian organisation number", "923456783", norwegian_company},
    Scheme{"0208", "Belgian enterprise number", "0202239951", belgian_company},
    Scheme{"0212", "Finnish business id", "2077474-0", finnish_business},
    Scheme{"0216", "Finnish OVT id", "003720774740", finnish_ovt},
};

std::optional<Refusal> refuse_id(const SchemedId& said, const std::string& code) {
  for (const Scheme& scheme : schemes) {
    if (scheme.code != said.scheme || scheme.holds(said.id)) continue;
    return Refusal{code,
                   "this is no " + std::string(scheme.name) +
                       ": its form or check digits "
                       "are wrong",
                   "One is " + said.scheme + ":" + std::string(scheme.example) + "."};
  }
  return std::nullopt;
}

}  // namespace

bool is_iban(std::string_view text) {
  std::string compact;
  for (const char c : text) {
    if (is_capital_letter(c) || is_digit(c)) {
      compact += c;
    } else if (c != ' ') {
      return false;
    }
  }
  if (compact.size() < 15 || compact.size() > 34) return false;
  // ISO 13616: country and check digits go to the end, letters count from 10, the whole mod 97
  // is 1.
  return mod_97(compact.substr(4) + compact.substr(0, 4)) == 1 && compact[0] > '9' &&
         compact[1] > '9';
}

Result<std::string> read_bic(std::string_view text) {
  const std::string bic = in_capitals(text);
  const auto letter = [](char c) { return is_capital_letter(c); };
  const bool whole = (bic.size() == 8 || bic.size() == 11) && all_in_capitals(bic) &&
                     std::all_of(bic.begin(), bic.begin() + 6, letter);
  if (whole) return bic;
  return Refusal{"bic.form", "this is no BIC, which is 8 or 11 letters and digits",
                 "Copy it from the bank's own statement, such as NDEAFIHH."};
}

SchemedId split_scheme(std::string_view text) {
  const bool schemed = text.size() > 5 && text[4] == ':' && is_digits(text.substr(0, 4));
  if (!schemed) return {"", std::string(text)};
  return {std::string(text.substr(0, 4)), std::string(text.substr(5))};
}

Result<std::string> read_endpoint(std::string_view text) {
  const auto plain = read_identifier(text);
  if (!plain) return plain.refusal();
  const SchemedId said = split_scheme(*plain);
  if (said.scheme.empty() || said.id.find(' ') != std::string::npos || said.id.size() > 50) {
    return Refusal{"endpoint.form", "an endpoint is SCHEME:ID",
                   "Ask where it takes e-invoices: 0216:003720774740 is a Finnish OVT id."};
  }
  if (endpoint_schemes.find(" " + said.scheme + " ") == std::string_view::npos) {
    return Refusal{"endpoint.scheme", "there is no scheme " + said.scheme + " of endpoints",
                   "0216 is a Finnish OVT id, 0208 a Belgian enterprise, 0007 a Swedish one."};
  }
  if (auto refusal = refuse_id(said, "endpoint.check_digits")) return *refusal;
  return *plain;
}

Result<std::string> read_registration(std::string_view text) {
  const auto plain = read_identifier(text);
  if (!plain) return plain.refusal();
  SchemedId said = split_scheme(*plain);
  if (said.scheme.empty() && is_business_id(said.id)) said.scheme = "0212";
  const bool known = said.scheme.empty() || ("0002" <= said.scheme && said.scheme <= "0248");
  if (!known || said.id.size() > 50) {
    return Refusal{"registration.form", "a registration is an id, or SCHEME:ID as ISO 6523 has it",
                   "Such as 2077474-0, or 0208:0202239951."};
  }
  if (auto refusal = refuse_id(said, "registration.check_digits")) return *refusal;
  return said.scheme.empty() ? said.id : said.scheme + ":" + said.id;
}

}  // namespace msp
