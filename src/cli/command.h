// The table of commands. Everything about a command stands in its entry: parsing, help and
// completion are made from it.
#pragma once

#include <string_view>
#include <vector>

#include "msp/result.h"

namespace msp::cli {

class Invocation;

/// A word without dashes: `CUSTOMER`.
struct Operand {
  std::string_view name;
  std::string_view help;
  bool required = true;
  bool many = false;  ///< the last one: it takes all words that are left
};

/// `--mailboxes N`; without `value` a flag.
struct Option {
  std::string_view name;
  std::string_view value;
  std::string_view help;
  bool many = false;
};

enum class Kind {
  plain,      ///< neither reads nor writes a list
  list,       ///< prints a table: takes the options of exports
  change,     ///< records something: takes the options of evidence
  evidenced,  ///< a change of what is billed: where evidence is required, --ref is
};

struct Command {
  std::string_view path;  ///< as typed: `mailbox set`
  std::string_view summary;
  Kind kind;
  std::vector<std::string_view> examples;
  std::vector<Operand> operands;
  std::vector<Option> options;
  Exit (*run)(Invocation&);
};

/// All of them, in the order help shows them.
const std::vector<const Command*>& commands();

/// Options under the heading that help gives them.
struct OptionGroup {
  std::string_view title;
  std::vector<Option> options;
};

/// The heading of a command's own options.
inline constexpr std::string_view own_options = "Options";

/// The options a command takes: its own, those of its kind, those of every command.
std::vector<OptionGroup> option_groups(const Command& command);

/// The same in one row.
std::vector<Option> options_of(const Command& command);

/// True if the word after `option` is its value, in whatever command has an option of that name.
bool takes_value(std::string_view option);

}  // namespace msp::cli
