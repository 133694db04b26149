#include "line/manual.h"

#include <fmt/format.h>

#include <algorithm>

#include "line/configuration.h"
#include "line/given.h"
#include "line/topics.h"
#include "msp/catalog_keys.h"

namespace msp::cli {
namespace {

/// Text as roff takes it for itself: no escapes, no requests, and hyphens that can be copied.
std::string roff(std::string_view text) {
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

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

/// A term and what it means, hanging below it.
std::string item(const std::string& term, std::string_view meaning) {
  return ".TP\n" + term + "\n" + roff(meaning) + "\n";
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
      roff(upper), roff(title), roff(about));
}

std::string usage_of(const Command& command) {
  std::string line = bold("msp " + std::string(command.path));
  for (const Parameter& parameter : Given(command).parameters) {
    if (!parameter.is_operand()) break;
    const std::string name = italic(parameter.name) + (parameter.many ? "..." : "");
    line += parameter.required ? " " + name : " [" + name + "]";
  }
  return line + " [" + italic("options") + "]\n";
}

std::string parameter_text(const Parameter& parameter) {
  if (parameter.is_operand()) return item(italic(parameter.name), parameter.help);
  const std::string value = parameter.value.empty() ? "" : " " + italic(parameter.value);
  const std::string more = parameter.many ? " (may be repeated)" : "";
  return item(bold(parameter.name) + value, std::string(parameter.help) + more);
}

std::string examples_text(const Command& command) {
  std::string text = ".PP\n.EX\n";
  for (const std::string_view example : command.examples) text += roff(example) + "\n";
  return text + ".EE\n";
}

std::string columns_text(const Command& command) {
  if (!command.needs.columns) return {};
  std::string text = ".PP\nIts columns:\n";
  for (const Column& column : command.needs.columns()) {
    text += item(bold(column.name), column.means);
  }
  return text;
}

/// The commands that begin with a noun; all of them for none.
std::vector<const Command*> commands_of(std::string_view noun) {
  std::vector<const Command*> found;
  for (const Command* command : commands()) {
    if (noun.empty() || command->noun() == noun) {
      found.push_back(command);
    }
  }
  return found;
}

/// The options that several of `among` share, each once, under their headings.
std::string shared_options(const std::vector<const Command*>& among) {
  std::vector<std::pair<std::string_view, std::string>> groups;
  for (const Command* command : among) {
    const std::size_t known = groups.size();
    for (const Parameter& option : Given(*command).parameters) {
      const std::string_view heading = option.heading;
      const bool told =
          std::any_of(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(known),
                      [heading](const auto& group) { return group.first == heading; });
      if (told || heading.empty() || heading == own_options) continue;
      if (groups.size() == known || groups.back().first != heading) groups.push_back({heading, ""});
      groups.back().second += parameter_text(option);
    }
  }
  std::string text;
  for (const auto& [heading, options] : groups) {
    text += fmt::format(".SS {}\n{}", roff(heading), options);
  }
  return text;
}

/// The reference of the file that `catalog load` publishes.
std::string catalog_file() {
  std::string text =
      ".SH CATALOG FILE\nTOML. What is wrong with a file is told all at once, by line and key.\n";
  for (const CatalogTable& table : catalog_tables()) {
    text += fmt::format(".SS {}\n", roff(fmt::format("{}, {}", table.what, table.header)));
    for (const CatalogKey& key : table.keys) {
      text += item(bold(key.name), fmt::format("{}: {}", key.means, key.choice()));
    }
  }
  return text;
}

std::string noun_page(const std::string& noun) {
  const auto found = commands_of(noun);
  if (found.empty()) no_such_command(noun, {});
  std::string text =
      head("msp-" + noun, found.size() == 1 ? std::string("a command of the billing ledger msp")
                                            : noun + " commands of the billing ledger msp");
  text += ".SH SYNOPSIS\n.nf\n";
  for (const Command* command : found) text += usage_of(*command);
  text += ".fi\n.SH DESCRIPTION\n";
  for (const Command* command : found) {
    text += fmt::format(".SS {}\n{}\n", roff("msp " + std::string(command->path)),
                        roff(command->summary));
    for (const Parameter& parameter : Given(*command).parameters) {
      const bool own = parameter.is_operand() || parameter.heading == own_options;
      if (own) text += parameter_text(parameter);
    }
    text += examples_text(*command) + columns_text(*command);
  }
  text += ".SH OPTIONS\n";
  text += shared_options(found);
  if (noun == "catalog") text += catalog_file();
  return text + ".SH SEE ALSO\n.BR msp (1)\n";
}

std::string exit_status() {
  std::string text = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : exit_meanings()) text += item(bold(code), meaning);
  return text;
}

std::string variables() {
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
          roff(
              "A service desk's one tool: every change is an event in one local ledger, and "
              "every cent on an invoice can be traced back to events. Results go to stdout, "
              "everything else to stderr; a list is a table on a terminal and CSV in a pipe.") +
          "\n.SH COMMANDS\n";
  for (const Command* command : commands()) {
    text += item(bold("msp " + std::string(command->path)), command->summary);
  }
  text += ".SH OPTIONS\n";
  text += shared_options(commands());
  text += ".SH COLUMNS OF LISTS\nKept in name and order; new ones only at the end.\n";
  for (const Command* command : commands()) {
    if (!command->needs.columns) continue;
    std::string names;
    for (const Column& column : command->needs.columns()) {
      names += (names.empty() ? "" : ", ") + column.name;
    }
    text += item(bold(command->path), names);
  }
  text += variables() + files() + exit_status() + ".SH SEE ALSO\n";
  const auto all = nouns();
  for (const std::string& noun : all) {
    text += fmt::format(".BR {} (1){}\n", roff("msp-" + noun), &noun == &all.back() ? "" : ",");
  }
  return text;
}

}  // namespace

std::string manual_page(const std::string& noun) {
  return noun.empty() ? main_page() : noun_page(noun);
}

}  // namespace msp::cli
