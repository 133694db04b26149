// What a partner's panel counts, beside what is billed (MISSION D11).
#include <fmt/format.h>

#include "byte_source.h"
#include "commands.h"
#include "invocation.h"
#include "known_at.h"
#include "msp/panel_import.h"

namespace msp::cli {
namespace {

Answer describe(const std::string& file, const PanelOutcome& outcome) {
  const std::string next = "msp panel diff";
  if (outcome.taken_by) {
    return {file, fmt::format("was imported before (event {})", *outcome.taken_by), next};
  }
  if (outcome.rows == 0) return {file, "holds no rows", ""};
  return {file,
          fmt::format("{} of {}", counted(outcome.rows, "count", "counts"),
                      counted(outcome.customers, "customer", "customers")),
          next};
}

Exit import(Invocation& invocation) {
  const std::string& path = invocation.arguments().all("FILE").front();
  const std::string file = path == "-" ? "stdin" : path;
  ByteSource source(path, invocation.shows_progress());
  Ledger ledger = invocation.write_ledger();
  const PanelFile panel{file, [&source] { return source.next(); }};
  Envelope envelope = invocation.envelope(ledger);
  if (envelope.note.ref.empty()) envelope.note.ref = file;  // the file itself is the evidence
  const PanelOutcome outcome = take(import_panel(
      ledger, envelope, panel, [&](const PanelOutcome& o) { return packed(describe(file, o)); }));
  invocation.recorded(outcome);
  invocation.answer(outcome.earlier ? unpacked(*outcome.earlier) : describe(file, outcome),
                    outcome);
  return Exit::done;
}

Exit diff(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    Query query = invocation.query(ledger);
    query.as_of = invocation.arguments().value<Date>("--on").value_or(query.as_of);
    return take(::msp::panel_diff(ledger, query));
  }();
  const Exit shown = invocation.show(table);
  return table.rows() > 0 && invocation.arguments().has("--check") ? Exit::difference : shown;
}

Exit assert_that(Invocation& invocation) {
  const CountAssertion assertion = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, invocation.customer());
    const Date on = invocation.arguments().required<Date>("--on");
    const std::int64_t expected = *invocation.arguments().count("COUNT");
    return assert_count(customer, invocation.subscription_of(customer), expected, on);
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

}  // namespace

const Command panel_import{
    "panel import",
    "Takes in what a partner's panel counts: seen, and never billed.",
    Kind::change,
    {"msp panel import panel.csv", "msp panel import - --effective 2026-03-01 < panel.csv"},
    {{"FILE", "CSV with the columns customer, count and, if need be, date; - is stdin"}},
    {},
    import};

const Command panel_diff{
    "panel diff",
    "Lists where panel and ledger differ, the most money first, and what would settle it.",
    Kind::list,
    {"msp panel diff", "msp panel diff --on 2026-03-20 --plan guard -f csv"},
    {},
    {{"--on", "DATE", "on that day (today)"},
     {"--customer", "C", "only of this customer"},
     {"--plan", "PLAN", "only with this plan"},
     {"--check", "", "exit 10 if there is any difference"},
     known_at},
    diff};

const Command panel_assert{
    "panel assert",
    "Checks the ledger's count of mailboxes on a day; exit 10 if it is another.",
    Kind::list,
    {"msp panel assert acme 25 --on 2026-03-01",
     "msp panel assert acme 25 --on 2026-03-01 --subscription acme/1"},
    {{"CUSTOMER", "whose"}, {"COUNT", "how many there ought to be"}},
    {{"--on", "DATE", "on that day"},
     {"--subscription", "S", "only of this one (all by mailbox)"},
     known_at},
    assert_that};

}  // namespace msp::cli
