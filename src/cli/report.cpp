#include "commands.h"
#include "invocation.h"
#include "known_at.h"

namespace msp::cli {
namespace {

using Options = std::vector<Option>;

Options filters_after(Options options) {
  const Options rest = {{"--customer", "C", "only of this customer"},
                        {"--plan", "PLAN", "only of this plan"},
                        {"--group", "G", "only of this invoicing group"},
                        {"--status", "S", "only in this status"},
                        {"--as-of", "DATE", "nothing that holds only later"},
                        known_at};
  options.insert(options.end(), rest.begin(), rest.end());
  return options;
}

const Options filters = filters_after({{"--month", "M", "such as 2026-03 (the month of today)"},
                                       {"--from", "DATE", "effective on or after"},
                                       {"--to", "DATE", "effective on or before"}});
const Options of_months = filters_after({{"--month", "M", "such as 2026-03 (the month of today)"},
                                         {"--from", "DATE", "from the month of this day on"},
                                         {"--to", "DATE", "through the month of this day"}});
const Options of_a_year = filters_after({{"--month", "M", "such as 2026-03 (the last 12)"},
                                         {"--from", "DATE", "from the month of this day on"},
                                         {"--to", "DATE", "through the month of this day"}});

Options with_detail(Options options) {
  options.push_back({"--detail", "", "unit by unit of what is billed by activity, and why"});
  return options;
}

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
    if (invocation.arguments().has("--detail")) return usage_detail(ledger, query);
    return usage_report(ledger, query, invocation.drawing());
  });
}

Exit revenue(Invocation& invocation) {
  return show(invocation, [&](const Ledger& ledger, const Query& query) {
    return revenue_report(ledger, query, invocation.drawing());
  });
}

Exit trials(Invocation& invocation) {
  return show(invocation, [](const Ledger& ledger, const Query& query) {
    return trials_report(ledger, query, TrialScope::all, std::nullopt);
  });
}

Exit changes(Invocation& invocation) { return show(invocation, changes_report); }

Exit security(Invocation& invocation) { return show(invocation, security_report); }

Exit forgone(Invocation& invocation) { return show(invocation, forgone_report); }

}  // namespace

const Command report_usage{
    "report usage",
    "Shows what each customer uses in a month, and what a month of it costs.",
    Kind::list,
    {"msp report usage --month 2026-03", "msp report usage --detail --group 15 -o usage.xlsx"},
    {},
    with_detail(of_months),
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

const Command report_revenue{
    "report revenue",
    "Shows what recurs each month: what was new, grew, shrank and was lost, by currency.",
    Kind::list,
    {"msp report revenue", "msp report revenue --plan guard --from 2025-01-01 -o revenue.xlsx"},
    {},
    of_a_year,
    revenue};

const Command report_forgone{
    "report forgone",
    "Shows what was billed, is owed no more, and is kept by the plan's terms.",
    Kind::list,
    {"msp report forgone", "msp report forgone --customer acme --from 2026-01-01 -f csv"},
    {},
    filters,
    forgone};

const Command report_security{
    "report security",
    "Shows when each monthly security report is due, to whom, and whether that was told.",
    Kind::list,
    {"msp report security", "msp report security --month 2026-04 --customer birch"},
    {},
    of_months,
    security};

}  // namespace msp::cli
