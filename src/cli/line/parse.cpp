// The only file that knows CLI11. It builds the parser of the one command that is named: the whole
// tree would cost more than the command itself.
#include "line/parse.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

#include "msp/nearest.h"
#include "msp/read.h"

namespace msp::cli {
namespace {

/// True if the word after `option` is its value, in whatever command has an option of that name.
bool takes_value(const std::string& option, bool option_follows) {
  return std::any_of(commands().begin(), commands().end(), [&](const Command* command) {
    const Given given(*command);
    return std::any_of(
        given.parameters.begin(), given.parameters.end(), [&](const Parameter& each) {
          const bool takes = !each.value.empty() && !(each.value_optional && option_follows);
          return each.name == option && takes;
        });
  });
}

}  // namespace

BareWords bare_words(const std::vector<std::string>& typed) {
  BareWords bare;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const std::string& word = typed[i];
    if (word.size() > 1 && word.front() == '-') {
      const bool option_follows = i + 1 == typed.size() || typed[i + 1].starts_with('-');
      if (word == "-f" || word == "-o" || takes_value(word, option_follows)) ++i;
    } else {
      bare.words.push_back(word);
      bare.places.push_back(i);
    }
  }
  return bare;
}

Named named_by(const std::vector<std::string>& bare) {
  std::string path;
  Named named;
  for (std::size_t words = 1; words <= std::min<std::size_t>(bare.size(), 3); ++words) {
    path += (path.empty() ? "" : " ") + bare[words - 1];
    if (const Command* command = command_of_path(path)) named = {command, words};
  }
  return named;
}

namespace {

std::string see_help(const Given& given, const char* for_what) {
  return fmt::format("`msp {} --help` shows {}.", given.command.path, for_what);
}

/// What people type who come from other programs, by the verb.
std::string instead_of(std::string_view verb) {
  constexpr std::array<std::string_view, 4> ends = {"delete", "remove", "rm", "del"};
  constexpr std::array<std::string_view, 4> begins = {"create", "add", "new", "import"};
  if (std::find(ends.begin(), ends.end(), verb) != ends.end()) {
    return "Nothing is deleted: `msp undo EVENT` takes back a slip, `msp customer deactivate` ends "
           "what is billed, `msp customer erase` removes what is known of people.";
  }
  if (std::find(begins.begin(), begins.end(), verb) != begins.end()) {
    return "Customers and what they have begin with an order: `msp order CUSTOMER --plan PLAN`.";
  }
  return "";
}

/// The option that a single letter begins, if it is one alone: -q is --quiet.
std::optional<std::string> option_of_letter(std::string_view typed,
                                            const std::vector<std::string>& names) {
  if (typed.size() != 2 || typed.front() != '-') return std::nullopt;
  const auto begins = [&](const std::string& name) {
    return name.size() > 3 && name[2] == typed[1];
  };
  const auto found = std::find_if(names.begin(), names.end(), begins);
  const bool alone = found != names.end() && std::none_of(found + 1, names.end(), begins);
  return alone ? std::optional(*found) : std::nullopt;
}

std::optional<std::string> option_like(const std::string& typed,
                                       const std::vector<std::string>& names) {
  if (auto found = option_of_letter(typed, names)) return found;
  return nearest(typed, names);
}

[[noreturn]] void no_such_verb(std::string noun, const std::vector<std::string>& bare) {
  std::size_t at = 1;
  if (bare.size() > 1 && !verbs_of(noun + " " + bare[1]).empty()) {  // `group member`
    noun += " " + bare[at++];
  }
  const auto verbs = verbs_of(noun);
  if (bare.size() <= at) {
    usage_error("usage.command", fmt::format("`{}` needs a verb", noun),
                fmt::format("One of: {}.", fmt::join(verbs, ", ")));
  }
  const auto like = nearest(bare[at], verbs);
  std::string hint =
      like ? fmt::format("Did you mean `{} {}`?", noun, *like) : instead_of(bare[at]);
  if (hint.empty()) hint = fmt::format("`{}` knows: {}.", noun, fmt::join(verbs, ", "));
  usage_error("usage.command", fmt::format("there is no command `{} {}`", noun, bare[at]),
              std::move(hint));
}

/// A payment card's number is neither stored nor repeated, wherever it is typed (MISSION X3).
void refuse_card_numbers(const std::vector<std::string>& words) {
  if (std::any_of(words.begin(), words.end(), looks_like_card_number)) card_number_error();
}

/// Finds the command that `words` name and takes its own words out of them.
const Command* command_of(std::vector<std::string>& words) {
  const auto [bare, places] = bare_words(words);
  if (bare.empty()) return nullptr;
  if (const auto [command, own] = named_by(bare); command) {
    for (std::size_t i = own; i-- > 0;) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(places[i]));
    }
    return command;
  }
  refuse_card_numbers(words);
  if (!verbs_of(bare[0]).empty()) no_such_verb(bare[0], bare);
  no_such_command(bare[0], nouns());
}

