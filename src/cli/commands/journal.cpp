// What was issued, handed over to the bookkeeping.
#include <fmt/format.h>

#include "byte_source.h"
#include "line/form.h"
#include "msp/hand_over.h"
#include "msp/report/journal.h"

namespace msp::cli {
namespace {

Accounts accounts_of(const Invocation& invocation) {
  const std::string path = invocation.configured("accounts");
  if (path.empty()) {
    usage_error(
        "usage.accounts", "nothing says which account an amount belongs to",
        "--accounts FILE, or accounts = \"FILE\" in the settings; examples/accounts.toml is "
        "one to begin with.");
  }
  return take(read_accounts(path, read_file(path)));
}

/// Documents 3 to 7 by their numbers.
std::string range_in_words(const ChosenJournal& chosen) {
  const std::size_t count = chosen.entries.size();
  if (count == 0) return "no documents";
  return plural(count, "document", "documents") + ": " + chosen.entries.front().document +
         (count == 1 ? "" : " to " + chosen.entries.back().document);
}

HandOver hand_over_of(const ChosenJournal& chosen, JournalFormat format, const std::string& text) {
  HandOver what{chosen.first, chosen.last, std::string(word(format)), hex(digest_of(text)), {}};
  for (const auto& [currency, totals] : totals_of(chosen.entries)) {
    what.totals.push_back({currency, totals.revenue, totals.tax, totals.receivables});
  }
  return what;
}

struct JournalExport {
  JournalSelection selection = {};
  std::optional<JournalFormat> format = {};
  std::optional<Dialect> dialect = {};
  std::optional<std::string> accounts = {};
  std::optional<std::string> out = {};
  bool force = false;
  bool no_header = false;
  bool fail_if_empty = false;
  bool record = false;

  static void options(auto& self, auto&& option) {
    option("--from", "NUMBER", self.selection.from, "this document and those issued after it",
           issued_document);
    option("--to", "NUMBER", self.selection.to, "this document and those issued before it",
           issued_document);
    option("--month", "M", self.selection.month, "issued in this month, such as 2026-03");
    option.flag("--since-last", self.selection.since_last, "only what was not handed over yet");
    option.flag("--record", self.record,
                "with --since-last: remember that it was, with its hash and totals");
    option("--format", "F", self.format,
           "csv, hledger, ledger or beancount; by the ending of --out, else csv (-f)");
    option("--accounts", "FILE", self.accounts,
           "which account is which, in TOML (accounts in the settings)", machine_made);
    option("--out", "FILE", self.out, "write there, whole or not at all (-o)", machine_made);
    option.flag("--force", self.force, "let --out overwrite");
    option.flag("--no-header", self.no_header,
                "leave out the header line, or what declares accounts, currencies and payees");
    option("--dialect", "D", self.dialect, "of CSV: rfc4180, excel or excel-eu");
    option.flag("--fail-if-empty", self.fail_if_empty, "exit 9 if there is nothing");
  }

  void check() const {
    if (!record || selection.since_last) return;
    usage_error("usage.record", "what is handed over is what was not yet",
                "Say --since-last with --record.");
  }

  Exit run(Invocation& invocation) const {
    const Accounts map = accounts_of(invocation);
    Output output = invocation.output(out, force);
    return record ? hand_over(invocation, map, output) : print(invocation, map, output);
  }

 private:
  JournalFormat chosen_format() const {
    if (format) return *format;
    const std::string name = out.value_or("");
    if (name.ends_with(".journal")) return JournalFormat::hledger;
    const auto dot = name.rfind('.');
    return from_word<JournalFormat>(name.substr(dot + 1)).value_or(JournalFormat::csv);
  }

  std::string text_of(const Invocation& invocation, const Journal& journal) const {
    const JournalFormat wanted = chosen_format();
    if (wanted != JournalFormat::csv) return take(journal_text(journal, wanted, !no_header));
    const Dialect written = *from_word<Dialect>(invocation.configured("dialect"));
    return render(journal_table(journal),
                  {.format = Format::csv, .dialect = written, .header = !no_header});
  }

  Exit finish(const Invocation& invocation, Output& output, const ChosenJournal& chosen,
              const std::string& text) const {
    output.write(text);
    output.finish();
    if (!record) invocation.note(range_in_words(chosen));
    for (const std::string& line : totals_in_words(chosen.entries)) invocation.note(line);
    const bool empty = fail_if_empty && chosen.entries.empty();
    return empty ? Exit::nothing_to_do : Exit::done;
  }

