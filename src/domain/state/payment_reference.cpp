#include "msp/payment_reference.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/ascii.h"

namespace msp {
namespace {

constexpr std::size_t most_digits = 20;      // of a national reference, its check digit included
constexpr std::size_t most_characters = 21;  // of a creditor reference, behind its check digits
constexpr std::int64_t most_cents = 99'999'999;  // six digits of euros, two of cents
constexpr std::size_t finnish_iban = 18;

bool is_alphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || is_capital_letter(c); });
}

/// What makes the weighted sum a multiple of ten.
char check_digit(std::string_view digits) {
  constexpr int weights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += (digits[digits.size() - 1 - i] - '0') * weights[i % 3];
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

int mod_97(std::string_view text) {
  int rest = 0;
  for (const char c : text) {
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest;
}

std::optional<std::string> national_reference(std::string_view digits) {
  const bool fits = digits.size() >= 3 && digits.size() < most_digits;
  if (!fits || !is_digits(digits) || digits.front() == '0') return std::nullopt;
  return std::string(digits) + check_digit(digits);
}

bool is_national_reference(std::string_view text) {
  return !text.empty() && national_reference(text.substr(0, text.size() - 1)) == text;
}

std::optional<std::string> creditor_reference(std::string_view reference) {
  const bool fits = !reference.empty() && reference.size() <= most_characters;
  if (!fits || !is_alphanumeric(reference)) return std::nullopt;
  return fmt::format("RF{:02}{}", 98 - mod_97(std::string(reference) + "RF00"), reference);
}

bool is_creditor_reference(std::string_view text) {
  return text.size() > 4 && creditor_reference(text.substr(4)) == text;
}

PaymentReference payment_reference(std::int64_t ordinal) {
  constexpr std::int64_t enough_digits = 1000;
  const std::string national =
      national_reference(std::to_string(enough_digits + ordinal)).value_or("");
  return {national, creditor_reference(national).value_or("")};
}

std::string grouped_national(std::string_view reference) {
  std::string text(reference);
  for (std::size_t left = text.size(); left > 5;) text.insert(left -= 5, 1, ' ');
  return text;
}

std::string in_fours(std::string_view text) {
  std::string grouped;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    grouped += (i > 0 ? " " : "") + std::string(text.substr(i, 4));
  }
  return grouped;
}

std::optional<std::string> bank_barcode(std::string_view iban, std::int64_t cents,
                                        std::string_view reference, Date due_on) {
  const bool finnish = iban.size() == finnish_iban && iban.starts_with("FI") &&
                       is_digits(iban.substr(2)) &&
                       mod_97(std::string(iban.substr(4)) + std::string(iban.substr(0, 4))) == 1;
  if (!finnish || cents < 1 || cents > most_cents || !is_national_reference(reference)) {
    return std::nullopt;
  }
  return fmt::format("4{}{:08}000{:0>20}{:02}{:02}{:02}", iban.substr(2), cents, reference,
                     due_on.year() % 100, due_on.month(), due_on.day());
}

}  // namespace msp
