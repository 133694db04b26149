// The only file that knows CLI11. It builds the parser of the one command that is named: the whole
// tree would cost more than the command itself. Every value is bound as text, because CLI11 reads
// 010 as 8 and nothing as 0.
#include "parse.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "commands.h"

namespace msp::cli {
namespace {

const Command* find(std::string_view path) {
  for (const Command* command : commands()) {
    if (command->path == path) return command;
  }
  return nullptr;
}

}  // namespace

BareWords bare_words(const std::vector<std::string>& typed) {
  BareWords bare;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const std::string& word = typed[i];
    if (word.size() > 1 && word.front() == '-') {
      if (takes_value(word == "-f" ? "--format" : word == "-o" ? "--out" : word)) ++i;
    } else {
      bare.words.push_back(word);
      bare.places.push_back(i);
    }
  }
  return bare;
}

std::vector<std::string> verbs_of(std::string_view noun) {
  std::vector<std::string> verbs;
  for (const Command* command : commands()) {
    const std::string prefix = std::string(noun) + " ";
    if (!command->path.starts_with(prefix)) continue;
    const std::string_view rest = command->path.substr(prefix.size());
    std::string verb(rest.substr(0, rest.find(' ')));
    if (std::find(verbs.begin(), verbs.end(), verb) == verbs.end())
      verbs.push_back(std::move(verb));
  }
  return verbs;
}

Named named_by(const std::vector<std::string>& bare) {
  if (bare.size() > 2) {
    if (const Command* command = find(bare[0] + " " + bare[1] + " " + bare[2])) return {command, 3};
  }
  if (bare.size() > 1) {
    if (const Command* command = find(bare[0] + " " + bare[1])) return {command, 2};
  }
  if (bare.empty()) return {};
  const Command* command = find(bare[0]);
  return {command, command ? std::size_t{1} : 0};
}

namespace {

[[noreturn]] void no_such_command(const std::string& typed, std::vector<std::string> known) {
  const auto like = nearest(typed, known);
  usage_error("usage.command", fmt::format("there is no command `{}`", typed),
              like ? fmt::format("Did you mean `{}`?", *like) : "`msp help` lists the commands.");
}

/// Finds the command that `words` name and takes its own words out of them.
const Command* command_of(std::vector<std::string>& words) {
  const auto [bare, places] = bare_words(words);
  if (bare.empty()) return nullptr;
  std::string noun = bare[0];
  auto verbs = verbs_of(noun);
  if (const auto [command, own] = named_by(bare); command) {
    for (std::size_t i = own; i-- > 0;) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(places[i]));
    }
    return command;
  }
  if (!verbs.empty()) {
    std::size_t at = 1;
    if (places.size() > 1 && !verbs_of(noun + " " + bare[1]).empty()) {  // `group member`
      noun += " " + bare[at++];
      verbs = verbs_of(noun);
    }
    if (places.size() > at) {
      const auto like = nearest(bare[at], verbs);
      usage_error("usage.command", fmt::format("there is no command `{} {}`", noun, bare[at]),
                  like ? fmt::format("Did you mean `{} {}`?", noun, *like)
                       : fmt::format("`{}` knows: {}.", noun, fmt::join(verbs, ", ")));
    }
    usage_error("usage.command", fmt::format("`{}` needs a verb", noun),
                fmt::format("One of: {}.", fmt::join(verbs, ", ")));
  }
  std::vector<std::string> nouns;
  for (const Command* command : commands()) {
    nouns.emplace_back(command->path.substr(0, command->path.find(' ')));
  }
  no_such_command(noun, nouns);
}

[[noreturn]] void unknown_option(const Command& command, const std::string& typed) {
  std::vector<std::string> names;
  for (const Option& option : options_of(command)) names.emplace_back(option.name);
  const std::string name = typed.substr(0, typed.find('='));
  const auto like = nearest(name, names);
  const bool option = name.starts_with("-");
  usage_error(option ? "usage.option" : "usage.operand",
              option ? fmt::format("there is no option {}", name)
                     : fmt::format("`{}` is one word too many", name),
              like ? fmt::format("Did you mean {}?", *like)
                   : fmt::format("`msp {} --help` shows what it takes.", command.path));
}

