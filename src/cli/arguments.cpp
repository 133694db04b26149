#include "arguments.h"

#include <fmt/format.h>

#include <algorithm>

namespace msp::cli {

void usage_error(std::string code, std::string message, std::string hint) {
  throw Refused({std::move(code), std::move(message), std::move(hint), Exit::usage});
}

void card_number_error() {
  usage_error("usage.card_number", "something typed looks like the number of a payment card",
              "msp keeps a token and the last four digits, never a card number.");
}

std::optional<std::string> Arguments::raw(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

const std::vector<std::string>& Arguments::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

std::optional<std::string> Arguments::text(std::string_view name) const {
  const auto typed = raw(name);
  if (!typed) return std::nullopt;
  auto read = read_name(*typed);
  if (read) return *std::move(read);
  usage_error("usage.text", fmt::format("{}: {}", name, read.refusal().message),
              read.refusal().hint);
}

std::optional<std::string> Arguments::mail_address(std::string_view name) const {
  const auto typed = raw(name);
  if (!typed) return std::nullopt;
  auto read = read_mail_address(*typed);
  if (read) return *std::move(read);
  usage_error("usage.mail", fmt::format("{}: {}", name, read.refusal().message),
              read.refusal().hint);
}

std::optional<std::int64_t> Arguments::group() const {
  const auto group = count("--group");
  if (group && *group != 1 && *group != 15 && *group != 30) {
    malformed("--group", std::to_string(*group), "1, 15 or 30");
  }
  return group;
}

std::optional<std::string> Arguments::country() const {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  auto country = text("--country");
  if (country && (country->size() != 2 || !letter(country->front()) || !letter(country->back()))) {
    malformed("--country", *country, "an ISO 3166 country such as FI");
  }
  return country;
}

std::optional<std::int64_t> Arguments::count(std::string_view name) const {
  const auto typed = raw(name);
  if (!typed) return std::nullopt;
  const auto read = count_from_text(*typed);
  if (!read) malformed(name, *typed, "a whole number such as 25");
  return read;
}

std::string Arguments::canonical(const std::vector<std::string_view>& except) const {
  std::string text;
  for (const auto& [name, values] : values_) {
    if (std::find(except.begin(), except.end(), name) != except.end()) continue;
    for (const std::string& value : values) {
      text.append(name).append("=").append(value).append("\n");
    }
  }
  return text;
}

void Arguments::not_among(std::string_view name, std::string_view typed,
                          const std::vector<std::string>& choices) {
  const auto like = nearest(typed, choices);
  const bool card = looks_like_card_number(typed);  // repeated nowhere (MISSION X3)
  usage_error("usage.value",
              fmt::format("{}: {} is not one of {}", name,
                          card ? "that" : fmt::format("`{}`", typed), fmt::join(choices, ", ")),
              like ? fmt::format("Did you mean {}?", *like) : "Type one of these.");
}

void Arguments::malformed(std::string_view name, std::string_view typed, const std::string& form) {
  const bool card = looks_like_card_number(typed);  // repeated nowhere (MISSION X3)
  usage_error("usage.value",
              card ? fmt::format("{} is not {}", name, form)
                   : fmt::format("{}: `{}` is not {}", name, typed, form),
              "Type it in that form.");
}

}  // namespace msp::cli