  Exit print(const Invocation& invocation, const Accounts& map, Output& output) const {
    const ChosenJournal chosen = take(journal_of(invocation.read_ledger(), selection, map));
    return finish(invocation, output, chosen, text_of(invocation, chosen.entries));
  }

  Exit hand_over(Invocation& invocation, const Accounts& map, Output& output) const {
    Ledger ledger = invocation.write_ledger();
    ChosenJournal chosen = take(journal_of(ledger, selection, map));
    if (!chosen.left_out.empty()) {
      throw Refused({"journal.left_out",
                     fmt::format("document {} was not handed over and is not among these",
                                 chosen.left_out.front()),
                     "Hand over what comes first: --since-last alone, or up to an earlier month."});
    }
    std::string text = text_of(invocation, chosen.entries);
    const auto done = invocation.record<HandOverOutcome>(
        ledger, invocation.envelope(ledger),
        [&](Ledger& whole, const Envelope& envelope, const auto& told) {
          return msp::hand_over(whole, envelope, hand_over_of(chosen, chosen_format(), text), told);
        },
        [&chosen](const HandOverOutcome&) {
          const bool none = chosen.entries.empty();
          return Answer{"journal",
                        none ? "nothing to hand over" : "handed over " + range_in_words(chosen),
                        none ? "" : "msp journal check FILE"};
        });
    if (done.repeated)
      text = text_of(invocation, (chosen = as_handed_over(ledger, done, map)).entries);
    invocation.note(done.answer.what + (invocation.dry_run()
                                            ? " (dry run: nothing was recorded)"
                                            : " · head " + done.head.short_text()));
    return finish(invocation, output, chosen, text);
  }

  /// What a request that was answered before was about.
  static ChosenJournal as_handed_over(const Ledger& ledger, const Outcome& done,
                                      const Accounts& map) {
    const auto event = ledger.event(done.head.seq);
    const auto* then = event ? std::get_if<AccountsHandedOver>(&event->event) : nullptr;
    if (!then) return {};
    JournalSelection same;
    for (const InvoiceRow& row : ledger.invoices(std::nullopt)) {
      if (row.ordinal == then->first) same.from = row.number;
      if (row.ordinal == then->last) same.to = row.number;
    }
    return take(journal_of(ledger, same, map));
  }
};

struct JournalCheck {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file, "a journal that msp wrote, in any format; - is stdin",
                   machine_made);
  }
  Exit run(Invocation& invocation) const {
    const std::string text = read_file(file);
    FileProblems problems(shown_file(file));
    const JournalFile journal = read_journal(text, problems);
    if (problems.count() == 0 && journal.entries.empty())
      problems.add(1, 1, "there is no entry in it");
    if (problems.count() > 0) throw Refused(problems.refusal());
    std::string handed_over;
    const Table differences = [&] {
      const Ledger ledger = invocation.read_ledger();
      handed_over = record_of(ledger, hex(digest_of(text)));
      return journal_check(ledger, journal);
    }();
    for (const std::string& line : totals_in_words(journal.entries)) invocation.note(line);
    if (!handed_over.empty()) invocation.note(handed_over);
    if (differences.rows() == 0) {
      invocation.note(plural(journal.entries.size(), "document", "documents") +
                      " as issued, to the cent");
    }
    const Exit shown = invocation.show(differences);
    return differences.rows() == 0 ? shown : Exit::difference;
  }

  static std::string record_of(const Ledger& ledger, const std::string& hash) {
    std::string found;
    EventFilter filter;
    filter.type = AccountsHandedOver::type;
    ledger.recorded_events(filter, [&](const StoredEvent& stored, const RecordedEvent& recorded) {
      if (std::get<AccountsHandedOver>(recorded.event).file_hash != hash) return;
      found = fmt::format("the file that was handed over on {} (event {})", stored.effective_on,
                          stored.seq);
    });
    return found;
  }
};

constexpr Command journal_table_rows[] = {
    command<JournalExport>(
        change, month_end, "journal export",
        "Writes what was issued as a journal for the bookkeeping, balanced document by document.",
        "msp journal export --month 2026-03 -o march.csv",
        "msp journal export --since-last --record -f hledger -o sales.journal"),
    command<JournalCheck>(
        list.of(journal_check_columns), month_end, "journal check",
        "Compares a journal with the documents that it names, to the cent (exit 10 if it differs).",
        "msp journal check march.csv", "msp journal check sales.journal")};

}  // namespace

extern const Commands journal_commands = journal_table_rows;

}  // namespace msp::cli
