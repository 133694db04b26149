// Care of the ledger: looking into it, proving it, moving it.
#include <fmt/format.h>

#include "byte_source.h"
#include "clock.h"
#include "commands/witness.h"
#include "line/form.h"
#include "msp/advice.h"
#include "msp/ledger_care.h"
#include "msp/report/ledger_log.h"
#include "spool.h"

namespace msp::cli {
namespace {

template <class... Events>
Candidates types_among(const std::variant<Events...>*) {
  return {std::string(Events::type)...};
}

/// All that can stand in a ledger, in the order of the Event variant.
Candidates event_types(const Typing&) { return types_among(static_cast<const Event*>(nullptr)); }

constexpr How<std::string> event_type{
    [](std::string_view name, const std::string& typed) {
      std::string type = read_text(name, typed);
      for (const std::string& known : types_among(static_cast<const Event*>(nullptr))) {
        if (known == type) return type;
      }
      usage_error("usage.type", fmt::format("{}: `{}` is no type of event", name, type),
                  did_you_mean(type, types_among(static_cast<const Event*>(nullptr)),
                               "`msp ledger log --columns type` shows those that are here."));
    },
    event_types};

struct LedgerInfo : Filters {
  static void options(auto&, auto&&) {}
  static Table table(const Ledger& ledger, const Query& query) {
    return ledger_info(ledger, query.today);
  }
};

struct LedgerHead {
  static void options(auto&, auto&&) {}
  static Exit run(Invocation& invocation) {
    const Head head = invocation.read_ledger().head();
    invocation.print(head.text() + "\n");
    return Exit::done;
  }
};

struct LedgerLog : Filters {
  std::string type;

  static void options(auto& self, auto&& option) {
    option("--customer", "C", self.customer, "only of this customer");
    option("--type", "TYPE", self.type, "only of this type", event_type);
    option("--from", "DATE", self.from, "effective on or after");
    option("--to", "DATE", self.through, "effective on or before");
  }
  Table table(const Ledger& ledger, const Query& query) const {
    EventFilter filter;
    filter.customer = query.customer;
    filter.type = type;
    filter.from = query.from;
    filter.through = query.through;
    return ledger_log(ledger, filter);
  }
};

/// The problems, each with the command that mends it, if one does.
std::vector<std::string> told(const VerifyReport& report) {
  std::vector<std::string> lines = report.problems;
  for (std::string& line : lines) {
    const bool stale = std::count(report.stale.begin(), report.stale.end(), line) > 0;
    if (stale) line += ": `msp ledger rebuild`";
  }
  return lines;
}

struct LedgerVerify {
  std::optional<std::string> expected = {};
  std::optional<std::string> witness = {};

  static void options(auto& self, auto&& option) {
    option("--expect", "SEQ:HASH", self.expected, "a head kept elsewhere: it must be in here",
           machine_made);
    option("--witness", "FILE", self.witness, "heads that `msp daily` kept there: every one",
           machine_made);
  }

  /// The heads that must be in here.
  std::vector<ExpectedHead> expected_heads() const {
    std::vector<ExpectedHead> heads;
    if (witness) {
      heads = Witness(*witness).heads();
      if (heads.empty()) {
        throw Refused({"file.unreadable", fmt::format("{}: there is no head in it", *witness),
                       "Check the file's name.", Exit::input_rejected});
      }
    }
    if (!expected) return heads;
    const auto head = head_from_text(*expected);
    if (!head) malformed("--expect", *expected, "a head such as 17:0123456789abcdef");
    heads.push_back(*head);
    return heads;
  }

  Exit run(Invocation& invocation) const {
    const std::vector<ExpectedHead> heads = expected_heads();
    std::int64_t newest = 0;
    const VerifyReport report = [&] {
      const Ledger ledger = invocation.read_ledger();
      VerifyReport found = verify(ledger);
      if (found.problems.empty() && found.events > 0) {
        newest = ledger.event(found.head.seq)->recorded_at;
      }
      for (std::string& problem : missing(ledger, heads)) {
        found.problems.push_back(std::move(problem));
      }
      return found;
    }();
    std::string text;
    for (const std::string& problem : told(report)) text += problem + "\n";
    text += fmt::format("{}: {} events in {} batches, {} customers, {} invoices",
                        report.problems.empty() ? "whole" : "NOT WHOLE", report.events,
                        report.batches, report.customers, report.invoices);
    if (report.activity > 0) text += fmt::format(", {} rows of activity", report.activity);
    if (report.erased > 0) text += fmt::format(", {} personal texts erased", report.erased);
    invocation.print(text + " · head " + report.head.text() + "\n");
    if (newest > now_micros()) {
      invocation.note(
          fmt::format("the newest event was recorded {}, which has not come yet: a clock was wrong",
                      instant_text(newest)));
    }
    return report.problems.empty() ? Exit::done : Exit::difference;
  }
};

struct LedgerRebuild {
  static void options(auto&, auto&&) {}
  static Exit run(Invocation& invocation) {
    Ledger ledger = invocation.write_ledger();
    rebuild(ledger);
    invocation.all_changed();
    invocation.print("rebuilt from the events · head " + ledger.head().short_text() + "\n");
    return Exit::done;
  }
};

struct LedgerExport {
  std::optional<std::string> out = {};
  bool force = false;

