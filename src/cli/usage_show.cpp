#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Exit run(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return usage_detail(ledger, invocation.query(ledger));
  }();
  return invocation.show(table);
}

}  // namespace

const Command usage_show{
    "usage show",
    "Shows the users and devices of a customer seen in a month, which are billed, and why.",
    Kind::list,
    {"msp usage show bolt --month 2026-03", "msp usage show bolt -f csv"},
    {{"CUSTOMER", "whose"}},
    {{"--month", "M", "such as 2026-03 (the month of today)"},
     {"--as-of", "DATE", "only what was seen by then"}},
    run};

}  // namespace msp::cli
