// Reports: a query each, and a table.
#include <fmt/format.h>

#include "line/form.h"
#include "msp/report/changes.h"
#include "msp/report/forgone.h"
#include "msp/report/issued.h"
#include "msp/report/outbox.h"
#include "msp/report/revenue.h"
#include "msp/report/trials.h"
#include "msp/report/usage.h"

namespace msp::cli {
namespace {

void filters(auto& self, auto&& option) {
  option("--customer", "C", self.customer, "only of this customer");
  option("--plan", "PLAN", self.plan, "only of this plan");
  option("--group", "G", self.group, "only of this invoicing group");
  option("--status", "S", self.status, "only in this status");
  option("--partner", "NAME", self.partner, "only of this partner's customers");
  option("--as-of", "DATE", self.on, "nothing that holds only later");
  looking_back(self, option);
}

struct ReportOfDays : Filters {
  static void options(auto& self, auto&& option) {
    option("--month", "M", self.month, "such as 2026-03");
    option("--from", "DATE", self.from, "effective on or after");
    option("--to", "DATE", self.through, "effective on or before");
    filters(self, option);
  }
};

struct ReportOfMonths : Filters {
  static void options(auto& self, auto&& option) {
    option("--month", "M", self.month, "such as 2026-03 (the month of today)");
    option("--from", "DATE", self.from, "from the month of this day on");
    option("--to", "DATE", self.through, "through the month of this day");
    filters(self, option);
  }
};

struct ReportUsage : ReportOfMonths {
  bool detail = false;

  static void options(auto& self, auto&& option) {
    ReportOfMonths::options(self, option);
    option.flag("--detail", self.detail, "unit by unit of what is billed by activity, and why");
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    if (query.month && Month::of(query.today) < *query.month) {
      invocation.note(
          fmt::format("note: {} has not come yet: this is a forecast, what it would be "
                      "if nobody says anything",
                      query.month->text()));
    }
    return detail ? usage_detail(ledger, query) : usage_report(ledger, query, invocation.drawing());
  }
};

struct ReportTrials : ReportOfDays {
  static Table table(const Ledger& ledger, const Query& query) {
    return trials_report(ledger, query, TrialScope::all, std::nullopt);
  }
};

struct ReportRevenue : Filters {
  static void options(auto& self, auto&& option) {
    option("--month", "M", self.month, "such as 2026-03 (the last 12)");
    option("--from", "DATE", self.from, "from the month of this day on");
    option("--to", "DATE", self.through, "through the month of this day");
    filters(self, option);
  }
  static Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) {
    return revenue_report(ledger, query, invocation.drawing());
  }
};

/// Of what was issued, by the dates on the documents.
struct ReportOfTaxes : Filters {
  static void options(auto& self, auto&& option) {
    option("--month", "M", self.month, "issued in this month, such as 2026-03");
    option("--from", "DATE", self.from, "issued on or after");
    option("--to", "DATE", self.through, "issued on or before");
    option("--customer", "C", self.customer, "only of this customer");
    option("--partner", "NAME", self.partner, "only of this partner's customers");
    looking_back(self, option);
  }
};

struct ReportOfLines : ReportOfTaxes {
  static void options(auto& self, auto&& option) {
    ReportOfTaxes::options(self, option);
    option("--plan", "PLAN", self.plan, "only lines of this plan");
  }
};

constexpr Command report_table[] = {
    command<ReportUsage>(list.of(usage_columns), month_end, "report usage",
                         "Shows what each customer uses in a month, and what a month of it costs.",
                         "msp report usage --month 2026-03",
                         "msp report usage --detail --group 15 -o usage.xlsx"),
    command<ReportTrials>(list.of(trial_columns), month_end, "report trials",
                          "Shows all trials there were, decided or not.", "msp report trials",
                          "msp report trials --plan guard -f csv"),
    command<ReportOfDays, changes_report>(
        list.of(change_columns), month_end, "report changes",
        "Shows every change with what was before and after, who asked, and where it is written.",
        "msp report changes --month 2026-03",
        "msp report changes --customer acme --from 2026-01-01 -f csv"),
    command<ReportRevenue>(
        list.of(revenue_columns), month_end, "report revenue",
        "Shows what recurs each month: what was new, grew, shrank and was lost, by currency.",
        "msp report revenue", "msp report revenue --plan guard --from 2025-01-01 -o revenue.xlsx"),
    command<ReportOfDays, forgone_report>(
        list.of(forgone_columns), month_end, "report forgone",
        "Shows what was billed, is owed no more, and is kept by the plan's terms.",
        "msp report forgone", "msp report forgone --customer acme --from 2026-01-01 -f csv"),
    command<ReportOfMonths, security_report>(
        list.of(security_columns), month_end, "report security",
        "Shows when each monthly security report is due, to whom, and whether that was told.",
        "msp report security", "msp report security --month 2026-04 --customer birch"),
    command<ReportOfTaxes, vat_report>(
        list.of(vat_columns), month_end, "report vat",
        "Shows the tax on what was issued, by month, the buyer's country, category and rate.",
        "msp report vat --month 2026-03",
        "msp report vat --from 2026-01-01 --to 2026-03-31 -o vat.xlsx"),
    command<ReportOfLines, sales_report>(
        list.of(sales_columns), month_end, "report sales",
        "Shows what was sold, net, by month, plan and kind of line.", "msp report sales",
        "msp report sales --month 2026-03 -o sales.xlsx"),
    command<ReportOfTaxes, partners_report>(
        list.of(partner_columns), month_end, "report partners",
        "Shows what each partner's customers were billed, by month.",
        "msp report partners --month 2026-03",
        "msp report partners --partner 'Partner Oy' --from 2026-01-01 -o partner.xlsx"),
    command<ReportOfLines, lines_report>(list.of(issued_line_columns), month_end, "report lines",
                                         "Lists every line that was issued, document by document.",
                                         "msp report lines --month 2026-03",
                                         "msp report lines --plan guard --from 2026-01-01 -f csv")};

}  // namespace

extern const Commands report_commands = report_table;

}  // namespace msp::cli
