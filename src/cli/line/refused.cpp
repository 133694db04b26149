#include "line/refused.h"

#include <fmt/format.h>

#include "msp/read.h"

namespace msp::cli {

void usage_error(std::string code, std::string message, Hint hint) {
  throw Refused({std::move(code), std::move(message), std::move(hint), Exit::usage});
}

void card_number_error() {
  usage_error("usage.card_number", "something typed looks like the number of a payment card",
              "msp keeps a token and the last four digits, never a card number.");
}

void malformed(std::string_view name, std::string_view typed, std::string_view form) {
  const bool card = looks_like_card_number(typed);  // repeated nowhere (MISSION X3)
  usage_error("usage.value",
              card ? fmt::format("{} is not {}", name, form)
                   : fmt::format("{}: `{}` is not {}", name, typed, form),
              "Type it in that form.");
}

void not_among(std::string_view name, std::string_view typed,
               const std::vector<std::string>& choices) {
  const bool card = looks_like_card_number(typed);  // repeated nowhere (MISSION X3)
  usage_error("usage.value",
              fmt::format("{}: {} is not one of {}", name,
                          card ? "that" : fmt::format("`{}`", typed), fmt::join(choices, ", ")),
              did_you_mean(typed, choices, "Type one of these."));
}

void missing(std::string_view name, Hint hint) {
  usage_error("usage.missing", fmt::format("{} is missing", name), std::move(hint));
}

void no_such_command(const std::string& typed, const std::vector<std::string>& known) {
  const auto like = nearest(typed, known);
  usage_error("usage.command", fmt::format("there is no command `{}`", typed),
              like ? fmt::format("Did you mean `{}`?", *like) : "`msp help` lists the commands.");
}

Hint did_you_mean(std::string_view typed, const std::vector<std::string>& known,
                  std::string otherwise) {
  return msp::did_you_mean(nearest(typed, known), std::move(otherwise));
}

}  // namespace msp::cli
