// What a partner's panel counts, beside what is billed (MISSION D11).
#include <fmt/format.h>

#include "byte_source.h"
#include "commands/subscription_choice.h"
#include "line/form.h"
#include "msp/panel_import.h"
#include "msp/report/mailboxes.h"
#include "msp/report/panel_diff.h"

namespace msp::cli {
namespace {

struct PanelImport {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file,
                   "CSV with the columns customer, count and, if need be, date; - is stdin",
                   machine_made);
  }
  Exit run(Invocation& invocation) const {
    ByteSource source(file);
    return invocation.recorded<PanelOutcome>(
        [&](Ledger& ledger, Envelope envelope, const auto& told) {
          // The file itself is the evidence.
          if (envelope.note.ref.empty()) envelope.note.ref = shown_file(file);
          const PanelFile panel{shown_file(file), [&source] { return source.next(); }};
          return import_panel(ledger, envelope, panel, told);
        },
        [this](const PanelOutcome& outcome) { return describe(outcome); });
  }

  Answer describe(const PanelOutcome& outcome) const {
    const std::string next = "msp panel diff";
    if (outcome.taken_by) {
      return {shown_file(file), fmt::format("was imported before (event {})", *outcome.taken_by),
              next};
    }
    if (outcome.rows == 0) return {shown_file(file), "holds no rows", ""};
    return {shown_file(file),
            fmt::format("{} of {}", plural(outcome.rows, "count", "counts"),
                        plural(outcome.customers, "customer", "customers")),
            next};
  }
};

struct PanelDiff : Filters {
  bool differs = false;

  static void options(auto& self, auto&& option) {
    option("--on", "DATE", self.on, "on that day (today)");
    option("--customer", "C", self.customer, "only of this customer");
    option("--plan", "PLAN", self.plan, "only with this plan");
    option.flag("--check", self.differs, "exit 10 if there is any difference");
    looking_back(self, option);
  }
  static Table table(const Ledger& ledger, const Query& query) {
    return take(panel_diff(ledger, query));
  }
  Exit run(Invocation& invocation) const {
    const Table found = table_of(*this, invocation);
    const Exit shown = invocation.show(found);
    return found.rows() > 0 && differs ? Exit::difference : shown;
  }
};

struct PanelAssert : Filters {
  CustomerId whose;
  std::int64_t count = 0;
  Date day;
  SubscriptionChoice subscription;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.whose, "whose");
    option.operand("COUNT", self.count, "how many there ought to be");
    option.required("--on", "DATE", self.day, "on that day");
    option("--subscription", "S", self.subscription, "only of this one (all by mailbox)");
    looking_back(self, option);
  }
  Exit run(Invocation& invocation) const {
    const CountAssertion assertion = [&] {
      const Ledger ledger = invocation.read_ledger();
      const Customer known = invocation.known_customer(ledger, whose);
      return assert_count(known, subscription.of(known), count, day);
    }();
    if (!assertion.holds) {
      const auto cell = [&](const char* name) {
        return assertion.table.cell(0, *assertion.table.find(name));
      };
      invocation.note(fmt::format("{} has {} on {}, not {}", cell("customer"), cell("actual"),
                                  cell("on"), cell("expected")));
    }
    const Exit shown = invocation.show(assertion.table);
    return assertion.holds ? shown : Exit::difference;
  }
};

constexpr Command panel_table[] = {
    command<PanelImport>(change, month_end, "panel import",
                         "Takes in what a partner's panel counts: seen, and never billed.",
                         "msp panel import panel.csv",
                         "msp panel import - --effective 2026-03-01 < panel.csv"),
    command<PanelDiff>(
        list.of(panel_columns), month_end, "panel diff",
        "Lists where panel and ledger differ, the most money first, and what would settle it.",
        "msp panel diff", "msp panel diff --on 2026-03-20 --plan guard -f csv"),
    command<PanelAssert>(
        list.of(assertion_columns), month_end, "panel assert",
        "Checks the ledger's count of mailboxes on a day; exit 10 if it is another.",
        "msp panel assert acme 25 --on 2026-03-01",
        "msp panel assert acme 25 --on 2026-03-01 --subscription acme/1")};

}  // namespace

extern const Commands panel_commands = panel_table;

}  // namespace msp::cli