[[noreturn]] void unknown_option(const Given& given, const std::string& typed) {
  const std::string name = typed.substr(0, typed.find('='));
  const bool option = name.starts_with("-");
  usage_error(
      option ? "usage.option" : "usage.operand",
      option ? fmt::format("there is no option {}", name)
             : fmt::format("`{}` is one word too many", name),
      msp::did_you_mean(option_like(name, given.option_names()), see_help(given, "what it takes")));
}

[[noreturn]] void no_command(const std::vector<std::string>& words) {
  refuse_card_numbers(words);
  std::vector<std::string> names = {"--help", "--version"};
  for (std::string& name : Given(*command_of_path("help")).option_names()) {
    names.push_back(std::move(name));
  }
  const auto like = words.empty() ? std::nullopt : option_like(words.front(), names);
  usage_error("usage.command", "no command is named",
              like && *like != words.front() ? fmt::format("Did you mean {}?", *like)
                                             : "`msp help` lists the commands.");
}

CLI::Option* bind(CLI::App& app, const Parameter& parameter) {
  std::string names(parameter.name);
  if (names == "--format") names += ",-f";
  if (names == "--out") names += ",-o";
  CLI::Option* option = parameter.is_flag() ? app.add_flag(names) : app.add_option(names);
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  if (parameter.value_optional) option->expected(0, 1);
  if (parameter.is_operand() && parameter.many) {
    option->expected(-1);
  } else {
    option->allow_extra_args(false);  // a value is one word: what follows is an operand
  }
  if (parameter.is_flag()) option->disable_flag_override();  // --dry-run=no would be --dry-run
  return option;
}

void parse_with(CLI::App& app, const Given& given, const std::vector<std::string>& typed) {
  std::vector<std::string> words = typed;
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view what = error.what();  // begins with the option, of flags without dashes
    usage_error("usage.value",
                fmt::format("{}{} {}", what.starts_with("-") ? "" : "--",
                            what.substr(0, what.find_first_of(": ")),
                            what.ends_with("missing") ? "needs a value" : "takes no value"),
                see_help(given, "what it takes"));
  } catch (const CLI::ParseError& error) {
    refuse_card_numbers(typed);
    usage_error("usage.line", error.what(), see_help(given, "what it takes"));
  }
  refuse_card_numbers(app.remaining());
  for (const std::string& word : app.remaining()) {
    if (word != "--") unknown_option(given, word);
  }
}

}  // namespace

void read_words(const std::vector<std::string>& words, Given& given) {
  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  std::vector<const CLI::Option*> bound;
  bound.reserve(given.parameters.size());
  for (const Parameter& parameter : given.parameters) bound.push_back(bind(app, parameter));
  parse_with(app, given, words);
  for (std::size_t i = 0; i < bound.size(); ++i) {
    Parameter& parameter = given.parameters[i];
    if (bound[i]->count() == 0) continue;
    parameter.typed = parameter.is_flag() ? std::vector<std::string>{"true"} : bound[i]->results();
    if (!parameter.any_digits) refuse_card_numbers(parameter.typed);
    if (parameter.typed.size() > 1 && !parameter.many) {
      usage_error("usage.twice", fmt::format("{} is given twice", parameter.name), "Give it once.");
    }
  }
  for (const Parameter& parameter : given.parameters) {
    if (parameter.required && parameter.typed.empty()) {
      missing(parameter.name,
              parameter.is_operand() ? see_help(given, "how") : "--help shows how.");
    }
  }
  for (const Parameter& parameter : given.parameters) parameter.read();
}

Parsed parse(const std::vector<std::string>& typed) {
  Parsed parsed;
  parsed.words = typed;
  const auto asked = [&words = parsed.words](std::string_view flag) {
    return std::erase(words, flag) > 0;
  };
  parsed.version = asked("--version");
  const bool help = asked("--help") || asked("-h") || parsed.words.empty();
  if (parsed.version) return parsed;
  if (help) {
    refuse_card_numbers(parsed.words);
    parsed.help_path = fmt::format("{}", fmt::join(bare_words(parsed.words).words, " "));
    return parsed;
  }
  parsed.command = command_of(parsed.words);
  if (!parsed.command) no_command(parsed.words);
  return parsed;
}

}  // namespace msp::cli
