// What a customer pays with: a token and four digits, never a card's number (MISSION X3).
#include <fmt/format.h>

#include <algorithm>

#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

bool is_digits(const std::string& text, std::size_t size) {
  return text.size() == size &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string needed(const Arguments& arguments, std::string_view name) {
  if (auto text = arguments.text(name)) return *text;
  usage_error("usage.missing", std::string(name) + " is missing", "--help shows how.");
}

/// `12/27`, as it stands on cards.
std::optional<Month> expiry_of(const Arguments& arguments) {
  const auto typed = arguments.raw("--expires");
  if (!typed) return std::nullopt;
  const auto slash = typed->find('/');
  const std::string month = typed->substr(0, slash);
  const std::string year = slash == std::string::npos ? "" : typed->substr(slash + 1);
  const auto read = is_digits(month, 2) && is_digits(year, 2)
                        ? Month::from_text("20" + year + "-" + month)
                        : std::nullopt;
  if (!read) Arguments::malformed("--expires", *typed, "a month and a year such as 12/27");
  return read;
}

SetPaymentMethod method_of(const Arguments& arguments) {
  SetPaymentMethod method;
  method.token = needed(arguments, "--token");
  method.last4 = needed(arguments, "--last4");
  if (!is_digits(method.last4, 4)) {
    Arguments::malformed("--last4", method.last4, "the last four digits, such as 4242");
  }
  if (looks_like_card_number(method.token + method.last4)) card_number_error();
  method.brand = arguments.text("--brand").value_or("");
  method.expires = expiry_of(arguments);
  return method;
}

Answer describe(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  const std::string next = "msp customer show " + id;
  if (outcome.events.size() == outcome.swept) return {id, "pays with that already", next};
  std::string what = "pays with " + payment_text(*outcome.after.payment);
  if (const auto& before = outcome.before.payment) {
    what += fmt::format(" (was {})", payment_text(*before));
  }
  return {id, what, next};
}

Exit run(Invocation& invocation) {
  return invocation.change(invocation.customer(), method_of(invocation.arguments()), describe);
}

}  // namespace

const Command customer_payment_method{
    "customer payment-method",
    "Sets what a customer pays with, instead of what was: a token, never a card's number.",
    Kind::evidenced,
    {"msp customer payment-method acme --token tok_8fa2 --last4 4242 --ref mail-27",
     "msp customer payment-method acme --token tok_8fa2 --last4 4242 --brand visa --expires 12/27 "
     "--ref mail-27"},
    {{"CUSTOMER", "whose"}},
    {{"--token", "T", "what the payment provider knows it by"},
     {"--last4", "NNNN", "the last four digits"},
     {"--brand", "B", "such as visa"},
     {"--expires", "MM/YY", "the last month in which it is good"}},
    run};

}  // namespace msp::cli
