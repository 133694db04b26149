#include "line/given.h"

#include <algorithm>

namespace msp::cli {
namespace {

/// What does not belong to the content of a request: how it is told, and who types.
bool is_circumstance(const Parameter& parameter) {
  return parameter.heading == common_options || parameter.heading == list_options ||
         parameter.name == "--actor" || parameter.name == "--request-id";
}

}  // namespace

void Parameters::add(Parameter parameter) {
  const auto own = all_.begin() + static_cast<std::ptrdiff_t>(shared_from_);
  const bool said = std::any_of(all_.begin(), own, [&parameter](const Parameter& each) {
    return each.name == parameter.name;
  });
  if (!said) all_.push_back(std::move(parameter));
}

Given::Given(const Command& about) : command(about), call(about.begin()) {
  constexpr std::size_t most = 48;
  parameters.reserve(most);
  Parameters own(own_options, parameters);
  call->list(own);
  const Needs& needs = command.needs;
  if (needs.list) ListOptions::options(list, Parameters(list_options, parameters));
  if (needs.change) ChangeOptions::options(change, Parameters(change_options, parameters));
  CommonOptions::options(common, Parameters(common_options, parameters));
}

std::vector<std::string> Given::option_names() const {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters) {
    if (!parameter.is_operand()) names.emplace_back(parameter.name);
  }
  return names;
}

std::optional<std::string> Given::typed(std::string_view name) const {
  for (const Parameter& parameter : parameters) {
    if (parameter.name == name && !parameter.typed.empty()) return parameter.typed.back();
  }
  return std::nullopt;
}

std::string Given::content() const {
  std::vector<const Parameter*> by_name;
  for (const Parameter& parameter : parameters) {
    if (!is_circumstance(parameter)) by_name.push_back(&parameter);
  }
  std::sort(by_name.begin(), by_name.end(),
            [](const Parameter* a, const Parameter* b) { return a->name < b->name; });
  std::string text = std::string(command.path) + "\n";
  for (const Parameter* parameter : by_name) {
    for (const std::string& value : parameter->typed) {
      text.append(parameter->name).append("=").append(value).append("\n");
    }
  }
  return text;
}

}  // namespace msp::cli
