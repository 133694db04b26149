// Care of the ledger: looking into it, proving it, moving it.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "byte_source.h"
#include "commands.h"
#include "event_types.h"
#include "invocation.h"
#include "output.h"

namespace msp::cli {
namespace {

Exit info(Invocation& invocation) {
  const Table table = [&] { return ::msp::ledger_info(invocation.read_ledger()); }();
  return invocation.show(table);
}

Exit show_head(Invocation& invocation) {
  const Head head = invocation.read_ledger().head();
  invocation.print(head.text() + "\n");
  return Exit::done;
}

Exit log(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Query query = invocation.query(ledger);
    EventFilter filter;
    filter.customer = query.customer;
    filter.type = invocation.arguments().text("--type").value_or("");
    const auto types = event_types();
    if (!filter.type.empty() && std::find(types.begin(), types.end(), filter.type) == types.end()) {
      const auto like = nearest(filter.type, types);
      usage_error("usage.type", fmt::format("--type: `{}` is no type of event", filter.type),
                  like ? fmt::format("Did you mean {}?", *like)
                       : "`msp ledger log --columns type` shows those that are here.");
    }
    filter.from = query.from;
    filter.through = query.through;
    return ::msp::ledger_log(ledger, filter);
  }();
  return invocation.show(table);
}

/// `SEQ:HASH` with at least 16 of the hash's digits: the head as any command printed it.
void check_expected(const Ledger& ledger, const std::string& expected, VerifyReport& report) {
  const auto colon = expected.find(':');
  const auto seq = count_from_text(expected.substr(0, colon));
  const std::string digits = colon == std::string::npos ? "" : expected.substr(colon + 1);
  if (!seq || digits.size() < 16 || digits.size() > 64) {
    Arguments::malformed("--expect", expected, "a head such as 17:0123456789abcdef");
  }
  std::string found;
  EventFilter all;
  ledger.events(all, [&](const StoredEvent& event) {
    if (event.seq == *seq) found = hex(event.hash);
  });
  if (found.empty()) {
    report.problems.push_back(
        fmt::format("event {} is expected and missing: the newest part was cut off", *seq));
  } else if (!found.starts_with(digits)) {
    report.problems.push_back(fmt::format("event {} does not have the expected hash", *seq));
  }
}

Exit verify_all(Invocation& invocation) {
  const VerifyReport report = [&] {
    const Ledger ledger = invocation.read_ledger();
    VerifyReport found = verify(ledger);
    if (const auto expected = invocation.arguments().raw("--expect")) {
      check_expected(ledger, *expected, found);
    }
    return found;
  }();
  std::string text;
  for (const std::string& problem : report.problems) text += problem + "\n";
  text += fmt::format("{}: {} events in {} batches, {} customers, {} invoices",
                      report.problems.empty() ? "whole" : "NOT WHOLE", report.events,
                      report.batches, report.customers, report.invoices);
  if (report.activity > 0) text += fmt::format(", {} rows of activity", report.activity);
  if (report.erased > 0) text += fmt::format(", {} personal texts erased", report.erased);
  invocation.print(text + " · head " + report.head.text() + "\n");
  return report.problems.empty() ? Exit::done : Exit::difference;
}

Exit rebuild_all(Invocation& invocation) {
  Ledger ledger = invocation.write_ledger();
  rebuild(ledger);
  invocation.print("rebuilt from the events · head " + ledger.head().short_text() + "\n");
  return Exit::done;
}

Exit export_all(Invocation& invocation) {
  const Ledger ledger = invocation.read_ledger();
  Output output(invocation.arguments().raw("--out"), invocation.arguments().has("--force"));
  export_ledger(ledger, [&output](std::string_view text) { output.write(text); });
  output.finish();
  return Exit::done;
}

Exit import_all(Invocation& invocation) {
  ByteSource source(*invocation.arguments().raw("FILE"), invocation.shows_progress());
  const std::string path = invocation.ledger_path();
  Ledger::create(path);
  try {
    Ledger ledger = invocation.write_ledger();
    const Head head =
        import_ledger(ledger, [&source](std::string& line) { return source.next_line(line); });
    invocation.print(fmt::format("{}: imported · head {}\n", path, head.text()));
  } catch (...) {
    unlink(path.c_str());
    throw;
  }
  return Exit::done;
}

Exit backup(Invocation& invocation) {
  const std::string file = *invocation.arguments().raw("FILE");
  const Ledger ledger = invocation.read_ledger();
  backup_ledger(ledger, file);
  invocation.changed();
  invocation.print(fmt::format("{}: a copy of the ledger · head {}\n", file, ledger.head().text()));
  return Exit::done;
}

Exit restore(Invocation& invocation) {
  const std::string file = *invocation.arguments().raw("FILE");
  const Ledger copy = Ledger::open(file, Access::read);
  const VerifyReport report = verify(copy);
  if (!report.problems.empty()) {
    Refusal refusal{"restore.not_whole", file + " does not pass verification",
                    "Take another backup.", Exit::input_rejected, report.problems};
    throw Refused(refusal);
  }
  backup_ledger(copy, invocation.ledger_path());
  invocation.changed();
  invocation.print(fmt::format("{}: restored from {} · head {}\n", invocation.ledger_path(), file,
                               report.head.text()));
  return Exit::done;
}

}  // namespace

