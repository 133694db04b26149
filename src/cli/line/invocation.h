// One run of one command: what was said, the ledger, the day, and how it answers.
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <vector>

#include "line/configuration.h"
#include "line/given.h"
#include "msp/desk.h"
#include "msp/held_signals.h"
#include "msp/report/query.h"
#include "msp/sparkline.h"
#include "output.h"

namespace msp::cli {

/// What a list is narrowed by: the query, but for its days.
struct Filters : Query {
  std::optional<Date> on = {};               ///< the day it is seen from
  std::optional<std::string> known_at = {};  ///< what was known then: an event, an instant, a day
};

/// For commands that read and report.
void looking_back(auto& self, auto&& option) {
  option("--known-at", "MOMENT", self.known_at,
         "as it was known after event 54, at 2026-03-15T08:30:00Z, or at the end of "
         "2026-03-15; today, unless said, is the latest day received",
         machine_made);
}

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
  explicit Invocation(const Command& command)
      : given_(command), needs_evidence_(command.needs.evidence) {}

  Given& given() { return given_; }
  const Command& command() const { return given_.command; }
  const ListOptions& list() const { return given_.list; }
  const ChangeOptions& change() const { return given_.change; }

  /// What `--key`, the environment or the files of settings say of a key of setting_keys().
  Setting setting(std::string_view key) const;
  /// Its value; empty if nothing says any. Refused (exit 2) if a file or variable cannot be read.
  std::string configured(std::string_view key) const { return setting(key).value; }

  std::string ledger_path() const { return configured("ledger"); }
  /// As it is, or as it was known at the moment given to look_back().
  Ledger read_ledger() const;
  Ledger write_ledger() const;
  void look_back(const std::optional<std::string>& moment) { known_at_ = moment; }
  /// ` --known-at 54` for a hint that names a command, if this one was given it.
  std::string as_known() const { return known_at_ ? " --known-at " + *known_at_ : ""; }

  /// The business day: --today, else MSP_TODAY, else now in the ledger's zone (decision 11).
  Date today(const LedgerSettings& settings) const;
  /// The same; but what was known once is reported on a day that does not move either: without
  /// --today, the latest day on which anything that was known had been received.
  Date today(const Ledger& ledger) const;
  /// What accompanies a change. Refuses a missing --ref where evidence is required.
  Envelope envelope(const Ledger& ledger) const;
  void waive_evidence() { needs_evidence_ = false; }
  Actor actor() const;

  /// `filters` as a query; refuses a customer or a plan that there is not.
  Query query(const Ledger& ledger, const Filters& filters) const;
  /// The customer, or a refusal with a did-you-mean.
  Customer known_customer(const Ledger& ledger, const CustomerId& id) const;
  /// One of its subscriptions, or a refusal.
  const Subscription& known_subscription(const Customer& customer, std::int64_t number) const;
  /// The document `number`, or a refusal with a did-you-mean.
  IssuedDocument document(const Ledger& ledger, const std::string& number) const;

  /// `work(ledger, envelope, describe)` is a function of the desk. Remembers what is on disk.
  template <class Done>
  Done record(Ledger& ledger, const Envelope& envelope, auto work, const Describe<Done>& describe) {
    Done done = take(work(ledger, envelope, describe));
    if (!dry_run() && !done.events.empty()) all_changed();
    return done;
  }
  /// The same, and answers.
  template <class Done>
  Exit recorded(auto work, const Describe<Done>& describe) {
    Ledger ledger = write_ledger();
    Envelope envelope = envelope_without_evidence(ledger);
    if (lacks_evidence(ledger)) {
      envelope.dry_run = true;
      const auto rehearsed = work(ledger, envelope, describe);
      refuse_without_evidence(rehearsed ? std::nullopt : std::optional(rehearsed.refusal()));
    }
    answer(record<Done>(ledger, envelope, work, describe));
    return Exit::done;
  }
  /// The same for a command about a customer.
  Exit recorded(const CustomerId& customer, const msp::Command& asked,
                Answer (*describe)(const CustomerOutcome&));

  bool dry_run() const { return change().dry_run; }
  bool json() const;
  bool quiet() const { return given_.common.quiet; }
  /// Somebody is waiting at a terminal.
  bool shows_progress() const { return is_terminal(2) && !quiet() && !json(); }

  /// What a list's pictures are drawn with: only a table on a terminal has any.
  Drawing drawing() const;
  /// Where --out and --force say.
  Output output(const std::optional<std::string>& out, bool force) const;
  /// For a list with the columns of `like`.
  Listing listing(const Table& like) const;
  /// Prints a list. The ledger it was read from should be closed by then.
  Exit show(const Table& table) const;
  void print(std::string_view text) const;
  /// Prints the one line of a change.
  void answer(const Outcome& outcome);
  void note(const std::string& text) const;  ///< to stderr, unless --quiet
  Exit nothing_or(std::size_t rows) const;   ///< done, or with --fail-if-empty 9 for none

  /// What is on disk of what was asked for.
  enum class Recorded { none, in_part, all };
  /// One transaction of several: what fails from here on keeps its own exit code, and what is done
  /// already is not said to be undone.
  void changed_in_part() { recorded_ = std::max(recorded_, Recorded::in_part); }
  /// Nothing is left to do but to answer, and neither a signal nor a reader who is gone prevents
  /// that: it is exit 7 if it fails.
  void all_changed() {
    recorded_ = Recorded::all;
    HeldSignals::until_the_end();
  }
  Recorded has_recorded() const { return recorded_; }

 private:
  int wait() const;  ///< seconds
  Envelope envelope_without_evidence(const Ledger& ledger) const;
  bool lacks_evidence(const Ledger& ledger) const;
  /// What else would be refused is told in the same breath.
  [[noreturn]] void refuse_without_evidence(const std::optional<Refusal>& else_refused) const;
  Format format() const;
  RenderOptions render_options() const;

  Given given_;
  bool needs_evidence_;
  std::optional<std::string> known_at_;
  mutable Configuration configuration_;  // what has been read of it so far
  Recorded recorded_ = Recorded::none;
};

/// `1 mailbox`, `25 mailboxes`
std::string plural(std::integral auto count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// How errors are printed; nullptr: no command was found. `as_known`: see there.
int report_failure(const Refusal& refusal, const Command* command, bool json,
                   Invocation::Recorded recorded, const std::string& as_known = {});

}  // namespace msp::cli
