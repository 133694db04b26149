// The table of commands. A command is a struct: its members are what can be said to it, its list
// options() how; its row in the table says what it is for and what it needs. See form.h for what
// such a struct does.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "msp/result.h"
#include "msp/table.h"

namespace msp::cli {

class Invocation;
class Parameters;

/// One call of a command: what was said to it, and what it does.
class Call {
 public:
  Call() = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  virtual ~Call() = default;
  virtual void list(Parameters& parameters) = 0;
  virtual Exit run(Invocation& invocation) = 0;
};

/// What it needs beside its own words.
struct Needs {
  bool list = false;      ///< prints a table: the options of exports
  bool change = false;    ///< records something: those of evidence
  bool evidence = false;  ///< a change of what is billed: where evidence is required, --ref is
  bool acts = false;      ///< does something all the same, beside the ledger
  Columns (*columns)() = nullptr;  ///< of what it prints, unless they depend on what was asked

  constexpr Needs of(Columns (*those)()) const {
    Needs needs = *this;
    needs.columns = those;
    return needs;
  }
};
inline constexpr Needs nothing{};
inline constexpr Needs list{.list = true};
inline constexpr Needs listed_act{.list = true, .acts = true};
inline constexpr Needs change{.change = true};
inline constexpr Needs listed_change{.list = true, .change = true};
inline constexpr Needs evidenced{.change = true, .evidence = true};

/// When the desk needs it: what `msp` alone lists together.
enum class When { to_start, every_day, month_end, rarely };
using enum When;

struct Command {
  std::unique_ptr<Call> (*begin)();
  Needs needs;
  When when;
  std::string_view path;  ///< as typed: `mailbox set`
  std::string_view summary;
  std::array<std::string_view, 2> examples;

  std::string_view noun() const { return path.substr(0, path.find(' ')); }
  /// A list: there was nothing that it could have changed.
  bool only_reads() const { return needs.list && !needs.change && !needs.acts; }
};

/// Those of one file.
using Commands = std::span<const Command>;

/// All of them, in the order help shows them.
const std::vector<const Command*>& commands();

/// Each noun once, in that order.
std::vector<std::string> nouns();

/// The command of this path; nullptr if there is none.
const Command* command_of_path(std::string_view path);

/// The verbs that follow a noun; none if it is a command by itself.
std::vector<std::string> verbs_of(std::string_view noun);

}  // namespace msp::cli
