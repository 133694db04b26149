#include "msp/country.h"

#include <array>

#include "msp/ascii.h"

namespace msp {
namespace {

// ISO 3166-1 alpha-2, the codes that are assigned.
constexpr std::string_view assigned =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW";

constexpr std::string_view union_of_27 =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

// Monaco is taxed as France is (Directive 2006/112, article 7).
constexpr std::string_view taxed_as_members = "MC";

struct Mistaken {
  std::string_view typed;
  std::string_view why;
  std::string_view meant;
};
constexpr std::array mistaken{
    Mistaken{"UK", "the United Kingdom is GB", "GB"},
    Mistaken{"EL", "Greece is GR, and EL only begins its VAT ids", "GR"},
    Mistaken{"XI", "Northern Ireland is GB, and XI only begins its VAT ids", "GB"},
};

bool is_among(std::string_view codes, std::string_view code) {
  return code.size() == 2 && is_capital_letter(code[0]) && is_capital_letter(code[1]) &&
         codes.find(code) != std::string_view::npos;
}

}  // namespace

bool is_country(std::string_view code) { return is_among(assigned, code); }

Result<std::string> read_country(std::string_view text) {
  if (is_country(text)) return std::string(text);
  Refusal refusal{"country.unknown", "is no country of ISO 3166"};
  for (const auto& [typed, why, meant] : mistaken) {
    if (typed != text) continue;
    refusal.message += ": " + std::string(why);
    refusal.hint = "Did you mean " + std::string(meant) + "?";
  }
  return refusal;
}

bool in_european_union(std::string_view country, Date day) {
  if (country == "GB") return day.year() < 2021;
  return is_among(union_of_27, country) || is_among(taxed_as_members, country);
}

std::string country_of_vat_id(std::string_view vat_id) {
  const std::string_view country = vat_id.substr(0, 2);
  if (country == "EL") return "GR";
  if (country == "XI") return "GB";
  return std::string(country);
}

}  // namespace msp
