#include "msp/usage_import.h"

#include <fmt/format.h>

#include "byte_source.h"
#include "clock.h"
#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Answer describe(const std::string& file, const UsageOutcome& outcome) {
  const std::string next = "msp report usage";
  if (outcome.taken_by) {
    return {file, fmt::format("was imported before (event {})", *outcome.taken_by), next};
  }
  if (outcome.rows == 0) return {file, "holds no rows", ""};
  std::string what = fmt::format("{} of {}, {} to {}", counted(outcome.rows, "row", "rows"),
                                 counted(outcome.customers, "customer", "customers"),
                                 outcome.first_day.text(), outcome.last_day.text());
  if (outcome.late > 0) {
    what +=
        fmt::format(", adding to {}", counted(outcome.late, "invoiced month", "invoiced months"));
  }
  return {file, what, next};
}

Exit run(Invocation& invocation) {
  const std::string& path = invocation.arguments().all("FILE").front();
  const std::string file = path == "-" ? "stdin" : path;
  ByteSource source(path, invocation.shows_progress());
  Ledger ledger = invocation.write_ledger();
  const std::string zone = ledger.settings().zone;
  std::optional<ZoneDays> days;  // loaded if an instant comes by
  UsageFile usage{file, [&source] { return source.next(); },
                  [&](std::string_view text) -> std::optional<Date> {
                    const auto instant = read_instant(text);
                    if (!instant) return std::nullopt;
                    if (!days) days.emplace(zone);
                    return days->day_of(*instant);
                  },
                  invocation.arguments().has("--late")};
  Envelope envelope = invocation.envelope(ledger);
  if (envelope.note.ref.empty()) envelope.note.ref = file;  // the file itself is the evidence
  const UsageOutcome outcome = take(import_usage(
      ledger, envelope, usage, [&](const UsageOutcome& o) { return packed(describe(file, o)); }));
  invocation.recorded(outcome);
  invocation.answer(outcome.earlier ? unpacked(*outcome.earlier) : describe(file, outcome),
                    outcome);
  return Exit::done;
}

}  // namespace

const Command usage_import{
    "usage import",
    "Takes in who was seen on which day; what is there already is the same fact.",
    Kind::change,
    {"msp usage import march.csv --dry-run", "msp usage import - < march.csv"},
    {{"FILE", "CSV with the columns customer,date,user,device,device_kind; - is stdin"}},
    {{"--late", "", "rows of invoiced months too: what they add goes on the next invoice"}},
    run};

}  // namespace msp::cli