  static void options(auto& self, auto&& option) {
    option("--out", "FILE", self.out, "write there, whole or not at all (-o)", machine_made);
    option.flag("--force", self.force, "let --out overwrite");
  }
  /// Whoever reads it may take as long as it likes: by then nobody waits for the ledger.
  static void print_from_spool(const Invocation& invocation, Output& output) {
    Spool spool;
    export_ledger(invocation.read_ledger(), [&](std::string_view text) { spool.write(text); });
    ByteSource source(spool.rewound());
    for (std::string_view piece; !(piece = source.next()).empty();) output.write(piece);
  }

  Exit run(Invocation& invocation) const {
    Output output = invocation.output(out, force);
    if (out) {
      export_ledger(invocation.read_ledger(), [&](std::string_view text) { output.write(text); });
    } else {
      print_from_spool(invocation, output);
    }
    output.finish();
    return Exit::done;
  }
};

struct LedgerImport {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file, "an export; - is stdin", machine_made);
  }
  Exit run(Invocation& invocation) const {
    ByteSource source(file);
    const std::string path = invocation.ledger_path();
    Ledger ledger = Ledger::create(path);
    const Head head =
        import_ledger(ledger, [&source](std::string& line) { return source.next_line(line); });
    invocation.all_changed();
    invocation.print(fmt::format("{}: imported · head {}\n", path, head.text()));
    return Exit::done;
  }
};

/// What is copied is proved first: nobody may rely on a copy of what is broken.
VerifyReport proved(const Ledger& ledger, const std::string& name, Refusal refusal) {
  VerifyReport report = verify(ledger);
  if (report.problems.empty()) return report;
  refusal.message = name + " does not pass verification";
  refusal.details = told(report);
  throw Refused(std::move(refusal));
}

struct LedgerBackup {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file, "a new file", machine_made);
  }
  Exit run(Invocation& invocation) const {
    const Ledger ledger = invocation.read_ledger();
    proved(ledger, invocation.ledger_path(),
           {"ledger.not_whole", "", Advice::restore, Exit::ledger});
    backup_ledger(ledger, file);
    invocation.all_changed();
    invocation.print(
        fmt::format("{}: a copy of the ledger · head {}\n", file, ledger.head().text()));
    return Exit::done;
  }
};

struct LedgerRestore {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file, "a backup", machine_made);
  }
  Exit run(Invocation& invocation) const {
    const Ledger copy = Ledger::open(file, Access::read);
    const VerifyReport report =
        proved(copy, file, {"restore.not_whole", "", "Take another backup.", Exit::input_rejected});
    backup_ledger(copy, invocation.ledger_path());
    invocation.all_changed();
    invocation.print(fmt::format("{}: restored from {} · head {}\n", invocation.ledger_path(), file,
                                 report.head.text()));
    return Exit::done;
  }
};

constexpr Command ledger_table[] = {
    command<LedgerInfo>(list.of(field_columns), rarely, "ledger info",
                        "Says what this ledger is and how much is in it.", "msp ledger info",
                        "msp ledger info -f json"),
    command<LedgerHead>(
        nothing, rarely, "ledger head",
        "Prints the newest event's number and hash: keep it elsewhere, and `verify --expect` it.",
        "msp ledger head", "msp ledger head > head.txt"),
    command<LedgerLog>(list.of(log_columns), rarely, "ledger log",
                       "Lists the events as they are stored.", "msp ledger log --customer acme",
                       "msp ledger log --type mailbox_count_set -f csv"),
    command<LedgerVerify>(
        nothing, rarely, "ledger verify",
        "Proves the ledger: every hash, every projection, every total, the file itself (exit 10 if "
        "not).",
        "msp ledger verify", "msp ledger verify --expect 17:0123456789abcdef"),
    command<LedgerRebuild>(nothing, rarely, "ledger rebuild",
                           "Drops everything derived and folds it anew from the events.",
                           "msp ledger rebuild", "msp ledger rebuild --wait 60"),
    command<LedgerExport>(nothing, rarely, "ledger export",
                          "Writes the whole ledger as JSON lines, enough to check it without msp.",
                          "msp ledger export -o ledger-2026-03-20.jsonl",
                          "msp ledger export | gzip > ledger.jsonl.gz"),
    command<LedgerImport>(nothing, rarely, "ledger import",
                          "Makes a new ledger from an export: the same head, or nothing.",
                          "msp --ledger copy.db ledger import ledger.jsonl",
                          "zcat ledger.jsonl.gz | msp --ledger copy.db ledger import -"),
    command<LedgerBackup>(nothing, rarely, "ledger backup",
                          "Copies the ledger into a file of its own while others go on.",
                          "msp ledger backup ledger-2026-03-20.db",
                          "msp ledger backup backups/ledger.db"),
    command<LedgerRestore>(nothing, rarely, "ledger restore",
                           "Verifies a backup and puts it where no ledger is.",
                           "msp ledger restore ledger-2026-03-15.db",
                           "msp --ledger other.db ledger restore ledger-2026-03-15.db")};

}  // namespace

extern const Commands ledger_commands = ledger_table;

}  // namespace msp::cli
