#include "manual.h"

#include <fmt/format.h>

#include <algorithm>

#include "arguments.h"
#include "commands.h"
#include "configuration.h"
#include "topics.h"

namespace msp::cli {
namespace {

/// Text as roff takes it for itself: no escapes, no requests, and hyphens that can be copied.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool begins = out.empty() || out.back() == '\n';
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '`') {
      out += "\\(ga";
    } else if (c == '^') {
      out += "\\(ha";
    } else if (c == '~') {
      out += "\\(ti";
    } else {
      out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + plain(text) + "\\fR"; }

/// A term and what it means, hanging below it.
std::string item(const std::string& term, std::string_view meaning) {
  return ".TP\n" + term + "\n" + plain(meaning) + "\n";
}

std::string head(const std::string& title, const std::string& about) {
  std::string upper = title;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return fmt::format(
      ".\\\" Made by msp itself from its table of commands.\n"
      ".TH {} 1 \"" MSP_RELEASED "\" \"msp " MSP_VERSION
      "\" \"The desk's manual\"\n.SH NAME\n{} \\- {}\n",
      plain(upper), plain(title), plain(about));
}

std::string usage_of(const Command& command) {
  std::string line = bold("msp " + std::string(command.path));
  for (const Operand& operand : command.operands) {
    const std::string name = italic(operand.name) + (operand.many ? "..." : "");
    line += operand.required ? " " + name : " [" + name + "]";
  }
  return line + " [" + italic("options") + "]\n";
}

std::string options_text(const std::vector<Option>& options) {
  std::string text;
  for (const Option& option : options) {
    const std::string value = option.value.empty() ? "" : " " + italic(option.value);
    const std::string more = option.many ? " (may be repeated)" : "";
    text += item(bold(option.name) + value, std::string(option.help) + more);
  }
  return text;
}

std::string examples_text(const Command& command) {
  std::string text = ".PP\n.EX\n";
  for (const std::string_view example : command.examples) text += plain(example) + "\n";
  return text + ".EE\n";
}

/// The commands that begin with a noun; all of them for none.
std::vector<const Command*> commands_of(std::string_view noun) {
  std::vector<const Command*> found;
  for (const Command* command : commands()) {
    if (noun.empty() || command->path.substr(0, command->path.find(' ')) == noun) {
      found.push_back(command);
    }
  }
  return found;
}

std::vector<std::string> nouns() {
  std::vector<std::string> found;
  for (const Command* command : commands()) {
    std::string noun(command->path.substr(0, command->path.find(' ')));
    if (std::find(found.begin(), found.end(), noun) == found.end()) {
      found.push_back(std::move(noun));
    }
  }
  return found;
}

/// The groups of options that several of `among` share, each once, in the order help has them.
std::vector<OptionGroup> shared_groups(const std::vector<const Command*>& among) {
  std::vector<OptionGroup> shared;
  for (const Command* command : among) {
    for (OptionGroup& group : option_groups(*command)) {
      const bool known = std::any_of(shared.begin(), shared.end(), [&group](const auto& each) {
        return each.title == group.title;
      });
      if (!known && group.title != own_options) shared.push_back(std::move(group));
    }
  }
  return shared;
}

std::string noun_page(const std::string& noun) {
  const auto found = commands_of(noun);
  if (found.empty()) {
    usage_error("usage.command", fmt::format("there is no command `{}`", noun),
                "`msp help` lists the commands.");
  }
  std::string text =
      head("msp-" + noun, found.size() == 1 ? std::string("a command of the billing ledger msp")
                                            : noun + " commands of the billing ledger msp");
  text += ".SH SYNOPSIS\n.nf\n";
  for (const Command* command : found) text += usage_of(*command);
  text += ".fi\n.SH DESCRIPTION\n";
  for (const Command* command : found) {
    text += fmt::format(".SS {}\n{}\n", plain("msp " + std::string(command->path)),
                        plain(command->summary));
    for (const Operand& operand : command->operands) {
      text += item(italic(operand.name), operand.help);
    }
    text += options_text(command->options) + examples_text(*command);
  }
  text += ".SH OPTIONS\n";
  for (const auto& [title, options] : shared_groups(found)) {
    text += fmt::format(".SS {}\n{}", plain(title), options_text(options));
  }
  return text + ".SH SEE ALSO\n.BR msp (1)\n";
}

std::string exit_status() {
  std::string text = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : exit_meanings()) text += item(bold(code), meaning);
  return text;
}

std::string environment() {
  std::string text = ".SH ENVIRONMENT\n";
  for (const SettingKey& key : setting_keys()) {
    if (!key.environment.empty()) text += item(bold(key.environment), key.help);
  }
  return text + item(bold("MSP_TODAY"), "the business day") +
         item(bold("MSP_CONFIG_SYSTEM"), "another file of settings than the system's, or none");
}

std::string files() {
  std::string text =
      ".SH FILES\n" +
      item(italic("$XDG_DATA_HOME/msp/ledger.db"),
           "the ledger, unless something else is said; default ~/.local/share") +
      item(italic("$XDG_CONFIG_HOME/msp/config.toml"), "the user's settings; default ~/.config") +
      item(italic("/etc/msp/config.toml"), "the system's settings") +
      ".PP\nA line of a file of settings is\n.BR key\\ =\\ \\(dqvalue\\(dq .\n"
      "The keys:\n";
  for (const SettingKey& key : setting_keys()) {
    std::string about(key.help);
    if (!key.choices.empty()) about += fmt::format(": {}", fmt::join(key.choices, ", "));
    if (!key.fallback.empty()) about += fmt::format(" ({})", key.fallback);
    text += item(bold(key.name), about);
  }
  return text;
}

std::string main_page() {
  std::string text = head("msp", "a billing ledger for managed security providers");
  text += ".SH SYNOPSIS\n" + bold("msp") + " " + italic("noun") + " [" + italic("verb") + "] [" +
          italic("operands") + "] [" + italic("options") + "]\n.SH DESCRIPTION\n" +
          plain(
              "A service desk's one tool: every change is an event in one local ledger, and "
              "every cent on an invoice can be traced back to events. Results go to stdout, "
              "everything else to stderr; a list is a table on a terminal and CSV in a pipe.") +
          "\n.SH COMMANDS\n";
  for (const Command* command : commands()) {
    text += item(bold("msp " + std::string(command->path)), command->summary);
  }
  text += ".SH OPTIONS\n";
  for (const auto& [title, options] : shared_groups(commands())) {
    text += fmt::format(".SS {}\n{}", plain(title), options_text(options));
  }
  text += ".SH COLUMNS OF LISTS\nKept in name and order; new ones only at the end.\n";
  for (const auto& [list, names] : columns_of_lists()) {
    std::string spaced;
    for (const char c : names) spaced += c == ',' ? std::string(", ") : std::string(1, c);
    text += item(bold(list), spaced);
  }
  text += environment() + files() + exit_status() + ".SH SEE ALSO\n";
  const auto all = nouns();
  for (const std::string& noun : all) {
    text += fmt::format(".BR {} (1){}\n", plain("msp-" + noun), &noun == &all.back() ? "" : ",");
  }
  return text;
}

}  // namespace

std::string manual_page(const std::string& noun) {
  return noun.empty() ? main_page() : noun_page(noun);
}

}  // namespace msp::cli
