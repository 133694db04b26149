// Help, made from the table of commands.
#include "line/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "line/form.h"
#include "line/topics.h"
#include "msp/catalog_keys.h"

namespace msp::cli {
namespace {

constexpr std::size_t help_width = 80;  // of the narrowest terminal that help is laid out for

/// `text` behind `head`, in lines of at most 80 columns that all begin at column `indent`. It may
/// be broken after one of `breaks`; a blank it is broken at is gone.
std::string paragraph(std::string_view head, std::size_t indent, std::string_view text,
                      std::string_view breaks = " ") {
  std::string out(head);
  std::size_t at = display_width(head);
  if (at > 0 && at + 2 > indent) {
    out += '\n';
    at = 0;
  }
  while (true) {
    out.append(indent - at, ' ');
    std::size_t end = text.size();
    if (display_width(text) > help_width - indent) {
      // One more: a blank may stand where the line ends.
      end = text.substr(0, help_width - indent + (breaks == " " ? 1 : 0)).find_last_of(breaks);
      if (end == std::string_view::npos) end = text.find_first_of(breaks);
      end = end == std::string_view::npos ? text.size() : end + 1;
    }
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.ends_with(' ')) line.remove_suffix(1);
    out.append(line).append("\n");
    if (text.empty()) return out;
    at = 0;
  }
}

std::string exit_codes_help() {
  std::string text = "Exit codes (unknown = failure):\n";
  for (const auto& [code, meaning] : exit_meanings()) {
    text += paragraph(fmt::format("  {}", code), code.size() > 2 ? 15 : 6, meaning);
  }
  return text;
}

std::string column_lines(const Command& command) {
  std::string text;
  for (const Column& column : command.needs.columns()) {
    text += paragraph("  " + column.name, 22, column.means);
  }
  return text;
}

std::string columns_help() {
  std::string text = "Columns (kept in name and order; new ones only at the end):\n";
  for (const Command* command : commands()) {
    if (!command->needs.columns) continue;
    text += fmt::format("\n{}:\n{}", command->path, column_lines(*command));
  }
  text += "\n";
  for (const std::string_view remark : about_columns()) text += paragraph("", 0, remark);
  return text;
}

std::string terms_help() {
  std::string text =
      "The keys of a catalog file: what each means, what it can be, and what holds where\n"
      "it is left out. Those of a plan are its terms, which `order --set TERM=VALUE` sets\n"
      "for one agreement; lists stand in the file only.\n";
  for (const CatalogTable& table : catalog_tables()) {
    text += fmt::format("\n{}, {}:\n", table.what, table.header);
    for (const CatalogKey& key : table.keys) {
      text += paragraph("  " + key.name, 28, fmt::format("{}: {}", key.means, key.choice()));
    }
  }
  return text + "\n`msp catalog example` prints a file to begin with.\n";
}

std::string configuration_help() {
  std::string text =
      "Settings: what holds when no option says otherwise. A variable comes before a\n"
      "file, the user's file before the system's:\n"
      "  $XDG_CONFIG_HOME/msp/config.toml    (default ~/.config)\n"
      "  /etc/msp/config.toml                (MSP_CONFIG_SYSTEM names another, or none)\n\n"
      "A line is `key = \"value\"`; the keys:\n";
  for (const SettingKey& key : setting_keys()) {
    std::string about(key.help);
    if (!key.choices.empty()) about += fmt::format(": {}", fmt::join(key.choices, ", "));
    if (!key.fallback.empty()) about += fmt::format(" ({})", key.fallback);
    if (!key.environment.empty()) about += fmt::format(" [{}]", key.environment);
    text += paragraph(fmt::format("  {}", key.name), 14, about);
  }
  return text + "`msp config show --origin` shows what holds, and what says so.\n";
}

struct Topic {
  std::string_view name;
  std::string (*text)();
};

constexpr Topic topics[] = {{"exit-codes", exit_codes_help},
                            {"terms", terms_help},
                            {"columns", columns_help},
                            {"configuration", configuration_help}};

std::string usage_line(const Given& given) {
  std::string line = fmt::format("msp {}", given.command.path);
  for (const Parameter& parameter : given.parameters) {
    if (!parameter.is_operand()) break;
    const std::string name = std::string(parameter.name) + (parameter.many ? "..." : "");
    line += parameter.required ? " " + name : " [" + name + "]";
  }
  return line + " [options]";
}

std::string parameter_lines(const Given& given) {
  std::string text;
  std::string_view heading;
  for (const Parameter& parameter : given.parameters) {
    if (parameter.heading != heading) {
      heading = parameter.heading;
      text += fmt::format("\n{}:\n", heading);
    }
    const bool again = parameter.many && !parameter.is_operand();
    text += paragraph(fmt::format("  {}{}{}", parameter.name, parameter.value.empty() ? "" : " ",
                                  parameter.value),
                      30, fmt::format("{}{}", parameter.help, again ? " (may be repeated)" : ""));
  }
  return text;
}

/// An example on lines of at most 80 columns, broken between options as a shell takes it.
std::string example_lines(std::string_view example) {
  std::string out = "  ";
  std::size_t at = 2;
  while (!example.empty()) {
    const auto next = example.find(" --", 1);
    const std::string_view part = example.substr(0, next);
    if (at > 2 && at + part.size() + 2 > help_width) {
      out += " \\\n     ";
      at = 5;
    }
    out += part;
    at += part.size();
    example.remove_prefix(part.size());
  }
  return out + "\n";
}

std::string help_of(const Command& command) {
  std::string text = paragraph("", 0, command.summary) + "\n";
  if (const auto guide = guide_to(command.path); !guide.empty()) text.append(guide) += "\n";
  text += "Examples:\n";
  for (const std::string_view example : command.examples) text += example_lines(example);
  const Given given(command);
  text += fmt::format("\nUsage:\n  {}\n", usage_line(given)) + parameter_lines(given);
  if (command.needs.columns) text += "\nColumns:\n" + column_lines(command);
  return text;
}

std::string command_line(const Command& command) {
  return paragraph(fmt::format("  {}", command.path), 27, command.summary);
}

/// The commands of a noun; none: it is no noun.
std::string overview_of(std::string_view noun) {
  std::string text;
  for (const Command* command : commands()) {
    if (command->noun() == noun) text += command_line(*command);
  }
  return text;
}

/// All commands, by when they are needed.
std::string overview() {
  constexpr std::pair<When, std::string_view> times[] = {{When::to_start, "Start here"},
                                                         {When::every_day, "Every day"},
                                                         {When::month_end, "At the end of a month"},
                                                         {When::rarely, "Rarely"}};
  std::string text = "msp: a billing ledger for managed security providers.\n";
  for (const auto& [when, title] : times) {
    text += fmt::format("\n{}:\n", title);
    for (const Command* command : commands()) {
      if (command->when == when) text += command_line(*command);
    }
  }
  return text +
         "\n`msp COMMAND --help` explains one; `msp help exit-codes`, `terms`, `columns`\n"
         "and `configuration` the rest.\n";
}

std::vector<std::string> nouns_and_topics() {
  std::vector<std::string> names = nouns();
  for (const Topic& topic : topics) names.emplace_back(topic.name);
  return names;
}

constexpr How<std::string> command_or_topic{read_as_typed,
                                            [](const Typing&) { return nouns_and_topics(); }};
constexpr How<std::string> verb{
    read_as_typed, [](const Typing& typing) { return verbs_of(typing.bare().back()); }};

struct Help {
  std::string about;
  std::vector<std::string> verbs;
  static void options(auto& self, auto&& option) {
    option.optional("COMMAND", self.about, "a command, or a topic", command_or_topic);
    option.optional("VERB", self.verbs, "its verb", verb);
  }
  Exit run(Invocation& invocation) const {
    std::string path = about;
    for (const std::string& each : verbs) path += " " + each;
    invocation.print(help_for(path));
    return Exit::done;
  }
};

constexpr Command help_table[] = {
    command<Help>(nothing, to_start, "help",
                  "Explains a command, or a topic: exit-codes, terms, columns, configuration.",
                  "msp help mailbox set", "msp help exit-codes")};

}  // namespace

std::string help_for(const std::string& path) {
  if (path.empty()) return overview();
  for (const Topic& topic : topics) {
    if (path == topic.name) return topic.text();
  }
  if (const Command* command = command_of_path(path)) return help_of(*command);
  if (constexpr std::string_view columns = "columns "; path.starts_with(columns)) {
    const Command* printing = command_of_path(path.substr(columns.size()));
    if (printing && printing->needs.columns) return column_lines(*printing);
  }
  // `msp order acme --help` is about `order`.
  if (const auto last = path.rfind(' '); last != std::string::npos) {
    return help_for(path.substr(0, last));
  }
  if (std::string text = overview_of(path); !text.empty()) return text;
  no_such_command(path, nouns_and_topics());
}

extern const Commands help_commands = help_table;

}  // namespace msp::cli
