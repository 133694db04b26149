// What a customer pays with: a token and four digits, never a card's number (MISSION X3).
#include <fmt/format.h>

#include <algorithm>

#include "line/form.h"
#include "msp/ascii.h"
#include "msp/read.h"
#include "msp/report/customers.h"

namespace msp::cli {
namespace {

bool is_digits(std::string_view text, std::size_t size) {
  return text.size() == size && msp::is_digits(text);
}

constexpr How<std::string> last_digits{[](std::string_view name, const std::string& typed) {
  if (!is_digits(typed, 4)) malformed(name, typed, "the last four digits, such as 4242");
  return typed;
}};

/// `12/27`, as it stands on cards.
constexpr How<Month> expiry{[](std::string_view name, const std::string& typed) {
  const auto slash = typed.find('/');
  const std::string month = typed.substr(0, slash);
  const std::string year = slash == std::string::npos ? "" : typed.substr(slash + 1);
  const auto read = is_digits(month, 2) && is_digits(year, 2)
                        ? Month::from_text("20" + year + "-" + month)
                        : std::nullopt;
  if (!read) malformed(name, typed, "a month and a year such as 12/27");
  return *read;
}};

struct CustomerPaymentMethod {
  CustomerId customer;
  SetPaymentMethod method;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.required("--token", "T", self.method.token, "what the payment provider knows it by");
    option.required("--last4", "NNNN", self.method.last4, "the last four digits", last_digits);
    option("--brand", "B", self.method.brand, "such as visa");
    option("--expires", "MM/YY", self.method.expires, "the last month in which it is good", expiry);
  }
  void check() const {
    if (looks_like_card_number(method.token + method.last4)) card_number_error();
  }
  const SetPaymentMethod& asked() const { return method; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    const std::string next = "msp customer show " + id;
    if (outcome.events.size() == outcome.swept) return {id, "pays with that already", next};
    std::string what = "pays with " + payment_text(*outcome.after.payment);
    if (const auto& before = outcome.before.payment) {
      what += fmt::format(" (was {})", payment_text(*before));
    }
    return {id, what, next};
  }
};

constexpr Command customer_payment_table[] = {command<CustomerPaymentMethod>(
    evidenced, rarely, "customer payment-method",
    "Sets what a customer pays with, instead of what was: a token, never a card's number.",
    "msp customer payment-method acme --token tok_8fa2 --last4 4242 --ref mail-27",
    "msp customer payment-method acme --token tok_8fa2 --last4 4242 --brand visa --expires 12/27 "
    "--ref mail-27")};

}  // namespace

extern const Commands customer_payment_commands = customer_payment_table;

}  // namespace msp::cli
