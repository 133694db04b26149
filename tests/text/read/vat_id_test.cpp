#include "msp/vat_id.h"

#include <catch2/catch.hpp>

#include "msp/ascii.h"
#include "support/property.h"

namespace msp {
namespace {

// Numbers that companies print, and the samples that tax offices publish: one for each form.
constexpr std::string_view right[] = {
    "ATU13585627",    "BE0428759497",   "BE0403019261",   "BG175074752",   "BG7523169263",
    "BG8032056031",   "CY10259033P",    "CZ25123891",     "CZ7103192745",  "CZ991231123",
    "CZ640903926",    "DE136695976",    "DK13585628",     "EE100931558",   "EL094259216",
    "ESB58378431",    "ESA13585625",    "ESJ99216582",    "ES54362315K",   "ESX2482300W",
    "ESQ2876031B",    "FI20774740",     "FR83404833048",  "FR40303265045", "FR23334175221",
    "GB980780684",    "GBGD001",        "GBHA599",        "HR33392005961", "HU12892312",
    "IE6433435F",     "IE6433435OA",    "IE8D79739I",     "IT00743110157", "LT119511515",
    "LT100001919017", "LT100004801610", "LU15027442",     "LV40003521600", "LV16117519997",
    "MT11679112",     "NL004495445B01", "NL123456789B13", "PL8567346215",  "PT501964843",
    "RO18547290",     "SE556012579001", "SI50223054",     "SK2022749619",  "XI980780684"};

std::string code_of(std::string_view text) {
  const auto read = read_vat_id(text);
  return read ? *read : read.refusal().code;
}

/// The id with one character, behind the country, made another of its kind.
std::string with_a_slip(std::string id, std::size_t place, int by) {
  char& c = id[place];
  if (is_digit(c)) {
    c = static_cast<char>('0' + (c - '0' + by) % 10);
  } else {
    c = static_cast<char>('A' + (c - 'A' + by) % 26);
  }
  return id;
}

TEST_CASE("A VAT id of each country's form is taken as it is", "[vat_id]") {
  for (const std::string_view id : right) CHECK(code_of(id) == id);
}

TEST_CASE("Blanks, dots, hyphens and small letters are how people group it", "[vat_id]") {
  CHECK(code_of("fi 2077-4740") == "FI20774740");
  CHECK(code_of("BE 0428.759.497") == "BE0428759497");
  CHECK(code_of("CHE-107.787.577 MWST") == "CHE107787577MWST");
}

TEST_CASE("What is no VAT id is told what is wrong with it", "[vat_id]") {
  CHECK(code_of("FI20774741") == "vat_id.check_digits");
  CHECK(code_of("DE136695970") == "vat_id.check_digits");
  CHECK(code_of("FI2077474") == "vat_id.form");
  CHECK(code_of("BE2428759497") == "vat_id.form");
  CHECK(code_of("NO") == "vat_id.form");
  CHECK(code_of("20774740") == "vat_id.country");
  CHECK(code_of("ZZ12345678") == "vat_id.country");
  CHECK(code_of("") == "vat_id.country");
  CHECK(read_vat_id("GR094259216").refusal().hint == Hint("Those of Greece begin with EL."));
  CHECK(read_vat_id("UK980780684").refusal().hint ==
        Hint("Those of the United Kingdom begin with GB."));
}

TEST_CASE("A slip in one digit is found in most forms, and never crashes", "[vat_id]") {
  std::size_t slips = 0;
  std::size_t found = 0;
  for (const std::string_view id : right) {
    for (std::size_t place = 2; place < id.size(); ++place) {
      if (!is_digit(id[place])) continue;
      for (int by = 1; by < 10; ++by) {
        ++slips;
        if (code_of(with_a_slip(std::string(id), place, by)).starts_with("vat_id.")) ++found;
      }
    }
  }
  // The offices of the United Kingdom and a few Czech people have no check digit; two moduli of
  // which one may hold let some pass.
  CHECK(slips > 3000);
  CHECK(found * 100 > slips * 90);
}

PROPERTY("Whatever is typed is refused or is itself when it is typed again", "[vat_id]") {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("ABCDEFIGLNOPRSTUXZ0123456789 .-+*#")));
  const auto read = read_vat_id(text);
  if (read) RC_ASSERT(require(read_vat_id(*read)) == *read);
}

}  // namespace
}  // namespace msp
