// Sources: the Commission's "VIES VAT number construction rules", and for numbers that came later
// (IE 2013, NL 2020, FR, ES) what the countries' own tax offices say of them.
#include "msp/vat_id.h"

#include <algorithm>
#include <array>

#include "msp/ascii.h"
#include "msp/country.h"
#include "msp/payment_reference.h"

namespace msp {
namespace {

constexpr int digit(char c) { return c - '0'; }

/// Leading digits as a number; at most 11 of them.
std::int64_t number_of(std::string_view digits) {
  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + digit(c);
  return number;
}

template <int... weights>
int weighed(std::string_view digits) {
  int sum = 0;
  std::size_t place = 0;
  ((sum += weights * digit(digits[place++])), ...);
  return sum;
}

/// The digits' sum, where every second one counts double, by the digits of its double.
int doubling(std::string_view digits, bool first) {
  int sum = 0;
  for (const char c : digits) {
    const int counted = digit(c) * (first ? 2 : 1);
    sum += counted > 9 ? counted - 9 : counted;
    first = !first;
  }
  return sum;
}

// ---- what the last digit is, given the remainder of what stands before it ----

constexpr int same(int remainder, int) { return remainder; }  // 10 is no digit: no such number
constexpr int same_or_0(int remainder, int) { return remainder % 10; }
constexpr int rest(int remainder, int modulus) { return (modulus - remainder) % modulus; }
constexpr int rest_or_0(int remainder, int modulus) { return rest(remainder, modulus) % 10; }

template <int modulus, int (*last)(int, int), int... weights>
bool weighs(std::string_view number) {
  return last(weighed<weights...>(number) % modulus, modulus) == digit(number.back());
}

/// ISO 7064 MOD 11,10.
bool hybrid(std::string_view number) {
  int product = 10;
  for (const char c : number.substr(0, number.size() - 1)) {
    const int sum = (digit(c) + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (product + digit(number.back())) % 10 == 1;
}

// ---- countries with rules of their own ----

bool austrian(std::string_view number) {
  const int sum = doubling(number.substr(1, 7), false) + 4;
  return (10 - sum % 10) % 10 == digit(number.back());
}

template <std::size_t head, std::int64_t modulus>
bool rest_of_head(std::string_view number) {  // 97 - n mod 97, as the last two digits
  const std::int64_t checks = number_of(number.substr(head));
  return (number_of(number.substr(0, head)) + checks) % modulus == 0 && checks <= modulus;
}

bool bulgarian_company(std::string_view number) {
  const int first = weighed<1, 2, 3, 4, 5, 6, 7, 8>(number) % 11;
  const int second = weighed<3, 4, 5, 6, 7, 8, 9, 10>(number) % 11;
  return (first < 10 ? first : second % 10) == digit(number.back());
}

bool bulgarian_other(std::string_view number) {  // citizens, foreigners, others
  return weighs<11, same_or_0, 2, 4, 8, 5, 10, 9, 7, 3, 6>(number) ||
         weighs<10, same, 21, 19, 17, 13, 11, 9, 7, 3, 1>(number) ||
         weighs<11, rest, 4, 3, 2, 7, 6, 5, 4, 3, 2>(number);
}

bool cypriot(std::string_view number) {
  constexpr std::array<int, 10> odd{1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
  int sum = 0;
  for (std::size_t place = 0; place < 8; ++place) {
    const int value = digit(number[place]);
    sum += place % 2 == 0 ? odd[static_cast<std::size_t>(value)] : value;
  }
  return !number.starts_with("12") && number.back() == 'A' + sum % 26;
}

bool czech_company(std::string_view number) {
  const int check = rest(weighed<8, 7, 6, 5, 4, 3, 2>(number) % 11, 11);
  return number.front() != '9' && (check == 0 ? 1 : check % 10) == digit(number.back());
}

bool czech_short(std::string_view number) {  // the ids of people born before 1954 check nothing
  if (number.front() != '6') return true;
  const int remainder = weighed<8, 7, 6, 5, 4, 3, 2>(number.substr(1)) % 11;
  return (9 - (11 - remainder) % 10 + 10) % 10 == digit(number.back());
}

template <std::int64_t modulus>
bool divides(std::string_view number) {
  return number_of(number) % modulus == 0;
}

constexpr std::string_view letters_of_23 = "TRWAGMYFPDXBNJZSQVHLCKE";

bool spanish_person(std::string_view number) {
  constexpr std::string_view foreigners = "XYZ";
  const auto foreign = foreigners.find(number.front());
  std::string digits(number.substr(0, number.size() - 1));
  if (foreign != std::string_view::npos) {
    digits.front() = static_cast<char>('0' + foreign);
  } else if (!is_digit(digits.front())) {  // K, L and M say whose the number is
    if (std::string_view("KLM").find(digits.front()) == std::string_view::npos) return false;
    digits.erase(0, 1);
  }
  return letters_of_23[static_cast<std::size_t>(number_of(digits) % 23)] == number.back();
}

bool spanish_company(std::string_view number) {
  if (std::string_view("ABCDEFGHJNPQRSUVW").find(number.front()) == std::string_view::npos) {
    return false;
  }
  const int check = (10 - doubling(number.substr(1, 7), true) % 10) % 10;
  const char last = number.back();
  return is_digit(last) ? digit(last) == check
                        : std::string_view("JABCDEFGHI")[static_cast<std::size_t>(check)] == last;
}

bool spanish(std::string_view number) { return spanish_person(number) || spanish_company(number); }

bool french(std::string_view number) {
  constexpr std::string_view values = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // no I, no O
  const std::string_view company = number.substr(2);
  const bool of_monaco = company.starts_with("000");
  if (!of_monaco && doubling(company, false) % 10 != 0) return false;
  const auto first = static_cast<std::int64_t>(values.find(number[0]));
  const auto second = static_cast<std::int64_t>(values.find(number[1]));
  if (first < 0 || second < 0) return false;
  if (is_digits(number))
    return (number_of(company) * 100 + 12) % 97 == number_of(number.substr(0, 2));
  const std::int64_t key =
      is_digit(number[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
  return (number_of(company) + key / 11 + 1) % 11 == key % 11;
}

bool british(std::string_view number) {
  const int sum = weighed<8, 7, 6, 5, 4, 3, 2, 10, 1>(number);
  return sum % 97 == 0 || (sum + 55) % 97 == 0;
}

template <int first, int last>
bool british_office(std::string_view number) {  // GD government, HA health
  const std::int64_t office = number_of(number.substr(2));
  return first <= office && office <= last;
}

bool irish(std::string_view number) {
  std::string digits(number.substr(0, 7));
  if (!is_digit(digits[1])) digits = "0" + digits.substr(2) + digits[0];  // the old style
  const int extra = number.size() < 9 || number[8] == 'W' ? 0 : number[8] - 'A' + 1;
  const int sum = weighed<8, 7, 6, 5, 4, 3, 2>(digits) + 9 * extra;
  return number[7] ==
         std::string_view("WABCDEFGHIJKLMNOPQRSTUV")[static_cast<std::size_t>(sum % 23)];
}

bool italian(std::string_view number) { return doubling(number, false) % 10 == 0; }

template <bool long_form>
bool lithuanian(std::string_view number) {
  const int first = long_form ? weighed<1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2>(number)
                              : weighed<1, 2, 3, 4, 5, 6, 7, 8>(number);
  const int second = long_form ? weighed<3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4>(number)
                               : weighed<3, 4, 5, 6, 7, 8, 9, 1>(number);
  return (first % 11 < 10 ? first % 11 : second % 11 % 10) == digit(number.back());
}

bool luxembourgish(std::string_view number) {
  return number_of(number.substr(0, 6)) % 89 == number_of(number.substr(6));
}

bool latvian(std::string_view number) {
  if (number.front() > '3') return weighed<9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1>(number) % 11 == 3;
  if (number.starts_with("32")) return true;  // people's ids since 2017 say nothing
  const int sum = 1 + weighed<10, 5, 8, 4, 2, 1, 6, 3, 7, 9>(number);
  return sum % 11 % 10 == digit(number.back());
}

bool maltese(std::string_view number) {
  return 37 - weighed<3, 4, 6, 7, 8, 9>(number) % 37 == number_of(number.substr(6));
}

bool dutch(std::string_view number) {
  return weighs<11, same, 9, 8, 7, 6, 5, 4, 3, 2>(number.substr(0, 9)) ||
         mod_97("NL" + std::string(number)) == 1;  // of sole traders since 2020
}

bool romanian(std::string_view number) {
  if (number.size() < 2 || number.size() > 10 || number.front() == '0') return false;
  const std::string digits = std::string(10 - number.size(), '0') + std::string(number);
  return weighed<7, 5, 3, 2, 1, 7, 5, 3, 2>(digits) * 10 % 11 % 10 == digit(digits.back());
}

bool swedish(std::string_view number) {
  return doubling(number.substr(0, 10), true) % 10 == 0 && number.substr(10) != "00";
}

/// In a form 9 is a digit, A a letter, X one of both, # a letter, + or *; all else is itself, and
/// `…` is any number of digits, which the rule counts.
struct Form {
  std::string_view country;
  std::string_view shape;
  bool (*holds)(std::string_view number);
};

constexpr std::array forms{
    Form{"AT", "U99999999", austrian},
    Form{"BE", "0999999999", rest_of_head<8, 97>},
    Form{"BE", "1999999999", rest_of_head<8, 97>},
    Form{"BG", "999999999", bulgarian_company},
    Form{"BG", "9999999999", bulgarian_other},
    Form{"CY", "99999999A", cypriot},
    Form{"CZ", "99999999", czech_company},
    Form{"CZ", "999999999", czech_short},
    Form{"CZ", "9999999999", divides<11>},
    Form{"DE", "999999999", hybrid},
    Form{"DK", "99999999", weighs<11, rest, 2, 7, 6, 5, 4, 3, 2>},
    Form{"EE", "999999999", weighs<10, rest, 3, 7, 1, 3, 7, 1, 3, 7>},
    Form{"EL", "999999999", weighs<11, same_or_0, 256, 128, 64, 32, 16, 8, 4, 2>},
    Form{"ES", "X9999999X", spanish},
    Form{"FI", "99999999", weighs<11, rest, 7, 9, 10, 5, 8, 4, 2>},
    Form{"FR", "XX999999999", french},
    Form{"GB", "999999999", british},
    Form{"GB", "999999999999", british},
    Form{"GB", "GD999", british_office<0, 499>},
    Form{"GB", "HA999", british_office<500, 999>},
    Form{"HR", "99999999999", hybrid},
    Form{"HU", "99999999", weighs<10, rest, 9, 7, 3, 1, 9, 7, 3>},
    Form{"IE", "9999999A", irish},
    Form{"IE", "9999999AA", irish},
    Form{"IE", "9#99999A", irish},
    Form{"IT", "99999999999", italian},
    Form{"LT", "999999919", lithuanian<false>},
    Form{"LT", "999999999919", lithuanian<true>},
    Form{"LU", "99999999", luxembourgish},
    Form{"LV", "99999999999", latvian},
    Form{"MT", "99999999", maltese},
    Form{"NL", "999999999B99", dutch},
    Form{"PL", "9999999999", weighs<11, same, 6, 5, 7, 2, 3, 4, 5, 6, 7>},
    Form{"PT", "999999999", weighs<11, rest_or_0, 9, 8, 7, 6, 5, 4, 3, 2>},
    Form{"RO", "…", romanian},
    Form{"SE", "999999999999", swedish},
    Form{"SI", "99999999", weighs<11, rest_or_0, 8, 7, 6, 5, 4, 3, 2>},
    Form{"SK", "9999999999", divides<11>},
    Form{"XI", "999999999", british},
    Form{"XI", "999999999999", british},
    Form{"XI", "GD999", british_office<0, 499>},
    Form{"XI", "HA999", british_office<500, 999>},
};

bool fits(char shape, char c) {
  switch (shape) {
    case '9':
      return is_digit(c);
    case 'A':
      return is_capital_letter(c);
    case 'X':
      return is_digit(c) || is_capital_letter(c);
    case '#':
      return is_capital_letter(c) || c == '+' || c == '*';
    default:
      return c == shape;
  }
}

bool fits(std::string_view shape, std::string_view number) {
  if (shape == "…") return !number.empty() && is_digits(number);
  return std::equal(shape.begin(), shape.end(), number.begin(), number.end(),
                    [](char wanted, char c) { return fits(wanted, c); });
}

std::string compact(std::string_view text) {
  std::string id = in_capitals(text);
  std::erase_if(id, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '/'; });
  return id;
}

Refusal bad_country(std::string_view country) {
  const bool greek = country == "GR";
  const bool british_typed = country == "UK";
  return {"vat_id.country", "a VAT id begins with the two letters of its country",
          greek           ? "Those of Greece begin with EL."
          : british_typed ? "Those of the United Kingdom begin with GB."
                          : "Write it whole, such as FI20774740."};
}

}  // namespace

Result<std::string> read_vat_id(std::string_view text) {
  std::string id = compact(text);
  const std::string country = id.substr(0, std::min<std::size_t>(2, id.size()));
  const std::string_view number = std::string_view(id).substr(country.size());
  std::string shapes;
  bool in_form = false;
  for (const Form& form : forms) {
    if (form.country != country) continue;
    shapes += (shapes.empty() ? "" : " or ") + country + std::string(form.shape);
    if (!fits(form.shape, number)) continue;
    in_form = true;
    if (form.holds(number)) return id;
  }
  if (in_form) {
    return Refusal{"vat_id.check_digits",
                   "this is no VAT id of " + country + ": its check digits are wrong",
                   "Copy it from the register or an invoice of theirs."};
  }
  if (!shapes.empty()) {
    return Refusal{"vat_id.form", "this is no VAT id of " + country + ", which is " + shapes,
                   "9 is a digit, A a letter, X one of both."};
  }
  const bool known = is_country(country) && country != "GR";
  if (!known) return bad_country(country);
  const bool plain = number.size() >= 2 && number.size() <= 20 &&
                     std::all_of(number.begin(), number.end(), [](char c) { return fits('X', c); });
  if (plain) return id;
  return Refusal{"vat_id.form", "this is no VAT id: digits and letters follow the country",
                 "Write it whole, such as NO923456783MVA."};
}

}  // namespace msp
