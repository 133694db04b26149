#include "msp/usage_purge.h"

#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Answer describe(const PurgeOutcome& outcome) {
  const std::string object = "activity before " + outcome.before.text();
  if (outcome.rows == 0) return {object, "there is none", ""};
  return {object,
          fmt::format("{} of {} to {} purged, {} frozen", counted(outcome.rows, "row", "rows"),
                      outcome.first.text(), outcome.last.text(),
                      counted(outcome.frozen, "count", "counts")),
          "msp ledger verify"};
}

Exit run(Invocation& invocation) {
  Ledger ledger = invocation.write_ledger();
  const Date date = invocation.arguments().required<Date>("--before");
  const PurgeOutcome outcome =
      take(purge_usage(ledger, invocation.envelope(ledger), date,
                       [](const PurgeOutcome& o) { return packed(describe(o)); }));
  invocation.recorded(outcome);
  if (!outcome.earlier && outcome.before < date) {
    invocation.note(
        fmt::format("note: only whole months are purged: those before {}", outcome.before.text()));
  }
  invocation.answer(outcome.earlier ? unpacked(*outcome.earlier) : describe(outcome), outcome);
  return Exit::done;
}

}  // namespace

const Command usage_purge{
    "usage purge",
    "Removes who was seen in old months for good; what is billed by it stays as it is.",
    Kind::change,
    {"msp usage purge --before 2026-03-01 --dry-run", "msp usage purge --before 2026-03-01 --yes"},
    {},
    {{"--before", "DATE", "only months that are over by then"}},
    run};

}  // namespace msp::cli