[[noreturn]] void no_command(const std::vector<std::string>& words) {
  std::vector<std::string> names = {"--help", "--version"};
  for (const Option& option : options_of(help)) names.emplace_back(option.name);
  const auto like = words.empty() ? std::nullopt : nearest(words.front(), names);
  usage_error("usage.command", "no command is named",
              like && *like != words.front() ? fmt::format("Did you mean {}?", *like)
                                             : "`msp help` lists the commands.");
}

struct Bound {
  std::string name;
  bool many = false;
  bool flag = false;
  std::vector<std::string> values;
  std::string operand;
  CLI::Option* option = nullptr;
};

void bind_all(CLI::App& app, const Command& command, std::vector<Bound>& bound) {
  const auto options = options_of(command);
  bound.reserve(options.size() + command.operands.size());
  for (const Option& option : options) {
    Bound& place = bound.emplace_back();
    place.name = option.name;
    place.many = option.many;
    place.flag = option.value.empty();
    std::string names = place.name;
    if (place.name == "--format") names += ",-f";
    if (place.name == "--out") names += ",-o";
    place.option =
        place.flag ? app.add_flag(names) : app.add_option(names, place.values)->expected(1);
    place.option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    place.option->allow_extra_args(false);  // a value is one word: what follows is an operand
    if (place.flag) place.option->disable_flag_override();  // --dry-run=no would be --dry-run
  }
  for (const Operand& operand : command.operands) {
    Bound& place = bound.emplace_back();
    place.name = operand.name;
    place.many = operand.many;
    place.option = operand.many ? app.add_option(place.name, place.values)
                                : app.add_option(place.name, place.operand);
  }
}

void parse_with(CLI::App& app, const Command& command, std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view what = error.what();  // begins with the option, of flags without dashes
    usage_error("usage.value",
                fmt::format("{}{} {}", what.starts_with("-") ? "" : "--",
                            what.substr(0, what.find_first_of(": ")),
                            what.ends_with("missing") ? "needs a value" : "takes no value"),
                fmt::format("`msp {} --help` shows what it takes.", command.path));
  } catch (const CLI::ParseError& error) {
    usage_error("usage.line", error.what(),
                fmt::format("`msp {} --help` shows what it takes.", command.path));
  }
  for (const std::string& word : app.remaining()) {
    if (word != "--") unknown_option(command, word);
  }
}

/// A payment card's number is neither stored nor repeated, wherever it is typed (MISSION X3). The
/// digits of a hash may look like one by chance.
void refuse_card_numbers(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool expects = word.starts_with("--expect") || (i > 0 && words[i - 1] == "--expect");
    const bool hash = expects && word.find(':') != std::string::npos;
    const auto equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    const std::string value = equals == std::string::npos ? word : word.substr(equals + 1);
    if (!hash && looks_like_card_number(value) && !is_iban(value)) {
      card_number_error();
    }
  }
}

Arguments arguments_of(const Command& command, const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  std::vector<Bound> bound;
  bind_all(app, command, bound);
  parse_with(app, command, words);

  Arguments arguments;
  for (const Bound& place : bound) {
    if (place.flag && place.option->count() > 0) arguments.add(place.name, "true");
    if (place.values.size() > 1 && !place.many) {
      usage_error("usage.twice", fmt::format("{} is given twice", place.name), "Give it once.");
    }
    for (const std::string& value : place.values) arguments.add(place.name, value);
    const bool operand = place.name.front() != '-';
    if (operand && !place.many && place.option->count() > 0)
      arguments.add(place.name, place.operand);
  }
  for (const Operand& operand : command.operands) {
    if (operand.required && !arguments.has(operand.name)) {
      usage_error("usage.missing", fmt::format("{} is missing", operand.name),
                  fmt::format("`msp {} --help` shows how.", command.path));
    }
  }
  return arguments;
}

}  // namespace

Parsed parse(const std::vector<std::string>& typed) {
  Parsed parsed;
  std::vector<std::string> words = typed;
  const auto asked = [&words](std::string_view flag) { return std::erase(words, flag) > 0; };
  parsed.version = asked("--version");
  parsed.help = asked("--help") || asked("-h") || words.empty();
  if (parsed.version) return parsed;
  refuse_card_numbers(words);
  if (parsed.help) {
    for (const std::string& word : bare_words(words).words) {
      parsed.help_path += (parsed.help_path.empty() ? "" : " ") + word;
    }
    return parsed;
  }
  parsed.command = command_of(words);
  if (!parsed.command) no_command(words);
  parsed.arguments = arguments_of(*parsed.command, words);
  return parsed;
}

}  // namespace msp::cli
