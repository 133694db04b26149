// One run of one command: its arguments, its ledger, its day, and how it answers.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <vector>

#include "arguments.h"
#include "command.h"
#include "configuration.h"
#include "msp/desk.h"
#include "msp/report.h"
#include "msp/table.h"
#include "output.h"

namespace msp::cli {

/// What a change answers: one line for people, one object for scripts.
struct Answer {
  std::string object;  ///< `acme/1`
  std::string what;    ///< `40 mailboxes from 2026-04-01 (was 25)`
  std::string next;    ///< the command that is likely to come next
};

/// Where a list goes and how. All that can be wrong with that is refused when this is made, so that
/// a command that records something makes it first.
struct Listing {
  RenderOptions options;
  std::vector<std::string> columns;  ///< none: all
  Output output;
  void write(const Table& table);
};

class Invocation {
 public:
  Invocation(const Command& command, Arguments arguments)
      : command_(command), arguments_(std::move(arguments)) {}

  const Command& command() const { return command_; }
  const Arguments& arguments() const { return arguments_; }

  /// What `--key`, the environment or the files of settings say of a key of setting_keys().
  Setting setting(std::string_view key) const;
  /// Its value; empty if nothing says any. Refused (exit 2) if a file or variable cannot be read.
  std::string configured(std::string_view key) const { return setting(key).value; }

  std::string ledger_path() const { return configured("ledger"); }
  /// As it is, or as it was known: --known-at.
  Ledger read_ledger() const;
  Ledger write_ledger() const;

  /// The business day: --today, else MSP_TODAY, else now in the ledger's zone (decision 11).
  Date today(const LedgerSettings& settings) const;
  /// The same; but what was known once is reported on a day that does not move either: without
  /// --today, the latest day on which anything that was known had been received.
  Date today(const Ledger& ledger) const;
  /// What accompanies a change. Refuses a missing --ref where evidence is required.
  Envelope envelope(const Ledger& ledger) const;
  /// What a report is asked for.
  Query query(const Ledger& ledger) const;
  Actor actor() const;

  CustomerId customer() const { return arguments_.required<CustomerId>("CUSTOMER"); }
  /// --subscription as the number within `customer`; 0 if it is left out.
  std::int64_t subscription_of(const CustomerId& customer) const;
  /// The same for reading: refuses one that the customer does not have.
  std::int64_t subscription_of(const Customer& customer) const;

  /// ` --known-at 54` for a hint that names a command, if this one was given it.
  std::string as_known() const;
  /// The customer, or a refusal with a did-you-mean.
  Customer known_customer(const Ledger& ledger, const CustomerId& id) const;

  /// Handles a command about a customer and answers.
  Exit change(const CustomerId& customer, const msp::Command& asked,
              Answer (*describe)(const CustomerOutcome&));

  bool dry_run() const { return arguments_.has("--dry-run"); }
  bool json() const;
  bool quiet() const { return arguments_.has("--quiet"); }
  /// Somebody is waiting at a terminal.
  bool shows_progress() const { return is_terminal(2) && !quiet() && !json(); }

  /// What a list's pictures are drawn with: only a table on a terminal has any.
  Drawing drawing() const;
  /// For a list with the columns of `like`.
  Listing listing(const Table& like) const;
  /// Prints a list. The ledger it was read from should be closed by then.
  Exit show(const Table& table) const;
  void print(std::string_view text) const;
  /// Prints the one line of a change; `earlier` is what a repeated request was told.
  void answer(const Answer& told, const Outcome& outcome);
  void note(const std::string& text) const;  ///< to stderr, unless --quiet
  Exit nothing_or(std::size_t rows) const;   ///< done, or with --fail-if-empty 9 for none

  /// Remembers that `outcome` is on disk, before anything is printed about it.
  void recorded(const Outcome& outcome) { recorded_ = !dry_run() && !outcome.events.empty(); }
  void changed() { recorded_ = true; }
  /// Something is on disk: what fails from here on is told as exit 7.
  bool recorded() const { return recorded_; }

 private:
  int wait() const;  ///< seconds
  Format format() const;
  RenderOptions render_options() const;

  const Command& command_;
  Arguments arguments_;
  mutable Configuration configuration_;  // what has been read of it so far
  bool recorded_ = false;
};

/// When a service begins to cost what (MISSION D2, D7), as part of an answer: `, trial through …`.
std::string service_text(const Subscription& subscription, std::optional<Date> first_invoice);

/// `1 mailbox`, `25 mailboxes`
std::string counted(std::integral auto count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// An answer as it is kept with a request id, and back.
std::string packed(const Answer& answer);
Answer unpacked(const std::string& text);

/// How errors are printed, for an error without a command too.
int report_failure(const Refusal& refusal, std::string_view command, bool json, bool recorded);

}  // namespace msp::cli
