// Cards are seen, and nothing else is: both are measured, with numbers made from a seed.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "msp/payment_reference.h"
#include "msp/read.h"

using namespace msp;

namespace {

constexpr unsigned dice_seed = 20260131;

/// Draws that are the same with every library: a distribution's are not.
class Dice {
 public:
  std::size_t below(std::size_t size) { return engine_() % size; }
  std::size_t between(std::size_t least, std::size_t most) {
    return least + below(most - least + 1);
  }
  std::string digits(std::size_t size) {
    std::string out;
    while (out.size() < size) out += static_cast<char>('0' + below(10));
    return out;
  }
  std::string from(std::string_view letters, std::size_t size) {
    std::string out;
    while (out.size() < size) out += letters[below(letters.size())];
    return out;
  }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937 engine_{dice_seed};
};

/// What makes the sum of `weighed` digits, from the right, a multiple of ten.
char check_digit(std::string_view digits, int (*weighed)(int digit, bool odd)) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += weighed(digits[digits.size() - 1 - i] - '0', i % 2 == 0);
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

int luhn_weight(int digit, bool odd) { return odd ? 2 * digit / 10 + 2 * digit % 10 : digit; }
int ean_weight(int digit, bool odd) { return odd ? 3 * digit : digit; }

struct Scheme {
  std::string_view prefix;
  std::size_t size;
};

std::string card_number(Dice& dice) {
  static const std::vector<Scheme> schemes = {
      {"4", 16},    {"4", 19},    {"51", 16},     {"55", 16},   {"2221", 16},   {"2720", 16},
      {"34", 15},   {"37", 15},   {"300", 14},    {"36", 14},   {"38", 14},     {"6011", 16},
      {"644", 16},  {"65", 16},   {"3528", 16},   {"3589", 16}, {"62", 16},     {"62", 17},
      {"62", 18},   {"62", 19},   {"5018", 16},   {"6304", 19}, {"6759", 18},   {"6763", 13},
      {"2200", 16}, {"8171", 16}, {"508599", 16}, {"607", 16},  {"506150", 19}, {"9792", 16}};
  const Scheme& scheme = dice.one_of(schemes);
  const std::string body =
      std::string(scheme.prefix) + dice.digits(scheme.size - scheme.prefix.size() - 1);
  return body + check_digit(body, luhn_weight);
}

std::string spaced(std::string_view digits, std::size_t group, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % group == 0) out += separator;
    out += digits[i];
  }
  return out;
}

/// Each digit as the one `zero` begins, a character of `zero.size()` bytes.
std::string in_script(std::string_view digits, std::string_view zero) {
  std::string out;
  for (const char digit : digits) {
    out += zero;
    out.back() = static_cast<char>(out.back() + (digit - '0'));
  }
  return out;
}

using Spelling = std::function<std::string(const std::string&)>;

Spelling parted(std::size_t group, std::string separator) {
  return [=](const std::string& number) { return spaced(number, group, separator); };
}

Spelling scripted(std::string zero) {
  return [=](const std::string& number) { return in_script(number, zero); };
}

std::vector<Spelling> spellings() {
  return {
      parted(99, ""),
      parted(4, " "),
      parted(4, "-"),
      parted(4, "."),
      parted(4, "\u00A0"),
      parted(4, "\u2009"),
      parted(4, " \u2013 "),
      parted(4, "_"),
      parted(4, "/"),
      parted(4, "\u00B7"),
      parted(1, " "),
      parted(2, "-"),
      parted(1, "\u200B"),
      parted(4, "\u00AD"),
      scripted("\uFF10"),
      scripted("\u0660"),
      scripted("\u0966"),
      scripted("\U0001D7D8"),
      [](const std::string& number) { return "visa" + number + "exp1229"; },
      [](const std::string& number) { return "order 12 " + spaced(number, 4, " ") + " 12/29"; },
      [](const std::string& number) { return number.substr(0, 6) + "-" + number.substr(6); },
      [](const std::string& number) {
        return number.substr(0, 4) + " " + number.substr(4, 6) + " " + number.substr(10);
      },
      [](const std::string& number) { return "paid 2026-01-31 " + spaced(number, 4, " ") + "."; },
      [](const std::string& number) { return "<" + spaced(number, 4, "-") + "@acme.example>"; },
  };
}

std::string written_date(Dice& dice, const char* form) {
  return fmt::format(fmt::runtime(form), dice.between(2019, 2031), dice.between(1, 12),
                     dice.between(1, 28));
}

std::string time_stamp(Dice& dice) {
  const auto two = [&dice](std::size_t below) { return fmt::format("{:02}", dice.below(below)); };
  const std::string hour = two(24);
  const std::string minute = two(60);
  const std::string second = two(60);
  const std::string clock = hour + ":" + minute + ":" + second;
  switch (dice.below(9)) {
    case 0:
      return written_date(dice, "{}{:02}{:02}") + hour + minute + second;
    case 1:
      return written_date(dice, "{}-{:02}-{:02}") + " " + clock;
    case 2:
      return written_date(dice, "{}-{:02}-{:02}") + "T" + clock + "." + dice.digits(6) + "Z";
    case 3:
      return "bk-" + written_date(dice, "{}{:02}{:02}") + "-" + hour + minute + second + ".db";
    case 4:
      return written_date(dice, "{2}.{1}.{0}") + " " + hour + "." + minute + "." + second;
    case 5:
      return written_date(dice, "{}-{:02}-{:02}") + " - " + written_date(dice, "{}-{:02}-{:02}");
    case 6:
      return written_date(dice, "{2}.{1}.{0}") + " - " + written_date(dice, "{2}.{1}.{0}");
    case 7:
      return std::to_string(dice.between(15, 19)) + dice.digits(11);  // milliseconds
    default:
      return written_date(dice, "{}{:02}{:02}") + hour + minute + second + dice.digits(3);
  }
}

