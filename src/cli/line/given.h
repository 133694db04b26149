// All that was said to a command: its own operands and options, and those it shares with others.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "line/command.h"
#include "line/parameter.h"
#include "msp/table.h"

namespace msp::cli {
enum class Colour { automatic, always, never };
}

namespace msp {
template <>
inline constexpr auto words<cli::Colour> = worded<cli::Colour>("auto", "always", "never");
}  // namespace msp

namespace msp::cli {

/// What every command takes.
struct CommonOptions {
  std::optional<std::string> ledger = {};
  std::optional<Date> today = {};
  std::optional<Format> format = {};
  std::optional<std::int64_t> wait = {};
  bool quiet = false;
  std::optional<Colour> color = {};
  bool yes = false;
  static void options(auto& self, auto&& option) {
    option("--ledger", "FILE", self.ledger,
           "the ledger (MSP_LEDGER; default $XDG_DATA_HOME/msp/ledger.db)", machine_made);
    option("--today", "DATE", self.today,
           "the business day (MSP_TODAY; default: now in the ledger's zone)");
    option("--format", "F", self.format, "table, csv, tsv, json, jsonl or xlsx (-f)");
    option("--wait", "SECONDS", self.wait, "how long to wait for a busy ledger (10)");
    option.flag("--quiet", self.quiet, "say nothing but the result");
    option("--color", "WHEN", self.color, "auto, always or never (NO_COLOR)");
    option.flag("--yes", self.yes, "agree to what would be asked");
  }
};

/// What commands take that print a list.
struct ListOptions {
  std::optional<std::string> out = {};
  bool force = false;
  std::optional<std::string> columns = {};
  bool ascii = false;
  bool no_header = false;
  std::optional<Dialect> dialect = {};
  bool fail_if_empty = false;
  static void options(auto& self, auto&& option) {
    option("--out", "FILE", self.out, "write there, whole or not at all (-o)", machine_made);
    option.flag("--force", self.force, "let --out overwrite");
    option("--columns", "A,B", self.columns, "only these columns, in this order", column_names);
    option.flag("--ascii", self.ascii, "draw tables and pictures with plain characters");
    option.flag("--no-header", self.no_header, "leave out the header line");
    option("--dialect", "D", self.dialect, "rfc4180, excel or excel-eu");
    option.flag("--fail-if-empty", self.fail_if_empty, "exit 9 if there is nothing");
  }
};

/// What commands take that record something.
struct ChangeOptions {
  std::string ref = {};
  std::string requested_by = {};
  std::optional<Date> received = {};
  std::optional<Date> effective = {};
  std::string reason = {};
  std::string actor = {};
  std::string request_id = {};
  bool dry_run = false;
  static void options(auto& self, auto&& option) {
    option("--ref", "REF", self.ref, "where the request is written: mail id, ticket");
    option("--requested-by", "WHO", self.requested_by, "who asked");
    option("--received", "DATE", self.received, "when the request reached the desk (today)");
    option("--effective", "DATE", self.effective, "from when it holds (today)");
    option("--reason", "TEXT", self.reason, "why");
    option("--actor", "NAME", self.actor, "who types: a claim");
    option("--request-id", "KEY", self.request_id, "the same key is recorded once, for ever",
           request_key);
    option.flag("--dry-run", self.dry_run, "say what would be recorded, and record nothing");
  }
};

// What help calls them; first a command's own.
inline constexpr std::string_view own_options = "Options";
inline constexpr std::string_view list_options = "Options of lists";
inline constexpr std::string_view change_options = "Options of changes";
inline constexpr std::string_view common_options = "Options of every command";

class Given {
 public:
  explicit Given(const Command& about);  ///< nothing yet
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;

  const Command& command;
  std::unique_ptr<Call> call;
  CommonOptions common;
  ListOptions list;
  ChangeOptions change;
  /// Operands and options of its own, then those it shares, in the order help shows them.
  std::vector<Parameter> parameters;

  std::vector<std::string> option_names() const;
  /// What was typed behind an option, if it was; for settings, which go by the names of options.
  std::optional<std::string> typed(std::string_view name) const;
  /// Name and value of everything that was said, one per line: what a request id stands for.
  std::string content() const;
};

}  // namespace msp::cli
