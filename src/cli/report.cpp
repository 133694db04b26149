#include "commands.h"
#include "invocation.h"
#include "known_at.h"

namespace msp::cli {
namespace {

const std::vector<Option> filters = {{"--month", "M", "such as 2026-03 (the month of today)"},
                                     {"--from", "DATE", "effective on or after"},
                                     {"--to", "DATE", "effective on or before"},
                                     {"--customer", "C", "only of this customer"},
                                     {"--plan", "PLAN", "only of this plan"},
                                     {"--group", "G", "only of this invoicing group"},
                                     {"--status", "S", "only in this status"},
                                     {"--as-of", "DATE", "nothing that holds only later"},
                                     known_at};

template <class Make>
Exit show(Invocation& invocation, Make make) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return make(ledger, invocation.query(ledger));
  }();
  return invocation.show(table);
}

Exit usage(Invocation& invocation) {
  return show(invocation, [&](const Ledger& ledger, const Query& query) {
    return usage_report(ledger, query, invocation.drawing());
  });
}

Exit trials(Invocation& invocation) {
  return show(invocation, [](const Ledger& ledger, const Query& query) {
    return trials_report(ledger, query, TrialScope::all, std::nullopt);
  });
}

Exit changes(Invocation& invocation) { return show(invocation, changes_report); }

Exit forgone(Invocation& invocation) { return show(invocation, forgone_report); }

}  // namespace

const Command report_usage{
    "report usage",
    "Shows what each customer uses in a month, and what a month of it costs.",
    Kind::list,
    {"msp report usage --month 2026-03", "msp report usage --group 15 -o usage.csv"},
    {},
    filters,
    usage};

const Command report_trials{"report trials",
                            "Shows all trials there were, decided or not.",
                            Kind::list,
                            {"msp report trials", "msp report trials --plan guard -f csv"},
                            {},
                            filters,
                            trials};

const Command report_changes{
    "report changes",
    "Shows every change with what was before and after, who asked, and where it is written.",
    Kind::list,
    {"msp report changes --month 2026-03",
     "msp report changes --customer acme --from 2026-01-01 -f csv"},
    {},
    filters,
    changes};

const Command report_forgone{
    "report forgone",
    "Shows what was billed, is owed no more, and is kept by the plan's terms.",
    Kind::list,
    {"msp report forgone", "msp report forgone --customer acme --from 2026-01-01 -f csv"},
    {},
    filters,
    forgone};

}  // namespace msp::cli