std::string message_id(Dice& dice) {
  constexpr std::string_view hex = "0123456789abcdef";
  constexpr std::string_view any = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const std::string epoch = std::to_string(dice.between(15, 19)) + dice.digits(8);
  switch (dice.below(8)) {
    case 0:
      return "<" + epoch + "." + dice.digits(5) + "." + epoch + dice.digits(3) +
             ".JavaMail.root@mx>";
    case 1:
      return "<CA" + dice.from(any, 48) + "@mail.gmail.com>";
    case 2:
      return "<" + dice.from(hex, 8) + "-" + dice.from(hex, 4) + "-4" + dice.from(hex, 3) + "-a" +
             dice.from(hex, 3) + "-" + dice.from(hex, 12) + "@acme.example>";
    case 3:
      return "<" + dice.digits(dice.between(4, 6)) + "." + epoch + "@host.example>";  // nmh
    case 4:
      return "<" + written_date(dice, "{}{:02}{:02}") + dice.digits(6) + ".GA" + dice.digits(5) +
             "@host>";
    case 5:
      return "<" + dice.digits(10) + "." + dice.digits(6) + "." + epoch + dice.digits(3) +
             "@mail.yahoo.com>";
    case 6:
      return "<DB7PR04MB" + dice.from("0123456789ABCDEF", 32) + "@eurprd04.prod.outlook.com>";
    default:
      return "<" + epoch + "." + dice.digits(6) + "." + dice.digits(4) + "@host.example>";
  }
}

std::string iban(Dice& dice) {
  static const std::vector<Scheme> countries = {{"FI", 18}, {"SE", 24}, {"EE", 20}, {"DE", 22},
                                                {"FR", 27}, {"NO", 15}, {"DK", 18}, {"ES", 24},
                                                {"PL", 28}, {"AT", 20}, {"BE", 16}, {"GB", 22}};
  const Scheme& country = dice.one_of(countries);
  std::string account = dice.digits(country.size - 4);
  if (country.prefix == "GB") account.replace(0, 4, "NWBK");
  const int check = 98 - mod_97(account + std::string(country.prefix) + "00");
  const std::string text = fmt::format("{}{:02}{}", country.prefix, check, account);
  switch (dice.below(3)) {
    case 0:
      return text;
    case 1:
      return "to " + in_fours(text) + ", please";
    default:
      return in_fours(text);
  }
}

std::string telephone(Dice& dice) {
  switch (dice.below(8)) {
    case 0:
      return "+358 " + dice.digits(2) + " " + dice.digits(3) + " " + dice.digits(4);
    case 1:
      return "+4915" + dice.digits(9);
    case 2:
      return "+49 151 " + dice.digits(8);
    case 3:
      return "0049 30 " + dice.digits(8);
    case 4:
      return "+1 (555) " + dice.digits(3) + "-" + dice.digits(4);
    case 5:
      return "+44 20 " + dice.digits(4) + " " + dice.digits(4);
    case 6:
      return "040 " + dice.digits(7) + ", 09 " + dice.digits(7);
    default:
      return "+86 1" + dice.digits(2) + " " + dice.digits(4) + " " + dice.digits(4);
  }
}

std::string article_number(Dice& dice) {
  const std::string body = dice.digits(dice.below(4) == 0 ? 7 : 12);
  return body + check_digit(body, ean_weight);
}

}  // namespace

TEST_CASE("No card's number passes, however it is spelled", "[read][card]") {
  Dice dice;
  const std::vector<Spelling> ways = spellings();
  REQUIRE(ways.size() >= 20);
  constexpr int numbers = 10'000;
  std::vector<std::string> passed;
  for (int i = 0; i < numbers; ++i) {
    const std::string number = card_number(dice);
    for (const Spelling& way : ways) {
      const std::string text = way(number);
      if (!looks_like_card_number(text)) passed.push_back(text);
    }
  }
  CHECK(passed == std::vector<std::string>());
}

TEST_CASE("Less than one number in a thousand that is no card's is refused", "[read][card]") {
  struct Kind {
    std::string_view name;
    std::string (*draw)(Dice&);
  };
  const auto kind = GENERATE(as<Kind>{}, Kind{"time stamps", time_stamp},
                             Kind{"message ids", message_id}, Kind{"IBANs", iban},
                             Kind{"telephone numbers", telephone}, Kind{"EANs", article_number});
  Dice dice;
  constexpr std::size_t numbers = 20'000;
  std::vector<std::string> refused;
  for (std::size_t i = 0; i < numbers; ++i) {
    const std::string text = kind.draw(dice);
    if (looks_like_card_number(text)) refused.push_back(text);
  }
  INFO(kind.name << ": " << refused.size() << " of " << numbers);
  CHECK(refused.size() * 1000 < numbers);
  if (refused.size() * 1000 >= numbers) {
    refused.resize(std::min<std::size_t>(refused.size(), 20));
    CHECK(refused == std::vector<std::string>());
  }
}