const Command ledger_info{"ledger info",
                          "Says what this ledger is and how much is in it.",
                          Kind::list,
                          {"msp ledger info", "msp ledger info -f json"},
                          {},
                          {},
                          info};

const Command ledger_head{
    "ledger head",
    "Prints the newest event's number and hash: keep it elsewhere, and `verify --expect` it.",
    Kind::plain,
    {"msp ledger head", "msp ledger head > head.txt"},
    {},
    {},
    show_head};

const Command ledger_log{
    "ledger log",
    "Lists the events as they are stored.",
    Kind::list,
    {"msp ledger log --customer acme", "msp ledger log --type mailbox_count_set -f csv"},
    {},
    {{"--customer", "C", "only of this customer"},
     {"--type", "TYPE", "only of this type"},
     {"--from", "DATE", "effective on or after"},
     {"--to", "DATE", "effective on or before"}},
    log};

const Command ledger_verify{"ledger verify",
                            "Proves the ledger: every hash, every projection, every total, the "
                            "file itself (exit 10 if not).",
                            Kind::plain,
                            {"msp ledger verify", "msp ledger verify --expect 17:0123456789abcdef"},
                            {},
                            {{"--expect", "SEQ:HASH", "a head kept elsewhere: it must be in here"}},
                            verify_all};

const Command ledger_rebuild{"ledger rebuild",
                             "Drops everything derived and folds it anew from the events.",
                             Kind::plain,
                             {"msp ledger rebuild", "msp ledger rebuild --wait 60"},
                             {},
                             {},
                             rebuild_all};

const Command ledger_export{
    "ledger export",
    "Writes the whole ledger as JSON lines, enough to check it without msp.",
    Kind::plain,
    {"msp ledger export -o ledger-2026-03-20.jsonl", "msp ledger export | gzip > ledger.jsonl.gz"},
    {},
    {{"--out", "FILE", "write there, whole or not at all (-o)"},
     {"--force", "", "let --out overwrite"}},
    export_all};

const Command ledger_import{"ledger import",
                            "Makes a new ledger from an export: the same head, or nothing.",
                            Kind::plain,
                            {"msp --ledger copy.db ledger import ledger.jsonl",
                             "zcat ledger.jsonl.gz | msp --ledger copy.db ledger import -"},
                            {{"FILE", "an export; - is stdin"}},
                            {},
                            import_all};

const Command ledger_backup{
    "ledger backup",
    "Copies the ledger into a file of its own while others go on.",
    Kind::plain,
    {"msp ledger backup ledger-2026-03-20.db", "msp ledger backup backups/ledger.db"},
    {{"FILE", "a new file"}},
    {},
    backup};

const Command ledger_restore{"ledger restore",
                             "Verifies a backup and puts it where no ledger is.",
                             Kind::plain,
                             {"msp ledger restore ledger-2026-03-15.db",
                              "msp --ledger other.db ledger restore ledger-2026-03-15.db"},
                             {{"FILE", "a backup"}},
                             {},
                             restore};

}  // namespace msp::cli
